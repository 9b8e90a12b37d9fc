import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openDatabase } from "@backlot/shared/server/database";
import { silentLog } from "@backlot/shared/server/logging";
import { isAlive } from "@backlot/shared/server/process-identity";
import { sql } from "kysely";
import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "./process/free-port.ts";
import { projectRoot } from "./project-root.ts";
import { startStudio, type Studio, type StudioOptions } from "./studio-fixture.ts";
import { tempDir } from "./temp-dir.ts";

const patient = { timeout: 30_000, interval: 50 };
const running: Studio[] = [];
afterEach(async () => {
  for (const studio of running.splice(0)) await studio.stop();
});

async function start(options: StudioOptions): Promise<Studio> {
  const studio = await startStudio(options);
  running.push(studio);
  return studio;
}

const alive = (pids: Array<number | null>) => pids.filter((pid) => pid !== null && isAlive(pid));

const healthOf = async (url: string) => (await fetch(`${url}/healthz`)).json();

const answers = async (url: string) => (await fetch(`${url}/healthz`).catch(() => null))?.ok === true;

test("STA-1, STA-4: prints one address and the owner's link; a second start says it is running and ends", async () => {
  using dir = tempDir();
  const studio = await start({ dataDir: dir.path });
  expect(studio.output().match(/http:\/\/localhost:\d+\/?$/gm)).toEqual([studio.url]);
  expect(studio.ownerLink).toContain(`${studio.url}/`);
  expect(studio.output()).toContain(studio.ownerLink);
  const token = new URL(studio.ownerLink ?? "").searchParams.get("token") ?? "";
  const isOpen = async () =>
    (await fetch(`${studio.url}/api/welcome/${token}`).catch(() => null))?.status === 200;
  expect(await isOpen()).toBe(true);
  await studio.kill("studio");
  await vi.waitUntil(isOpen, patient);

  const second = spawnSync(process.execPath, [join(projectRoot, "infra", "src", "start.ts")], {
    env: { ...process.env, BACKLOT_DATA: dir.path, BACKLOT_PORT: "0" },
    encoding: "utf8",
  });
  expect(second.status).toBe(1);
  expect(second.stderr.trim()).toMatch(
    /^Backlot is already running on this data directory \(process \d+\)\..*$/,
  );
  expect(await answers(studio.url)).toBe(true);
});

test("STA-6, STA-7, API-16: all of it is well; stops every process with code 0, and finds everything when it starts again", async () => {
  using dir = tempDir();
  const workerPort = await freePort();
  const first = await start({
    dataDir: dir.path,
    withTemporal: true,
    env: { WORKER_PORT: String(workerPort) },
  });
  await first.waitFor("temporal");
  const ok = { state: "ok" };
  expect(await healthOf(first.url)).toEqual({
    status: "ok",
    parts: { database: ok, documents: { ...ok, parts: { database: ok } }, engine: ok },
  });
  expect(await healthOf(`http://127.0.0.1:${workerPort}`)).toMatchObject({
    status: "ok",
    parts: { worker: ok, engine: ok, database: ok, documents: ok },
  });
  const pids = Object.values(first.pids());
  expect(alive(pids)).toHaveLength(5);
  await write(first.databaseUrl, "kept");
  expect(await first.stop()).toBe(0);
  expect(alive(pids)).toEqual([]);

  const again = await start({ dataDir: dir.path });
  expect(await read(again.databaseUrl)).toEqual(["kept"]);
  expect(again.token).toBe(first.token);
});

test("STA-8: every process that is killed returns, and the studio answers again", async () => {
  using dir = tempDir();
  const studio = await start({ dataDir: dir.path, withTemporal: true });
  for (const name of ["worker", "studio", "temporal", "engine", "database"] as const) {
    const before = await studio.waitFor(name);
    await studio.kill(name);
    expect(await studio.waitFor(name, before)).not.toBe(before);
  }
  await vi.waitUntil(() => answers(studio.url), patient);
});

test("STA-9: nothing is left of a launcher that was killed, and the next start finds its data", async () => {
  using dir = tempDir();
  const killed = await start({ dataDir: dir.path, withTemporal: true });
  await killed.waitFor("temporal");
  await write(killed.databaseUrl, "survives");
  const pids = Object.values(killed.pids());
  await killed.kill("launcher");
  const next = await start({ dataDir: dir.path });
  expect(alive(pids)).toEqual([]);
  expect(await read(next.databaseUrl)).toEqual(["survives"]);
});

async function write(url: string, text: string): Promise<void> {
  const { db, close } = openDatabase({ url, log: silentLog() });
  await sql`create table if not exists line (text text)`.execute(db);
  await sql`insert into line values (${text})`.execute(db);
  await close();
}

async function read(url: string): Promise<string[]> {
  const { db, close } = openDatabase({ url, log: silentLog() });
  const { rows } = await sql<{ text: string }>`select text from line`.execute(db);
  await close();
  return rows.map(({ text }) => text);
}
