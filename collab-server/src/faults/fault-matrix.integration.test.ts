import "./shifted-clock.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultCases } from "./all-cases.ts";
import { openFaultDatabase, type FaultDatabase } from "./fault-database.ts";
import { lateIn, runCase } from "./run-case.ts";

/** `SEED=…` repeats a failure of `npm run faults`, which runs every case with as many seeds as wanted. */
const seed = Number(process.env["SEED"] ?? 1);

/** By how many times a machine that does other things meanwhile may miss a limit. */
const busyMachine = 4;

/** For two runs of the longest case where the machine is busy, ms. */
const patienceMs = 400_000;

let database: FaultDatabase;

beforeAll(async () => {
  console.log(`The fault matrix runs with SEED=${seed}.`);
  database = await openFaultDatabase("PGlite");
});
afterAll(() => database.close());

for (const fault of faultCases) {
  if (!fault.isFast) continue;
  test(`${fault.rule}, ${fault.id}: ${fault.title}`, { timeout: patienceMs, retry: 0 }, async () => {
    const run = async () => {
      const report = await runCase(fault, { database, seed, isLong: false });
      // What was lost once is lost: it is never tried again in the hope that it goes well.
      expect(report.problem, `SEED=${seed}`).toBeNull();
      return lateIn(report, busyMachine);
    };
    const late = await run();
    // A machine that stood still for a moment gets a second chance.
    const lateAgain = late.length === 0 ? [] : await run();
    expect(lateAgain, `SEED=${seed}, after ${late.join(" and ")}`).toEqual([]);
  });
}
