import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "@backlot/shared/server/process-identity";
import { z } from "zod";
import { commandLineOf } from "../process/command-line.ts";

const pid = z.number().nullable();
const schema = z.object({
  /** The launcher's process. */
  pid: z.number(),
  url: z.string().nullable(),
  /** Makes the owner's account; null once there is one. */
  ownerLink: z.string().nullable(),
  databasePort: z.number().nullable(),
  temporalAddress: z.string().nullable(),
  /** Whether the worker has said that it takes work. */
  isWorkerReady: z.boolean(),
  pids: z.object({ database: pid, studio: pid, engine: pid, temporal: pid, worker: pid }),
});

/** What runs at this moment, for tests, for `npm run film`, and for finding what a killed launcher left. */
export type RunState = z.infer<typeof schema>;

const fileOf = (dataDir: string) => join(dataDir, "run.json");

export function writeRunState(dataDir: string, state: RunState): void {
  writeFileSync(`${fileOf(dataDir)}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(`${fileOf(dataDir)}.new`, fileOf(dataDir));
}

export function readRunState(dataDir: string): RunState | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return null;
  }
}

export function clearRunState(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

/**
 * Waits for the processes of a launcher that was killed, which end by themselves within seconds, and ends those that
 * do not. Two databases must never have the same files open.
 */
export async function endLeftovers(dataDir: string, patienceMs = 8_000): Promise<void> {
  const state = readRunState(dataDir);
  if (!state) return;
  const ours = Object.values(state.pids).filter(
    (id) => id !== null && commandLineOf(id).includes(dataDir),
  ) as number[];
  const deadline = Date.now() + patienceMs;
  while (ours.some(isAlive)) {
    if (Date.now() > deadline) for (const id of ours.filter(isAlive)) process.kill(id, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
