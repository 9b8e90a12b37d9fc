/** `npm test`: everything that a change must pass, from a fresh clone, in the order of what fails fastest. */
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNode } from "@backlot/shared/server/node-version";
import { buildClient } from "./client/build.ts";
import { projectRoot } from "./project-root.ts";
import { ensureParts } from "./system/ensure-parts.ts";
import { ensureServices, servicesEnvironment } from "./system/services.ts";
import { partsEnvironment } from "./system/parts.ts";
import { ensureTemporalCli } from "./temporal/ensure-cli.ts";

requireNode();

/** What the tests are told: filled in by the steps that prepare, read by the steps that run. */
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${join(projectRoot, "node_modules", ".bin")}:${process.env.PATH ?? ""}`,
  BACKLOT_LOG_LEVEL: process.env.BACKLOT_LOG_LEVEL ?? "silent",
};

const steps: Array<[heading: string, run: () => Promise<void>]> = [
  ["Format", () => command("oxfmt", "--check", ".")],
  ["Lint", () => command("oxlint", "--type-aware")],
  ["Types", () => command("npm", "run", "--silent", "types", "--workspaces")],
  ["Unit tests", () => command("vitest", "run", "--project", "unit", "--passWithNoTests")],
  ["System parts", prepareParts],
  ["Temporal server", prepareTemporal],
  ["Client build", () => buildClient({ say: print })],
  ["Integration tests", () => command("npm", "run", "--silent", "integration")],
  ["Browser tests", () => command("playwright", "test", "--pass-with-no-tests")],
];

async function prepareParts(): Promise<void> {
  const parts = await ensureParts({ say: print });
  Object.assign(env, partsEnvironment(parts));
  const services = await ensureServices({ say: print });
  Object.assign(env, servicesEnvironment(services));
  for (const [name, path] of Object.entries({ ...parts, ...services })) print(`${name}: ${path ?? "none"}`);
}

async function prepareTemporal(): Promise<void> {
  let last = "";
  const { path } = await ensureTemporalCli({
    dataDir: join(tmpdir(), "backlot-test"),
    onProgress: ({ detail }) => {
      if (detail !== last) print(detail);
      last = detail;
    },
  });
  env["TEMPORAL_CLI"] = path;
  print(path);
}

function command(program: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectRoot, env, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

function print(line: string): void {
  console.log(`  ${line}`);
}

for (const [heading, run] of steps) {
  console.log(`\n— ${heading} —`);
  const start = performance.now();
  try {
    await run();
  } catch (error) {
    console.error(`\n${heading} failed: ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`${heading}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log("\nEverything passed.");
