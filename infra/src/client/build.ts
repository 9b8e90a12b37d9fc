import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "@backlot/shared/server/process-identity";
import { endWithUs } from "../process/end-with-us.ts";
import { projectRoot } from "../project-root.ts";

/** Where the built client lies, ready to be served. */
export const clientDist = join(projectRoot, "client", "dist");

const digestFile = join(clientDist, ".sources");
const sources = ["client", "shared", "api"];
const skipped = new Set(["node_modules", "dist", "test-results"]);

/** Builds the client when its sources changed since the last build. The new build takes the old one's place at once. */
export async function buildClient({ say }: { say: (line: string) => void }): Promise<void> {
  if (!existsSync(join(projectRoot, "client", "index.html"))) return say("There is no client to build yet.");
  const digest = await digestSources();
  const built = await readFile(digestFile, "utf8").catch(() => null);
  if (built === digest) return say("The built client is up to date.");
  say("Building the client …");
  await forgetUnfinished();
  const fresh = join(projectRoot, "client", `dist-${process.pid}`);
  try {
    await runVite(fresh);
    await writeFile(join(fresh, ".sources"), digest);
    await rm(clientDist, { recursive: true, force: true });
    await rename(fresh, clientDist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Builds that a killed launcher left behind. */
async function forgetUnfinished(): Promise<void> {
  const folder = join(projectRoot, "client");
  for (const name of await readdir(folder)) {
    const pid = /^dist-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

function runVite(outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(projectRoot, "node_modules", ".bin", "vite");
    const child = spawn(vite, ["build", "--logLevel", "warn", "--emptyOutDir", "--outDir", outDir], {
      cwd: join(projectRoot, "client"),
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    const isDone = endWithUs(child, outDir);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("exit", (code) => {
      isDone();
      if (code === 0) resolve();
      else reject(new Error(`The client could not be built:\n${output.trim()}`));
    });
  });
}

/** One hash over the paths and contents of everything that a build reads. */
async function digestSources(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(projectRoot, "package-lock.json")));
  for (const folder of sources) {
    const entries = await readdir(join(projectRoot, folder), { withFileTypes: true, recursive: true });
    const files = entries
      .filter((entry) => entry.isFile() && !/\.(test|e2e|bench)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.split("/").some((part) => skipped.has(part) || part.startsWith("dist-")))
      .toSorted();
    for (const path of files) hash.update(path.slice(projectRoot.length)).update(await readFile(path));
  }
  return hash.digest("hex");
}
