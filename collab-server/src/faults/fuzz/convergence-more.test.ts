import { expect, test } from "vitest";
import { playOut } from "./play-out.ts";
import { playEach, seedsOf } from "./seeds.ts";

test(
  "COL-38, COL-132, COL-133: everybody ends with the same film in as many sequences again, on another core",
  { timeout: 600_000 },
  async () => {
    const seeds = seedsOf(2);
    expect(await playEach(seeds, playOut)).toBe(seeds.length);
  },
);
