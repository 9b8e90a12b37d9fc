import { expect, test } from "vitest";
import { playEach, seedsOf } from "./seeds.ts";
import { playTyping } from "./typed-words.ts";

test(
  "SCR-203: whoever splits, joins or changes the block that others type in, no letter is lost and none is doubled",
  { timeout: 600_000 },
  async () => {
    const seeds = seedsOf(1, 300);
    expect(await playEach(seeds, playTyping)).toBe(seeds.length);
  },
);
