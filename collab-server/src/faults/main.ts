/**
 * `npm run faults [-- F1 F9 …] [--seeds N] [--seed S] [--postgres | --pglite] [--fuzz N]`: breaks the collaboration layer in
 * every way of the fault matrix, then says for each what clients were promised and what of it was lost or came late. Ends
 * with 1 when anything did. Without `--seeds` each case has as many as it says itself, and the database that it says.
 */
import "./shifted-clock.ts";
import { parseArgs } from "node:util";
import { faultCases } from "./all-cases.ts";
import { openFaultDatabase, type DatabaseSort, type FaultDatabase } from "./fault-database.ts";
import { reportLine, reportHead } from "./report.ts";
import { lateIn, runCase, type CaseReport } from "./run-case.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string" },
    seed: { type: "string", default: "1" },
    postgres: { type: "boolean", default: false },
    pglite: { type: "boolean", default: false },
    fuzz: { type: "string" },
  },
});
const usualSeeds = 3;
const seeds = values.seeds === undefined ? null : Number(values.seeds);
const firstSeed = Number(values.seed);
const wanted = faultCases.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const isSeeds = seeds === null || (Number.isInteger(seeds) && seeds > 0);
if (wanted.length === 0 || !isSeeds || !Number.isInteger(firstSeed) || (values.postgres && values.pglite)) {
  console.error(
    "Usage: npm run faults -- [F1 F2 …] [--seeds 3] [--seed 1] [--postgres | --pglite] [--fuzz 1000]",
  );
  process.exit(2);
}

if (values.fuzz !== undefined) {
  const { playMany } = await import("./fuzz/play-many.ts");
  process.exit((await playMany(firstSeed, Number(values.fuzz))) ? 0 : 1);
}

const databases = new Map<DatabaseSort, FaultDatabase>();

async function databaseOf(sort: DatabaseSort): Promise<FaultDatabase> {
  const present = databases.get(sort) ?? (await openFaultDatabase(sort));
  databases.set(sort, present);
  return present;
}

const problems: { report: CaseReport; sort: DatabaseSort }[] = [];
console.log(reportHead);
for (const fault of wanted) {
  const sort = values.postgres || (fault.isOnPostgres === true && !values.pglite) ? "Postgres" : "PGlite";
  const database = await databaseOf(sort);
  const reports: CaseReport[] = [];
  const until = firstSeed + (seeds ?? fault.seeds ?? usualSeeds);
  for (let seed = firstSeed; seed < until; seed += 1)
    reports.push(await runCase(fault, { database, seed, isLong: true }));
  console.log(reportLine(fault, sort, reports));
  for (const note of new Set(reports.flatMap(({ notes }) => notes))) console.log(`       ${note}`);
  for (const report of reports)
    if (report.problem !== null || lateIn(report).length > 0) problems.push({ report, sort });
}
for (const database of databases.values()) await database.close();

for (const { report, sort } of problems) {
  const { fault, seed, problem } = report;
  const what = problem ?? lateIn(report).join("\n");
  const again = `npm run faults -- ${fault.id} --seed ${seed} --seeds 1 --${sort.toLowerCase()}`;
  console.error(`\n${fault.id} with seed ${seed} (${again}):\n${what}`);
}
process.exit(problems.length > 0 ? 1 : 0);
