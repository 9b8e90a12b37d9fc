/**
 * `npm run bench:collab [P1 …] [--full] [--rounds N]`: the collaboration layer against bare Hocuspocus,
 * `@y/websocket-server` and a websocket echo, everything in one run, interleaved, each server in a process of its own.
 * Prints medians and ratios, and keeps everything it saw in `<data>/bench/`. Ends with 1 when a measure failed, with 2 when
 * a goal was not reached.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, homedir, loadavg, tmpdir, totalmem } from "node:os";
import { join as joinPath } from "node:path";
import { goalLine, isReached, table } from "@backlot/infra/bench-table";
import { across } from "./across.ts";
import { compactionStall } from "./compaction-stall.ts";
import { durable } from "./durable.ts";
import { flood } from "./flood.ts";
import { join } from "./join.ts";
import type { Measured } from "./measure.ts";
import { memory } from "./memory.ts";
import { mixed } from "./mixed.ts";
import { propagation } from "./propagation.ts";
import { reconnect } from "./reconnect.ts";
import { storm } from "./storm.ts";
import { plain } from "./targets.ts";

const measures = [
  propagation,
  durable,
  join,
  memory,
  flood,
  reconnect,
  storm,
  compactionStall,
  mixed,
  across,
];
const words = process.argv.slice(2);
const isFull = words.includes("--full");
const roundsAt = words.indexOf("--rounds");
const rounds = roundsAt >= 0 ? Number(words[roundsAt + 1]) : isFull ? 9 : 5;
const wanted = words.filter((word) => /^P\d+$/i.test(word)).map((word) => word.toUpperCase());
const chosen = measures.filter((one) => wanted.length === 0 || wanted.includes(one.id));

const seen: Measured[] = [];
let failures = 0;
for (const measure of chosen) {
  console.log(`\n${measure.id} ${measure.title} (load ${loadavg()[0]?.toFixed(1)}) …`);
  try {
    const measured = await measure.run({ isFull, rounds });
    for (const { result } of measured) console.log(`\n${table(result)}`);
    seen.push(...measured);
  } catch (error) {
    failures += 1;
    console.error(`${measure.id} failed: ${(error as Error).stack ?? String(error)}`);
  }
}

const goals = seen.flatMap((one) => one.goals.map((goal) => ({ id: one.id, ...goal })));
console.log("\nGoals");
for (const goal of goals) console.log(`  ${goal.id} ${goalLine(goal)}`);

const folder = joinPath(process.env["BACKLOT_DATA"] ?? joinPath(homedir() || tmpdir(), ".backlot"), "bench");
mkdirSync(folder, { recursive: true });
const at = new Date().toISOString();
const path = joinPath(folder, `collab-${at.replaceAll(":", "-")}.json`);
const require = createRequire(import.meta.url);
const { dependencies } = require("../../package.json") as { dependencies: Record<string, string> };
const { devDependencies } = require("../../../package.json") as { devDependencies: Record<string, string> };
const machine = {
  dependencies: { ...dependencies, [plain]: devDependencies[plain] },
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memory: totalmem(),
  node: process.version,
};
writeFileSync(
  path,
  JSON.stringify({ at, machine, load: loadavg(), isFull, rounds, goals, measured: seen }, null, 2),
);
console.log(`\nEverything that was seen is in ${path.replace(homedir(), "~")}`);
if (failures > 0) process.exit(1);
process.exit(goals.every(isReached) ? 0 : 2);
