import { expect, test } from "vitest";
import { placeLines } from "./place-lines.ts";

const planned = [
  { startFrame: 6, endFrame: 30 },
  { startFrame: 36, endFrame: 60 },
  { startFrame: 200, endFrame: 220 },
];

test("RUN-31: nobody speaks over the line before, and who can begin as planned does", () => {
  const slow = [{ seconds: 3 }, { seconds: 1 }, { seconds: 0.5 }];
  expect(placeLines(planned, slow, 24)).toEqual([
    { startFrame: 6, endFrame: 78 },
    { startFrame: 81, endFrame: 105 },
    { startFrame: 200, endFrame: 220 },
  ]);
  expect(placeLines(planned, [{ seconds: 0.5 }, { seconds: 0.5 }, { seconds: 0.5 }], 24)).toEqual(planned);
});
