import type { BenchResult } from "@backlot/infra/bench-types";
import { durable } from "./durable.ts";
import { join } from "./join.ts";
import { propagation } from "./propagation.ts";

/** The three measures that a person feels, as part of `npm run bench`; `npm run bench:collab` has all ten. */
export async function bench(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const measure of [propagation, join, durable]) {
    for (const { result, goals } of await measure.run({ isFull: false, rounds: 3 })) {
      results.push({ ...result, goals });
    }
  }
  return results;
}
