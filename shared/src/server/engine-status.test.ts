import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engineStatusReader, writeEngineStatus, writeWorkerStatus } from "./engine-status.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "backlot-engine-status-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

test("STA-13: the engine is ready only with a worker that takes its work; one that ends at once has failed, with its log", () => {
  const { current } = engineStatusReader(dir);
  const log = "worker.log";
  expect(current().state).toBe("preparing");
  const address = "127.0.0.1:7233";
  writeEngineStatus(dir, { state: "ready", detail: "Ready.", progress: 1, address });
  writeWorkerStatus(dir, { state: "starting", log });
  expect(current()).toMatchObject({ state: "preparing", address });
  writeWorkerStatus(dir, { state: "ready", log });
  expect(current()).toEqual({ state: "ready", detail: "Ready.", progress: 1, address });
  writeWorkerStatus(dir, { state: "failing", log });
  expect(current()).toMatchObject({ state: "failed", detail: expect.stringContaining("worker.log") });
});
