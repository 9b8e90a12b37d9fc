import { openBed, type Timing } from "./bed.ts";
import type { FaultCase } from "./fault-case.ts";
import type { FaultDatabase } from "./fault-database.ts";
import { setTimePassed } from "./shifted-clock.ts";

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

export type RunOptions = { database: FaultDatabase; seed: number; isLong: boolean };

/** Runs one case on a fresh film; whatever happens, nothing of it stays behind. */
export async function runCase(fault: FaultCase, options: RunOptions): Promise<CaseReport> {
  const { database, seed, isLong } = options;
  const bed = await openBed(database, seed, { isLong });
  bed.withinMs = fault.withinMs;
  const began = performance.now();
  let problem: string | null = null;
  try {
    await fault.run(bed);
  } catch (error) {
    const output = bed.sites.map(({ process: server }) => server.output().slice(-3_000)).join("\n");
    problem = `${(error as Error).stack ?? String(error)}\n${output}`;
  }
  // What a case lets pass at once was not waited for.
  setTimePassed(0);
  const tookMs = performance.now() - began;
  await bed.close();
  const { notes, timings } = bed;
  return { fault, seed, ...bed.oracle.counts, tookMs, timings, notes, problem };
}

/** What took longer than it may, as sentences; on a machine that is not quiet, longer than so many times that. */
export function lateIn({ timings }: CaseReport, times = 1): string[] {
  return timings
    .filter(({ tookMs, limitMs }) => tookMs > limitMs * times)
    .map(
      ({ what, tookMs, limitMs }) =>
        `${what}: ${seconds(tookMs)} instead of at most ${seconds(limitMs * times)}`,
    );
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
