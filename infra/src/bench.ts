/**
 * `npm run bench [name …]`: runs every `*.bench.ts` of the project, one after the other, prints the tables and keeps the
 * figures in `<data>/bench/`. A name runs only the files whose path contains it. Ends with 1 when one failed, with 2 when
 * a goal was not reached.
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { cpus, homedir, totalmem } from "node:os";
import { join } from "node:path";
import { requireNode } from "@backlot/shared/server/node-version";
import type { BenchResult } from "./bench-types.ts";
import { goalLine, isReached, table } from "./bench-table.ts";
import { buildClient } from "./client/build.ts";
import { readLauncherConfig } from "./launcher/config.ts";
import { projectRoot } from "./project-root.ts";
import { ensureParts } from "./system/ensure-parts.ts";
import { partsEnvironment } from "./system/parts.ts";
import { ensureTemporalCli } from "./temporal/ensure-cli.ts";

requireNode();
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const found: string[] = [];
for await (const file of glob("*/src/**/*.bench.ts", { cwd: projectRoot })) found.push(file);
const files = found
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
  .toSorted();
if (files.length === 0) {
  console.error(
    wanted.length ? `No benchmark matches ${wanted.join(", ")}.` : "There are no benchmarks yet.",
  );
  process.exit(wanted.length ? 1 : 0);
}

const env = { ...process.env, ...partsEnvironment(await ensureParts({ say: console.log })) };
// What is pure needs neither the built client nor the engine, which may take minutes on a new machine.
if (files.some((file) => !file.startsWith("shared/"))) await buildClient({ say: console.log });
if (files.some((file) => file.startsWith("workflows/") || file.startsWith("client/"))) {
  const { dataDir } = readLauncherConfig();
  const onProgress = ({ detail }: { detail: string }) => console.log(detail);
  env["TEMPORAL_CLI"] = (await ensureTemporalCli({ dataDir, onProgress })).path;
}
const results: Record<string, BenchResult[]> = {};
let failures = 0;
for (const file of files) {
  console.log(`\n${file}`);
  try {
    results[file] = await run(file);
    for (const result of results[file]) console.log(`\n${table(result)}`);
  } catch (error) {
    failures += 1;
    console.error(`${file} failed: ${(error as Error).message}`);
  }
}

const goals = Object.values(results).flatMap((of) => of.flatMap((result) => result.goals ?? []));
if (goals.length > 0) console.log(`\nGoals\n${goals.map((goal) => `  ${goalLine(goal)}`).join("\n")}`);

const folder = join(readLauncherConfig().dataDir, "bench");
mkdirSync(folder, { recursive: true });
const at = new Date().toISOString();
const path = join(folder, `${at.replaceAll(":", "-")}.json`);
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version };
writeFileSync(path, JSON.stringify({ at, machine, results }, null, 2));
console.log(`\nThe figures are in ${path.replace(homedir(), "~")}`);
if (failures > 0) process.exit(1);
process.exit(goals.every(isReached) ? 0 : 2);

/** Runs one file in a process of its own, so that no benchmark inherits another's heap. */
function run(file: string): Promise<BenchResult[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "bench-child.ts"), join(projectRoot, file)],
      {
        cwd: projectRoot,
        env,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    let found: BenchResult[] | null = null;
    child.on("message", (message) => (found = message as BenchResult[]));
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (found) resolve(found);
      else reject(new Error(`it ended with ${signal ?? `code ${code}`} and no figures`));
    });
  });
}
