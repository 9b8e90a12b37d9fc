import { describe, expect, it } from "vitest";
import { blurDiameter, depthOfField, hyperfocal } from "./depth-of-field.ts";
import { anglesOfView, dollyZoomLens, fieldOfView, frameAt, framingDistance } from "./field-of-view.ts";
import { circleOfConfusionLimit, sensors } from "./sensor.ts";

const degrees = (radians: number) => (radians * 180) / Math.PI;

describe("field of view", () => {
  it("is 39.6° across 36 mm behind a 50 mm lens, as every maker's table says", () => {
    expect(degrees(fieldOfView(36, 50))).toBeCloseTo(39.6, 1);
    expect(degrees(fieldOfView(24, 50))).toBeCloseTo(27.0, 1);
    expect(degrees(fieldOfView(36, 24))).toBeCloseTo(73.7, 1);
  });

  it("is 28.0° across Super 35 behind a 50 mm lens", () => {
    expect(degrees(anglesOfView(sensors.super35, 50).horizontal)).toBeCloseTo(27.96, 1);
  });

  it("puts a 1.75 m person from edge to edge at 6.25 m with 50 mm on Super 35", () => {
    const distance = framingDistance(1.75, sensors.super35, 50);
    expect(distance).toBeCloseTo(6.25, 2);
    expect(frameAt(distance, sensors.super35, 50).height).toBeCloseTo(1.75, 6);
  });

  it("turns 25 mm into 50 mm when a dolly zoom backs off to twice the distance", () => {
    expect(dollyZoomLens(25, 2, 4)).toBe(50);
  });
});

describe("depth of field", () => {
  // Published worked example (Wikipedia, "Hyperfocal distance"): 50 mm, f/8, c = 0.03 mm → 10.42 m + f.
  it("has its hyperfocal distance at 10.47 m for 50 mm, f/8, 0.03 mm", () => {
    expect(hyperfocal(50, 8, 0.03)).toBeCloseTo(10.467, 2);
  });

  it("runs from half the hyperfocal distance to infinity when focused there", () => {
    const focus = hyperfocal(50, 8, 0.03);
    const field = depthOfField({ lensMm: 50, aperture: 8, focus, cocMm: 0.03 });
    expect(field.near).toBeCloseTo(focus / 2, 2);
    expect(field.far).toBe(Number.POSITIVE_INFINITY);
  });

  it("is a hand's breadth on a face: 85 mm, f/1.4 at 2 m gives about 4.5 cm", () => {
    const field = depthOfField({ lensMm: 85, aperture: 1.4, focus: 2, cocMm: 0.03 });
    expect(field.total * 100).toBeCloseTo(4.45, 1);
    expect(field.near).toBeLessThan(2);
    expect(field.far).toBeGreaterThan(2);
  });

  it("blurs exactly by the circle of confusion at its near and far limits", () => {
    const lens = { lensMm: 50, aperture: 2.8, focus: 3 };
    const field = depthOfField({ ...lens, cocMm: 0.025 });
    expect(blurDiameter({ ...lens, distance: field.near })).toBeCloseTo(0.025, 3);
    expect(blurDiameter({ ...lens, distance: field.far })).toBeCloseTo(0.025, 3);
    expect(blurDiameter({ ...lens, distance: 3 })).toBe(0);
  });

  it("takes a fifteen-hundredth of the diagonal as the limit of sharpness", () => {
    expect(circleOfConfusionLimit({ name: "135", widthMm: 36, heightMm: 24 })).toBeCloseTo(0.0288, 4);
  });
});
