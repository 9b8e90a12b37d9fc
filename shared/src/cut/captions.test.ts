import { describe, expect, it } from "vitest";
import { breakCaption, caption, writeSrt } from "./captions.ts";

const rate = { num: 24, den: 1 };

describe("captions", () => {
  it("writes numbered SubRip entries in order of time", () => {
    const srt = writeSrt(
      [
        { startFrame: 48, endFrame: 72, text: "Second." },
        { startFrame: 0, endFrame: 36, text: "First." },
      ],
      rate,
    );
    expect(srt).toBe(
      "1\n00:00:00,000 --> 00:00:01,500\nFirst.\n\n2\n00:00:02,000 --> 00:00:03,000\nSecond.\n",
    );
  });

  it("ends a caption two frames before the next begins", () => {
    const srt = writeSrt(
      [
        { startFrame: 0, endFrame: 60, text: "One" },
        { startFrame: 48, endFrame: 96, text: "Two" },
      ],
      rate,
    );
    expect(srt).toContain("00:00:00,000 --> 00:00:01,917");
  });

  it("breaks long text into even lines of at most 42 characters", () => {
    const lines = breakCaption("I told you last night that nobody would come, and nobody came.");
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.length <= 42)).toBe(true);
  });

  it("refuses an empty span", () => {
    expect(caption.safeParse({ startFrame: 3, endFrame: 3, text: "x" }).success).toBe(false);
  });
});
