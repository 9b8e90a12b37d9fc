import { expect, test } from "vitest";
import { healthStatusCode, readHealth, type PartCheck, type PartHealth } from "./health.ts";

const part = (isNeeded: boolean, ask: () => Promise<PartHealth | void>): PartCheck => ({
  isNeeded,
  ask,
  whenAway: "It does not answer.",
});
const works = () => Promise.resolve();
const fails = () => Promise.reject(new Error("postgres://ana:secret@host refused"));
const noted: string[] = [];
const read = (checks: Record<string, PartCheck>) => readHealth(checks, (name) => noted.push(name));

test("API-16: a service is ok while all of its parts are, and says so of each", async () => {
  const health = await read({ database: part(true, works), engine: part(false, works) });
  expect(health).toEqual({ status: "ok", parts: { database: { state: "ok" }, engine: { state: "ok" } } });
  expect(healthStatusCode(health)).toBe(200);
});

test("API-16: it fails with a part that it needs, and is degraded without another", async () => {
  const away = await read({ database: part(true, fails), engine: part(false, works) });
  expect(away).toMatchObject({ status: "failing", parts: { database: { state: "failing" } } });
  expect(healthStatusCode(away)).toBe(503);
  const partly = await read({ database: part(true, works), engine: part(false, fails) });
  expect(partly).toMatchObject({ status: "degraded", parts: { engine: { state: "failing" } } });
  expect(healthStatusCode(partly)).toBe(200);
  expect(JSON.stringify([away, partly])).not.toContain("secret");
  expect(noted).toEqual(["database", "engine"]);
});

test("API-16: a part that never answers is failing, and whoever asks has an answer nevertheless", async () => {
  const health = await read({ database: part(true, () => new Promise(() => {})) });
  expect(health.parts["database"]).toEqual({ state: "failing", detail: "It does not answer." });
});
