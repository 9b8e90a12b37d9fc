import { expect, test } from "vitest";
import { secondsToGate } from "./eta.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const item = (status: "queued" | "working" | "done", change: object = {}) => ({
  stage: "clips" as const,
  status,
  progress: status === "done" ? 1 : 0,
  startedAt: status === "queued" ? null : at(0),
  updatedAt: at(10),
  ...change,
});

test("RUN-16: counts what is left at the pace of what is done, with as many at once as work now", () => {
  const items = [
    item("done"),
    item("done"),
    item("working", { progress: 0.5 }),
    item("working"),
    item("queued"),
  ];
  expect(secondsToGate(items, "clips", null)).toBe(13);
});

test("RUN-16: takes the pace of earlier runs until something is done, and promises nothing without one", () => {
  const items = [item("working"), item("queued")];
  expect(secondsToGate(items, "clips", 4)).toBe(8);
  expect(secondsToGate(items, "clips", null)).toBeNull();
});

test("RUN-16: a single long item tells by its own progress", () => {
  expect(secondsToGate([item("working", { progress: 0.25 })], "clips", null)).toBe(30);
});

test("RUN-16: nothing left is no wait", () => {
  expect(secondsToGate([item("done")], "clips", null)).toBe(0);
  expect(secondsToGate([], "clips", null)).toBe(0);
});
