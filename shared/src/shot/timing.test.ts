import { expect, test } from "vitest";
import { countingIds } from "../screenplay/block.ts";
import { paginate, sceneLengths } from "../screenplay/pagination.ts";
import { parseFountain } from "../screenplay/fountain-parse.ts";
import { sampleScreenplay } from "../screenplay/sample.ts";
import { deriveShotList } from "./derive.ts";
import { actionScale, clampSeconds, clamps, sceneSeconds, secondsPerEighth } from "./timing.ts";

test("SCR-178: a scene runs half-way between its words and its paper, times the pace", () => {
  const parts = [
    { kind: "action", words: 10 },
    { kind: "speech", words: 20 },
  ] as const;
  const words = 2 + (10 * 0.2 + 0.5) + (20 / (200 / 60) + 1);
  expect(sceneSeconds(parts, 2)).toBeCloseTo((words + 15) / 2);
  expect(sceneSeconds(parts, 2, 1.3)).toBeCloseTo(((words + 15) / 2) * 1.3);
});

test("SCR-178: a quick answer takes half the pause", () => {
  const talk = (words: number) =>
    sceneSeconds(
      [
        { kind: "speech", words },
        { kind: "speech", words: 5 },
      ],
      0,
    );
  expect(talk(8) - 8 / (200 / 60) / 2 + 0.25).toBeCloseTo(talk(9) - 9 / (200 / 60) / 2);
});

test("SCR-178: only action gives, and only so far", () => {
  expect(actionScale(20, 10, 10)).toBe(1);
  expect(actionScale(100, 10, 10)).toBe(1.8);
  expect(actionScale(5, 10, 10)).toBe(0.6);
  expect(actionScale(5, 10, 0)).toBe(1);
  expect(clampSeconds(30, clamps.cut)).toBe(12);
});

test("SCR-178: the sample runs within 15 percent of a minute a page", () => {
  const blocks = parseFountain(sampleScreenplay, { newId: countingIds() }).blocks;
  const shots = deriveShotList(blocks, { coverage: "full", pace: 1 });
  const seconds = shots.reduce((sum, shot) => sum + shot.durationFrames / 24, 0);
  const paper = sceneLengths(paginate(blocks)).reduce(
    (sum, { eighths }) => sum + eighths * secondsPerEighth,
    0,
  );
  expect(Math.abs(seconds / paper - 1)).toBeLessThan(0.15);
});
