import type { BenchGoal, BenchResult } from "@backlot/infra/bench-types";
import type { Rounds } from "./figures.ts";
import { bare } from "./targets.ts";

/** One measure of the set: what it printed, and everything it saw. */
export type Measured = { id: string; result: BenchResult; raw: unknown; goals: BenchGoal[] };

export type Measure = {
  id: string;
  title: string;
  /** `isFull` measures with the sizes of the reference, otherwise with smaller ones that say the same. */
  run: (options: { isFull: boolean; rounds: number }) => Promise<Measured[]>;
};

/** Rows for the percentiles of every target, each beside the same one of bare Hocuspocus. */
export function rowsOf(rounds: Rounds, shares: readonly number[]): BenchResult["rows"] {
  return shares.flatMap((share) =>
    rounds.labels.map((label) => ({
      label: `${label} p${share * 100}`,
      value: rounds.at(label, share),
      ...(label === bare ? {} : { ratioTo: `${bare} p${share * 100}` }),
    })),
  );
}

export function ratio(rounds: Rounds, label: string, share: number): number {
  return rounds.at(label, share) / rounds.at(bare, share);
}
