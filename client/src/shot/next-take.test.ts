import { expect, it } from "vitest";
import { nextTake } from "./next-take.ts";

it("REV-15: the live viewfinder's slate counts on from the clips that were filmed, and from nothing else", () => {
  expect(nextTake([])).toBe(1);
  const takes = [
    { kind: "clip", number: 2 },
    { kind: "startFrame", number: 7 },
    { kind: "clip", number: 1 },
  ] as const;
  expect(nextTake(takes)).toBe(3);
});
