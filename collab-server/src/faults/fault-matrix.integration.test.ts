import { afterAll, beforeAll, expect, test } from "vitest";
import { faultCases } from "./all-cases.ts";
import { openFaultDatabase, type FaultDatabase } from "./fault-database.ts";
import { runCase } from "./run-case.ts";

/** `SEED=…` repeats a failure; `npm run faults` runs every case with as many seeds as wanted. */
const seed = Number(process.env["SEED"] ?? 1);

let database: FaultDatabase;

beforeAll(async () => {
  database = await openFaultDatabase();
});
afterAll(() => database.close());

for (const fault of faultCases) {
  if (!fault.isFast) continue;
  test(`${fault.rule}, ${fault.id}: ${fault.title}`, async () => {
    const report = await runCase(fault, database, seed);
    expect(report.problem, `SEED=${seed}`).toBeNull();
  });
}
