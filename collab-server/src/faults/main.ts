/**
 * `npm run faults [F1 F9 …] [--seeds N] [--seed S] [--fuzz N]`: breaks the collaboration layer in every way of the fault
 * matrix, then says for each what clients were promised and what of it was lost. Ends with 1 when anything was.
 */
import { parseArgs } from "node:util";
import { faultCases } from "./all-cases.ts";
import { openFaultDatabase } from "./fault-database.ts";
import { reportLine, reportHead } from "./report.ts";
import { lateIn, runCase, type CaseReport } from "./run-case.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    fuzz: { type: "string" },
  },
});
const seeds = Number(values.seeds);
const firstSeed = Number(values.seed);
const wanted = faultCases.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
if (wanted.length === 0 || !(seeds > 0) || !Number.isInteger(firstSeed)) {
  console.error("Usage: npm run faults -- [F1 F2 …] [--seeds 3] [--seed 1] [--fuzz 1000]");
  process.exit(2);
}

if (values.fuzz !== undefined) {
  const { playMany } = await import("./fuzz/play-many.ts");
  process.exit(playMany(firstSeed, Number(values.fuzz)) ? 0 : 1);
}

const database = await openFaultDatabase();
const problems: CaseReport[] = [];
console.log(reportHead);
for (const fault of wanted) {
  const reports: CaseReport[] = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    reports.push(await runCase(fault, database, seed));
  }
  console.log(reportLine(fault, reports));
  for (const { notes } of reports) for (const note of notes) console.log(`       ${note}`);
  problems.push(...reports.filter((report) => report.problem !== null || lateIn(report).length > 0));
}
await database.close();

for (const report of problems) {
  const { fault, seed, problem } = report;
  const what = problem ?? lateIn(report).join("\n");
  console.error(
    `\n${fault.id} with seed ${seed} (npm run faults -- ${fault.id} --seed ${seed} --seeds 1):\n${what}`,
  );
}
process.exit(problems.length > 0 ? 1 : 0);
