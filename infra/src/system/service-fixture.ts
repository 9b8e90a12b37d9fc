import { execFileSync, fork, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate, readMigrations } from "../database/migrate.ts";
import { freePort } from "../process/free-port.ts";
import { ensureServices, postgresFolder } from "./services.ts";

const migrations = new URL("../../migrations/", import.meta.url).pathname;

export type RedisFixture = {
  url: string;
  /** Ends it outright, as a crash would. */
  kill: () => Promise<void>;
  /** Starts it again, empty, on the same port. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A Redis of the system on a free port, keeping nothing on disk; `isStarted: false` leaves it down at first. */
export async function redisFixture({ isStarted = true } = {}): Promise<RedisFixture> {
  const { redis } = await ensureServices({ say: console.log });
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "backlot-redis-"));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    child = spawn(redis, [...settings, "--dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
    await said(child, /Ready to accept connections/);
  }
  async function kill(): Promise<void> {
    await ended(child, "SIGKILL");
    child = null;
  }
  if (isStarted) await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type DatabaseFixture = { url: string; stop: () => Promise<void> };

/** The embedded studio's database in a process and a folder of its own, with every migration applied. */
export async function embeddedFixture(): Promise<DatabaseFixture> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-database-"));
  const child = fork(new URL("../database/main.ts", import.meta.url), {
    env: { ...process.env, BACKLOT_DATA: folder, DATABASE_PORT: "0", DATABASE_PASSWORD: "test" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (ready: { port: number }) => resolve(ready.port));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The embedded database ended with ${code}.`)));
  });
  const url = `postgres://backlot:test@127.0.0.1:${port}/postgres`;
  await applyMigrations(url);
  return {
    url,
    stop: async () => {
      await ended(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A database with every migration applied: a fresh one in the cluster of `DATABASE_URL`, or of a Postgres of the
 * system that is started here. Postgres refuses to run as root, so there it runs as `nobody`.
 */
export async function postgresFixture(): Promise<DatabaseFixture> {
  const { postgres } = await ensureServices({ say: console.log });
  const cluster = postgres === null ? given() : await startCluster(postgres);
  const name = `backlot_test_${Date.now().toString(36)}_${process.pid}`;
  await query(cluster.url, `create database ${name}`);
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  await applyMigrations(url.toString());
  return {
    url: url.toString(),
    stop: async () => {
      if (postgres === null) await query(cluster.url, `drop database ${name} with (force)`);
      await cluster.stop();
    },
  };
}

async function applyMigrations(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await migrate(client, await readMigrations(migrations)).finally(() => client.end());
}

function given(): DatabaseFixture {
  return { url: process.env["DATABASE_URL"] ?? "", stop: () => Promise.resolve() };
}

async function startCluster(postgres: string): Promise<DatabaseFixture> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-postgres-"));
  const data = join(folder, "data");
  const user = nobody();
  chmodSync(folder, 0o755);
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const as = user ?? {};
  const settings = ["-D", data, "-U", "backlot", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
  execFileSync(join(postgresFolder(postgres), "initdb"), settings, { ...as, cwd: folder, stdio: "ignore" });
  const port = await freePort();
  const options = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "max_connections=60",
  ];
  const child = spawn(postgres, ["-D", data, "-p", String(port), ...options], {
    ...as,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await said(child, /ready to accept connections/);
  return {
    url: `postgres://backlot@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await ended(child, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nobody(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** Resolves once a server has printed that it is ready; rejects with what it said when it ends instead. */
function said(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const hear = (chunk: Buffer): void => {
      text = (text + chunk.toString()).slice(-8_000);
      if (ready.test(text)) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${child.spawnfile} ended with ${code}: ${text}`)));
  });
}

function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
