import { expect, test } from "vitest";
import type { Take } from "../generation/artifact.ts";
import { chosenTake } from "./stale-shots.ts";

function aTake(number: number, change: Partial<Take> = {}): Take {
  return {
    id: `take-${number}`,
    number,
    kind: "clip",
    shotId: "shot",
    mediaHash: "a".repeat(64),
    mime: "video/mp4",
    width: 640,
    height: 360,
    frames: 72,
    fps: 24,
    provider: "previs",
    alternate: false,
    costMicros: 0,
    author: "run",
    runId: null,
    createdAt: number,
    stale: [],
    ...change,
  };
}

test("CUT-6: a clip shows the circled take, else the newest that is no alternate", () => {
  const takes = [aTake(1), aTake(2), aTake(3, { alternate: true }), aTake(4, { kind: "startFrame" })];
  const circled = { clip: { artifactId: "take-1", by: "ana" } };
  expect(chosenTake({ circled }, "clip", takes)?.id).toBe("take-1");
  expect(chosenTake({ circled: {} }, "clip", takes)?.id).toBe("take-2");
  expect(chosenTake({ circled: {} }, "clip", takes.slice(2))?.id).toBe("take-3");
  expect(chosenTake({ circled: {} }, "clip", [])).toBeNull();
});
