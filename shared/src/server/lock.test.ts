import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LockedError, takeLock } from "./lock.ts";
import { startOf } from "./process-identity.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "backlot-lock-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

const holderOf = (file: string) => (JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid;

test("STA-1: refuses while the holder lives, and says who it is", () => {
  const file = join(dir, "held");
  const lock = takeLock(file);
  expect(() => takeLock(file)).toThrow(LockedError);
  expect(() => takeLock(file)).toThrow(String(process.pid));
  lock.release();
  expect(existsSync(file)).toBe(false);
});

test("STA-1: takes over from a process that died", async () => {
  const file = join(dir, "stale");
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  writeFileSync(file, JSON.stringify({ pid: child.pid, start: "1" }));
  const lock = takeLock(file);
  expect(holderOf(file)).toBe(process.pid);
  lock.release();
});

test("STA-1: is not fooled by another process that got the same id", () => {
  const file = join(dir, "reused");
  writeFileSync(file, JSON.stringify({ pid: process.pid, start: "1" }));
  const lock = takeLock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ pid: process.pid, start: startOf(process.pid) });
  lock.release();
});

test("STA-1: takes over a lock file that was cut short", () => {
  const file = join(dir, "cut");
  writeFileSync(file, '{"pi');
  const lock = takeLock(file);
  expect(holderOf(file)).toBe(process.pid);
  lock.release();
});
