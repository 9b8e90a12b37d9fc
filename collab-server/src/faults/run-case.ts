import { openBed, type Timing } from "./bed.ts";
import type { FaultCase } from "./fault-case.ts";
import type { FaultDatabase } from "./fault-database.ts";

export type CaseReport = {
  fault: FaultCase;
  seed: number;
  /** Edits that clients made, and those that they were told are durable. */
  made: number;
  promised: number;
  tookMs: number;
  timings: readonly Timing[];
  /** What the case measured, for people. */
  notes: readonly string[];
  /** What went wrong, or null. */
  problem: string | null;
};

/** Runs one case on a fresh film; whatever happens, nothing of it stays behind. */
export async function runCase(fault: FaultCase, database: FaultDatabase, seed: number): Promise<CaseReport> {
  const bed = await openBed(database, seed);
  bed.withinMs = fault.withinMs;
  const began = performance.now();
  let problem: string | null = null;
  try {
    await fault.run(bed);
  } catch (error) {
    const output = bed.sites.map(({ process: server }) => server.output().slice(-3_000)).join("\n");
    problem = `${(error as Error).stack ?? String(error)}\n${output}`;
  }
  const tookMs = performance.now() - began;
  await bed.close();
  const { notes, timings } = bed;
  return { fault, seed, ...bed.oracle.counts, tookMs, timings, notes, problem };
}

/** What took longer than it may, as sentences. */
export function lateIn({ timings }: CaseReport): string[] {
  return timings
    .filter(({ tookMs, limitMs }) => tookMs > limitMs)
    .map(({ what, tookMs, limitMs }) => `${what}: ${seconds(tookMs)} instead of at most ${seconds(limitMs)}`);
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
