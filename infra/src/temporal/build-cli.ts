import { spawn } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../project-root.ts";
import type { CliProgress } from "./cli.ts";

/** Packages that a build from an empty cache compiles, for the progress; a little off is harmless. */
const packageCount = 1718;

/** Builds the CLI that `infra/temporal/go.mod` pins, where Go is installed. Three to four minutes on two cores. */
export function buildCli(target: string, onProgress: (progress: CliProgress) => void): Promise<void> {
  const fresh = `${target}.${process.pid}`;
  onProgress({ detail: "Building the pipeline engine: fetching its modules.", progress: 0.02 });
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.env["GO_PATH"] ?? "go",
      [
        "build",
        "-v",
        "-trimpath",
        "-ldflags",
        "-s -w",
        "-o",
        fresh,
        "github.com/temporalio/cli/cmd/temporal",
      ],
      {
        cwd: join(projectRoot, "infra", "temporal"),
        env: { ...process.env, CGO_ENABLED: "0" },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let built = 0;
    let last = "";
    createInterface({ input: child.stderr }).on("line", (line) => {
      last = line;
      // Packages are printed as bare import paths; downloads and errors are sentences.
      if (line.includes(" ")) return;
      built += 1;
      if (built % 20) return;
      const progress = Math.min(0.98, 0.05 + (0.93 * built) / packageCount);
      onProgress({ detail: `Building the pipeline engine: ${built} packages.`, progress });
    });
    process.once("exit", () => child.kill());
    child.on("error", (error: NodeJS.ErrnoException) => {
      const isAbsent = error.code === "ENOENT";
      reject(new Error(isAbsent ? "Go is not installed." : `Go could not be run: ${error.message}.`));
    });
    child.on("exit", (code) => {
      if (code === 0) resolve(rename(fresh, target));
      else
        void rm(fresh, { force: true }).then(() => reject(new Error(`The build with Go failed: ${last}.`)));
    });
  });
}
