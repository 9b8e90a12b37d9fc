import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { temporalNamespace } from "@backlot/shared/pipeline/contract";
import { engineStatusReader } from "@backlot/shared/server/engine-status";
import { silentLog } from "@backlot/shared/server/logging";
import { isAlive } from "@backlot/shared/server/process-identity";
import { afterEach, expect, test, vi } from "vitest";
import { tempDir } from "../temp-dir.ts";
import { Engine } from "./engine.ts";
import { ensureTemporalCli } from "./ensure-cli.ts";
import { choosePorts, databaseFile, endOrphan, spawnServer } from "./server.ts";

type Server = { address: string; pid: number };
const patient = { timeout: 90_000, interval: 50 };
const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function startEngine(dataDir: string): Server[] {
  const servers: Server[] = [];
  const engine = new Engine({ dataDir, log: silentLog(), onReady: (server) => servers.push(server) });
  stops.push(() => engine.stop());
  void engine.run();
  return servers;
}

test("STA-8: the server is ready with its namespace, and returns on the same address when it is killed", async () => {
  using dir = tempDir();
  const servers = startEngine(dir.path);
  await vi.waitUntil(() => servers.length === 1, patient);
  const [first] = servers;
  expect(engineStatusReader(dir.path).current()).toMatchObject({ state: "ready", address: first?.address });

  const connection = await Connection.connect({ address: first?.address ?? "" });
  const namespace = temporalNamespace;
  const described = await connection.workflowService.describeNamespace({ namespace });
  expect(Number(described.config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 60 * 60);
  await connection.close();

  process.kill(first?.pid ?? 0, "SIGKILL");
  await vi.waitUntil(() => servers.length === 2, patient);
  expect(servers[1]?.address).toBe(first?.address);
  expect(servers[1]?.pid).not.toBe(first?.pid);
  await stops.pop()?.();
  expect(isAlive(servers[1]?.pid ?? 0)).toBe(false);
});

test("STA-9: a server that a killed launcher left behind is ended before its file is opened again", async () => {
  using dir = tempDir();
  const cli = await ensureTemporalCli({ dataDir: dir.path });
  const orphan = spawnServer(cli, dir.path, await choosePorts(dir.path)).process;
  const ended = new Promise((resolve) => orphan.once("exit", resolve));
  await endOrphan(dir.path);
  await ended;
  expect(isAlive(orphan.pid ?? 0)).toBe(false);
});

test("STA-12: mends a half-made file, and gives up with a next step on a server that never answers", async () => {
  using dir = tempDir();
  const { version } = await ensureTemporalCli({ dataDir: dir.path });
  mkdirSync(join(dir.path, "temporal"));
  writeFileSync(databaseFile(dir.path, version), "");
  const servers = startEngine(dir.path);
  await vi.waitUntil(() => servers.length === 1, patient);
  await stops.pop()?.();

  using other = tempDir();
  const broken = join(other.path, "fake-cli");
  writeFileSync(
    broken,
    '#!/bin/sh\n[ "$1" = --version ] && echo "temporal version 1.8.2" && exit 0\nexit 1\n',
  );
  chmodSync(broken, 0o755);
  vi.stubEnv("TEMPORAL_CLI", broken);
  startEngine(other.path);
  const status = engineStatusReader(other.path);
  await vi.waitUntil(() => status.current().state === "failed", patient);
  expect(status.current().detail).toMatch(/does not start.*engine\.log.*start Backlot again/);
  vi.unstubAllEnvs();
});

test("STA-5: says what is missing when there is no server to be had", async () => {
  using dir = tempDir();
  vi.stubEnv("TEMPORAL_CLI", "/nowhere/temporal");
  startEngine(dir.path);
  const status = engineStatusReader(dir.path);
  await vi.waitUntil(() => status.current().state === "failed", patient);
  expect(status.current().detail).toContain('TEMPORAL_CLI is set to "/nowhere/temporal"');
  vi.unstubAllEnvs();
});
