import { describe, expect, it } from "vitest";
import { filmedFrames, layOutCut, type CutSource } from "./layout.ts";
import type { CutClip } from "./schema.ts";

function aClip(id: string, fields: Partial<CutClip> = {}): CutClip {
  const whole = { inFrame: 0, outFrame: null, muted: false, origin: "run", deletedAt: null } as const;
  return { id, order: id, shotId: id, ...whole, ...fields };
}

const filmed = (frames: number): CutSource => ({ filmedFrames: frames, plannedFrames: 72 });

describe("the layout of the cut", () => {
  it("CUT-2: takes a clip's length from its take, not from what the shot is planned to be now", () => {
    const laid = layOutCut(
      [aClip("a"), aClip("b", { outFrame: 100 })],
      new Map([
        ["a", filmed(60)],
        ["b", filmed(80)],
      ]),
    );
    expect(laid.map(({ inFrame, outFrame, start }) => [inFrame, outFrame, start])).toEqual([
      [0, 60, 0],
      [0, 80, 60],
    ]);
  });

  it("CUT-10: gives an unfilmed clip its place and no length in the film", () => {
    const unfilmed = { filmedFrames: null, plannedFrames: 48 };
    const laid = layOutCut(
      [aClip("a"), aClip("b"), aClip("c")],
      new Map([
        ["a", filmed(72)],
        ["b", unfilmed],
        ["c", filmed(72)],
      ]),
    );
    expect(laid.map(({ isFilmed, outFrame, start }) => [isFilmed, outFrame, start])).toEqual([
      [true, 72, 0],
      [false, 48, 72],
      [true, 72, 72],
    ]);
  });

  it("counts a take of another rate in frames of the plan", () => {
    expect(filmedFrames({ frames: 50, fps: 25 }, 72)).toBe(48);
    expect(filmedFrames({ frames: 60, fps: null }, 72)).toBe(60);
    expect(filmedFrames({ frames: null, fps: 24 }, 72)).toBe(72);
  });
});
