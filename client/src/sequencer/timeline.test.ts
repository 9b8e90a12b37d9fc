import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CutClip } from "@backlot/shared/cut/schema";
import type { Take } from "@backlot/shared/generation/artifact";
import {
  clipAt,
  dropIndex,
  indexInCut,
  layOut,
  lengthOf,
  missingShots,
  stepIndex,
  totalFrames,
  trim,
  type ShotSource,
} from "./timeline.ts";

function aClip(id: string, fields: Partial<CutClip> = {}): CutClip {
  return {
    id,
    order: id,
    shotId: `shot-${id}`,
    inFrame: 0,
    outFrame: null,
    muted: false,
    origin: "run",
    deletedAt: null,
    ...fields,
  };
}

/** Filmed at the length that was planned then. */
const take: Take = {
  id: "take",
  kind: "clip",
  shotId: "shot",
  runId: null,
  number: 1,
  mediaHash: "hash",
  mime: "video/mp4",
  width: 640,
  height: 360,
  frames: 72,
  fps: 24,
  provider: "previs",
  alternate: false,
  costMicros: 0,
  author: "Ana",
  createdAt: 0,
  stale: [],
};
const shots = new Map<string, ShotSource>(
  ["a", "b", "c"].map((id) => [
    `shot-${id}`,
    { label: id.toUpperCase(), take, dialogue: null, durationFrames: 99 },
  ]),
);

describe("the cut as a strip", () => {
  it("CUT-1: lays clips end to end, each for the frames that it keeps", () => {
    const strip = layOut([aClip("a"), aClip("b", { inFrame: 10, outFrame: 34 }), aClip("c")], shots);
    expect(strip.map(({ start, inFrame, outFrame }) => [start, inFrame, outFrame])).toEqual([
      [0, 0, 72],
      [72, 10, 34],
      [96, 0, 72],
    ]);
    expect(totalFrames(strip)).toBe(168);
  });

  it("CUT-1: finds the clip on screen, and the last one past the end", () => {
    const strip = layOut([aClip("a"), aClip("b")], shots);
    expect([0, 71, 72, 143, 999].map((frame) => clipAt(strip, frame)?.id)).toEqual(["a", "a", "b", "b", "b"]);
    expect(clipAt([], 3)).toBeUndefined();
  });

  it("holds a trim inside a take that became shorter", () => {
    const strip = layOut([aClip("a", { inFrame: 80, outFrame: 200 })], shots);
    expect(strip).toMatchObject([{ inFrame: 71, outFrame: 72 }]);
  });

  it("CUT-6: leaves out a clip whose shot was deleted, and has it in its place with the shot", () => {
    const cut = [aClip("a"), aClip("b", { inFrame: 12 }), aClip("c")];
    const lacking = new Map([...shots].filter(([id]) => id !== "shot-b"));
    expect(layOut(cut, lacking).map(({ id, start }) => [id, start])).toEqual([
      ["a", 0],
      ["c", 72],
    ]);
    expect(layOut(cut, shots).map(({ id, start }) => [id, start])).toEqual([
      ["a", 0],
      ["b", 72],
      ["c", 132],
    ]);
  });

  it("CUT-2: never trims a clip away nor past its source, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.nat(499),
        fc.nat(499),
        fc.constantFrom("in" as const, "out" as const),
        fc.integer({ min: -900, max: 900 }),
        (sourceFrames, a, b, edge, by) => {
          const inFrame = Math.min(a, b, sourceFrames - 1);
          const outFrame = Math.min(Math.max(a, b, inFrame + 1), sourceFrames);
          const next = trim({ inFrame, outFrame, sourceFrames }, edge, by);
          const end = next.outFrame ?? sourceFrames;
          expect(next.inFrame).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(next.inFrame);
          expect(end).toBeLessThanOrEqual(sourceFrames);
        },
      ),
    );
  });

  it("CUT-2: lets a tail at the end of its source follow the source", () => {
    expect(trim({ inFrame: 0, outFrame: 60, sourceFrames: 72 }, "out", 99)).toEqual({
      inFrame: 0,
      outFrame: null,
    });
    expect(trim({ inFrame: 0, outFrame: 60, sourceFrames: 72 }, "in", 6)).toEqual({
      inFrame: 6,
      outFrame: 60,
    });
    expect(lengthOf({ inFrame: 6, outFrame: 60 })).toBe(54);
  });

  it("CUT-3: moves a clip to where it was dropped or nudged", () => {
    const ids = ["a", "b", "c"];
    expect([dropIndex(ids, "a", "c"), dropIndex(ids, "c", "a"), dropIndex(ids, "b", "b")]).toEqual([
      2,
      0,
      null,
    ]);
    expect([stepIndex(ids, "a", 1), stepIndex(ids, "a", -1), stepIndex(ids, "c", 1)]).toEqual([
      1,
      null,
      null,
    ]);
  });

  it("CUT-3: moves among what the strip shows, also behind a clip whose shot was deleted", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.boolean()), {
          minLength: 2,
          selector: ([id]) => id,
        }),
        fc.nat(),
        fc.nat(),
        (clips, which, where) => {
          const all = clips.map(([id]) => id);
          const shown = clips.filter(([, isShown]) => isShown).map(([id]) => id);
          fc.pre(shown.length > 1);
          const id = shown[which % shown.length] ?? "";
          const index = where % shown.length;
          const wanted = shown.filter((one) => one !== id).toSpliced(index, 0, id);
          const moved = all.filter((one) => one !== id).toSpliced(indexInCut(all, shown, id, index), 0, id);
          expect(moved.filter((one) => shown.includes(one))).toEqual(wanted);
        },
      ),
    );
  });

  it("CUT-10: passes over what is not filmed, and counts it nowhere", () => {
    const some = new Map(shots).set("shot-b", { label: "B", take: null, dialogue: null, durationFrames: 48 });
    const strip = layOut([aClip("a"), aClip("b"), aClip("c")], some);
    expect(totalFrames(strip)).toBe(144);
    expect([0, 71, 72, 143].map((frame) => clipAt(strip, frame)?.id)).toEqual(["a", "a", "c", "c"]);
    expect(clipAt(layOut([aClip("b")], some), 0)?.id).toBe("b");
  });

  it("CUT-4: knows which shots the cut does not show yet, in story order", () => {
    expect(missingShots(["shot-c", "shot-a", "shot-b"], [aClip("a")])).toEqual(["shot-c", "shot-b"]);
  });
});
