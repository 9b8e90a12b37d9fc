import type { Bed } from "./bed.ts";

/** One row of the fault matrix. */
export type FaultCase = {
  /** Its number in the matrix. */
  id: `F${number}`;
  /** What breaks and what holds nevertheless, as a sentence. */
  title: string;
  /** The rule of docs/behaviour/collab.md that it proves. */
  rule: `COL-${number}`;
  /** Whether it belongs to `npm test`; the others run with `npm run faults`. */
  isFast: boolean;
  /** How long after the fault the film may take to come together, ms. */
  withinMs?: number;
  /** How many seeds `npm run faults` gives it, if not three. */
  seeds?: number;
  /** Whether `npm run faults` runs it on Postgres, as a studio of several servers does, instead of PGlite. */
  isOnPostgres?: true;
  run: (bed: Bed) => Promise<void>;
};

/** Fails the case with what is so instead, and with what was seen. */
export function expectThat(isSo: boolean, otherwise: string, seen: unknown): void {
  if (!isSo) throw new Error(`${otherwise}: ${JSON.stringify(seen)}`);
}
