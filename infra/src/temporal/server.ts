import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporalNamespace } from "@backlot/shared/pipeline/contract";
import { isAlive } from "@backlot/shared/server/process-identity";
import { z } from "zod";
import { commandLineOf } from "../process/command-line.ts";
import { freePort, tryPort } from "../process/free-port.ts";
import type { TemporalCli } from "./cli.ts";

const recordSchema = z.object({
  pid: z.number(),
  port: z.number(),
  httpPort: z.number(),
  metricsPort: z.number(),
});
type Ports = Omit<z.infer<typeof recordSchema>, "pid">;

/** The dev server's database. A newer CLI may not read an older one's file, so the version is in the name. */
export function databaseFile(dataDir: string, version: string): string {
  return join(dataDir, "temporal", `temporal-${version}.db`);
}

/** Beside a database whose server has answered: its schema is whole. One without may be half made. */
const markerOf = (file: string) => `${file}.complete`;

/** Remembers that this database has been served. */
export function markComplete(file: string): void {
  writeFileSync(markerOf(file), "");
}

/** Whether this database was served before; false for one that is not there. */
export function isComplete(file: string): boolean {
  return existsSync(file) && existsSync(markerOf(file));
}

const recordFile = (dataDir: string) => join(dataDir, "temporal", "server.json");

function readRecord(dataDir: string): z.infer<typeof recordSchema> | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(recordFile(dataDir), "utf8")));
  } catch {
    return null;
  }
}

/**
 * Ends a server that a killed launcher left behind: nothing but us stops two servers from opening one file.
 * The process is ended only when its command line names our database.
 */
export async function endOrphan(dataDir: string): Promise<void> {
  const record = readRecord(dataDir);
  if (!record || !isAlive(record.pid) || !commandLineOf(record.pid).includes(join(dataDir, "temporal")))
    return;
  process.kill(record.pid, "SIGTERM");
  for (let waited = 0; isAlive(record.pid); waited += 50) {
    if (waited === 3_000) process.kill(record.pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The ports of last time when they are free, so that clients find the server again after a crash. */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const last = readRecord(dataDir);
  const again = async (port?: number) => (port && (await tryPort(port))) || (await freePort());
  return {
    port: await again(last?.port),
    httpPort: await again(last?.httpPort),
    metricsPort: await again(last?.metricsPort),
  };
}

export type TemporalServer = {
  process: ChildProcess;
  address: string;
  /** Its database. */
  file: string;
};

/** Starts the dev server on the loopback address: it has no authentication of its own. */
export function spawnServer(cli: TemporalCli, dataDir: string, ports: Ports): TemporalServer {
  const file = databaseFile(dataDir, cli.version);
  mkdirSync(join(dataDir, "temporal"), { recursive: true });
  const child = spawn(cli.path, serverArguments(file, ports), { stdio: ["ignore", "inherit", "inherit"] });
  if (child.pid) writeFileSync(recordFile(dataDir), JSON.stringify({ pid: child.pid, ...ports }));
  return { process: child, address: `127.0.0.1:${ports.port}`, file };
}

function serverArguments(file: string, { port, httpPort, metricsPort }: Ports): string[] {
  return [
    ...["server", "start-dev", "--headless", "--ip", "127.0.0.1"],
    ...["--port", String(port), "--http-port", String(httpPort), "--metrics-port", String(metricsPort)],
    ...["--namespace", temporalNamespace, "--db-filename", file],
    ...["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"],
    // Halves the time of one activity: the worker gets it with the answer instead of by a poll.
    ...["--dynamic-config-value", "system.enableActivityEagerExecution=true"],
    ...["--log-format", "json", "--log-level", "warn"],
  ];
}

/** Deletes a database that was never whole. */
export function deleteDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
}

/** Puts a database aside that no server can open any more; the next start makes a new one. Gives its new name. */
export function setAside(file: string): string {
  const aside = `${file}.unreadable-${Date.now()}`;
  for (const suffix of ["", "-wal", "-shm"])
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  rmSync(markerOf(file), { force: true });
  return aside;
}
