import { describe, expect, it } from "vitest";
import { stroke } from "@backlot/shared/note/schema";
import { extended, pathOf, pointIn, strokeWidth } from "./strokes.ts";

const aStroke = { color: "#ffc24d", width: strokeWidth, points: [] as [number, number][] };

describe("drawing on the picture", () => {
  it("REV-6: keeps points in picture coordinates, whatever size the picture is shown at", () => {
    const small = pointIn({ left: 100, top: 50, width: 320, height: 180 }, 180, 95);
    const large = pointIn({ left: 0, top: 0, width: 1280, height: 720 }, 320, 180);
    expect(small).toEqual(large);
    expect(pointIn({ left: 0, top: 0, width: 10, height: 10 }, -5, 99)).toEqual([0, 1]);
  });

  it("leaves out points that add nothing and stops at what a note may hold", () => {
    const begun = extended(aStroke, [0.5, 0.5]);
    expect(extended(begun, [0.5005, 0.5]).points).toHaveLength(1);
    let long = aStroke;
    for (let index = 0; index < 6000; index += 1) long = extended(long, [(index % 100) / 100, 0.5]);
    expect(stroke.safeParse(long).success).toBe(true);
  });

  it("draws a dot for a single point", () => {
    expect(pathOf([[0.5, 0.5]], 562.5)).toBe("M500 281.3h0.01");
    expect(
      pathOf(
        [
          [0, 0],
          [1, 1],
        ],
        500,
      ),
    ).toBe("M0 0L1000 500");
    expect(pathOf([], 500)).toBe("");
  });
});
