import { expect, test } from "vitest";
import { playTyping } from "./typed-words.ts";

/** How many sequences to try, and where to begin: `SEED=… SEQUENCES=1` repeats a failure. */
const sequences = Number(process.env["SEQUENCES"] ?? 300);
const firstSeed = Number(process.env["SEED"] ?? 1);

test(
  "SCR-203: whoever splits, joins or changes the block that others type in, no letter is lost and none is doubled",
  { timeout: 300_000 },
  () => {
    for (let seed = firstSeed; seed < firstSeed + sequences; seed += 1) playTyping(seed);
    expect(sequences).toBeGreaterThan(0);
  },
);
