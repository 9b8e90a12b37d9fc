/** One measured thing; `ratioTo` names the row of the same result that it is compared with. */
export type BenchRow = { label: string; value: number; ratioTo?: string };

/** A figure that has to be reached, in the unit of its result or as a ratio, which `what` says. */
export type BenchGoal = { what: string; figure: number; atMost?: number; atLeast?: number };

/** One table of a benchmark. */
export type BenchResult = {
  name: string;
  /** What the values are: "ms", "MB", "frames/s" … */
  unit: string;
  rows: BenchRow[];
  /** What was measured, on what, and how to read it. */
  note?: string;
  /** What these figures have to reach; a run in which one is missed ends with code 2. */
  goals?: BenchGoal[];
};

/** What a `*.bench.ts` file exports. */
export type BenchModule = { bench: () => Promise<BenchResult[]> };
