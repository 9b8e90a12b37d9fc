import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameRange, intersect, rangeHas, rangeLength, shiftRange } from "./range.ts";
import {
  film,
  formatRate,
  framesToSamples,
  framesToSeconds,
  parseRate,
  sameRate,
  secondsToFrames,
  sequenceRates,
} from "./rate.ts";
import { formatTimecode, parseTimecode } from "./timecode.ts";

const ntscFilm = { num: 24_000, den: 1001 };

describe("rates", () => {
  it("turns frames into seconds and back without losing one, at every rate", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sequenceRates), fc.nat(2_000_000), (rate, frame) => {
        expect(secondsToFrames(framesToSeconds(frame, rate), rate)).toBe(frame);
        expect(secondsToFrames(Number(framesToSeconds(frame, rate).toFixed(6)), rate)).toBe(frame);
      }),
    );
  });

  it("counts 2002 samples a frame at 23.976 without drift", () => {
    expect(framesToSamples(1, ntscFilm)).toBe(2002);
    expect(framesToSamples(100_000, ntscFilm)).toBe(200_200_000);
  });

  it("reads fractions only", () => {
    expect(parseRate("24000/1001")).toEqual(ntscFilm);
    expect(parseRate("24")).toEqual(film);
    expect(parseRate("23.976")).toBeNull();
    expect(parseRate("0/1")).toBeNull();
    expect(formatRate(ntscFilm)).toBe("24000/1001");
    expect(sameRate(film, { num: 48, den: 2 })).toBe(true);
  });
});

describe("timecode", () => {
  it("REV-2: labels an hour at 23.976 as 86400 frames, non-drop", () => {
    expect(formatTimecode(86_400, ntscFilm)).toBe("01:00:00:00");
    expect(formatTimecode(107_892, { num: 30_000, den: 1001 })).toBe("00:59:56:12");
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sequenceRates), fc.nat(5_000_000), (rate, frame) => {
        expect(parseTimecode(formatTimecode(frame, rate), rate)).toBe(frame);
      }),
    );
  });

  it("refuses a frame number that the rate does not have", () => {
    expect(parseTimecode("00:00:00:24", film)).toBeNull();
    expect(parseTimecode("0:0:0:1", film)).toBeNull();
  });
});

describe("ranges", () => {
  it("are half open", () => {
    const range = { start: 10, end: 20 };
    expect(rangeLength(range)).toBe(10);
    expect(rangeHas(range, 10)).toBe(true);
    expect(rangeHas(range, 20)).toBe(false);
    expect(intersect(range, { start: 20, end: 30 })).toBeNull();
    expect(intersect(range, { start: 15, end: 30 })).toEqual({ start: 15, end: 20 });
    expect(shiftRange(range, -10)).toEqual({ start: 0, end: 10 });
    expect(frameRange.safeParse({ start: 5, end: 4 }).success).toBe(false);
  });
});
