import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sequenceRates } from "@backlot/shared/time/rate";
import { clampFrame, frameOfMediaTime, rateOf, seekTime, shuttle } from "./player-clock.ts";

describe("the player's clock", () => {
  it("REV-1: seeks to the middle of the very frame that it names, at every rate", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sequenceRates), fc.nat(500_000), (rate, frame) => {
        const exact = (frame * rate.den) / rate.num;
        expect(seekTime(frame, rate)).toBeGreaterThan(exact);
        expect(seekTime(frame, rate)).toBeLessThan(((frame + 1) * rate.den) / rate.num);
      }),
    );
  });

  it("REV-1: reads the frame from a timestamp that a container rounded to microseconds", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sequenceRates), fc.nat(500_000), (rate, frame) => {
        const exact = (frame * rate.den) / rate.num;
        for (const time of [exact, Math.floor(exact * 1e6) / 1e6, Math.ceil(exact * 1e6) / 1e6]) {
          expect(frameOfMediaTime(time, rate)).toBe(frame);
        }
      }),
    );
  });

  it("reads 23.976 as a fraction and nothing as film", () => {
    expect(rateOf(23.976)).toEqual({ num: 24_000, den: 1001 });
    expect(rateOf(25)).toEqual({ num: 25, den: 1 });
    expect(rateOf(null)).toEqual({ num: 24, den: 1 });
  });

  it("stays inside the clip", () => {
    expect([clampFrame(-3, 10), clampFrame(99, 10), clampFrame(4.7, 10), clampFrame(2, 0)]).toEqual([
      0, 9, 4, 0,
    ]);
  });

  it("REV-3: doubles with each press of the same key and turns round with the other", () => {
    const press = (keys: string) =>
      keys.split("").reduce((speed, key) => shuttle(speed, key as "J" | "K" | "L"), 0);
    expect(["L", "LL", "LLLLLL", "LLJ", "JJ", "JJK", "JL"].map(press)).toEqual([1, 2, 8, -1, -2, 0, 1]);
  });
});
