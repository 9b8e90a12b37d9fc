import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStudio, type TestStudio } from "../testing/studio.ts";
import { serveHealth, workerHealth } from "./health.ts";

let studio: TestStudio;
let health: { port: number; close: () => void };

beforeAll(async () => {
  studio = await openTestStudio();
  const { deps, documents } = studio;
  health = await serveHealth({ port: 0, health: workerHealth({ ...deps, documents }, studio.worker()) });
});
afterAll(async () => {
  health.close();
  await studio.close();
});

async function ask() {
  const answer = await fetch(`http://127.0.0.1:${health.port}/healthz`);
  return { status: answer.status, body: await answer.json() };
}

test("API-16: the worker tells each part, and answers 503 while the engine is gone or it takes no work", async () => {
  const ok = { state: "ok" };
  const parts = { worker: ok, engine: ok, database: ok, documents: { ...ok, parts: { database: ok } } };
  expect(await ask()).toEqual({ status: 200, body: { status: "ok", parts } });

  await studio.temporal.kill();
  const engine = { state: "failing", detail: "The engine does not answer." };
  expect(await ask()).toEqual({ status: 503, body: { status: "failing", parts: { ...parts, engine } } });
  await studio.temporal.start();

  await studio.stopWorker();
  const stopped = { worker: { state: "failing", detail: "It takes no work." } };
  expect(await ask()).toMatchObject({ status: 503, body: { status: "failing", parts: stopped } });
});

test("API-16: a port that is taken is said at once", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const taken = serveHealth({ port, health: () => Promise.reject(new Error("never asked")) });
  await expect(taken).rejects.toThrow("EADDRINUSE");
  await new Promise((resolve) => other.close(resolve));
});
