import { spawnSync } from "node:child_process";
import { copyFile, rename } from "node:fs/promises";

/** The Temporal CLI that is tested with; it carries server 1.31.2. Pinned in `infra/temporal/go.mod` too. */
export const cliVersion = "1.8.2";

/** The oldest CLI whose server does what Backlot asks of it. */
export const oldestCli = "1.5.0";

/** A Temporal CLI that is there, and which one it is: its server's file is named after it. */
export type TemporalCli = { path: string; version: string };

/** The servers of the CLIs above: what a program that does not know its own number is known by. */
const [pinnedServer, oldestServer] = ["1.31.2", "1.29.0"];

/** The version of a Temporal CLI as three numbers; null for what is no Temporal CLI or does not answer. */
export function cliVersionOf(path: string): string | null {
  const { stdout, error } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  const said = /\btemporal version (\d+\.\d+\.\d+)\S*(?: \(Server (\d+\.\d+\.\d+))?/i.exec(stdout ?? "");
  const [cli, server] = [said?.[1], said?.[2]];
  if (error !== undefined || cli === undefined) return null;
  // One that was built from Go modules, as ours is, says 0.0.0.
  if (cli !== "0.0.0" || server === undefined || !isAtLeast(server, oldestServer)) return cli;
  return server === pinnedServer ? cliVersion : server;
}

/** Whether a version is `oldest` or newer. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map((one) => one.split(".").map(Number));
  const at = (a ?? []).findIndex((part, index) => part !== (b ?? [])[index]);
  return at === -1 || (a?.[at] ?? 0) > (b?.[at] ?? 0);
}

/** How far the preparation is; progress is from 0 to 1. */
export type CliProgress = { detail: string; progress: number };

/** A way to get the CLI: puts it at `target` in one step, or throws a sentence that says why it could not. */
export type CliSource = (target: string, onProgress: (progress: CliProgress) => void) => Promise<void>;

/** Puts a finished file in its place in one step, also across file systems. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  const beside = `${to}.${process.pid}`;
  await copyFile(from, beside);
  await rename(beside, to);
}
