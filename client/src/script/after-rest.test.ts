import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { afterRest } from "./after-rest.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("SCR-243: waits for a pause, but no longer than a second while changes go on, and then begins anew", () => {
  let count = 0;
  const rested = afterRest(() => (count += 1), { rest: 180 });
  const typeFor = (duration: number) => {
    for (let at = 0; at < duration; at += 50) {
      rested.later();
      vi.advanceTimersByTime(50);
    }
  };
  typeFor(500);
  expect(count).toBe(0);
  vi.advanceTimersByTime(180);
  expect(count).toBe(1);
  typeFor(5_000);
  expect(count).toBeGreaterThanOrEqual(5);
  expect(count).toBeLessThanOrEqual(6);
});

it("SCR-243: does nothing more once it is stopped", () => {
  let count = 0;
  const rested = afterRest(() => (count += 1), { rest: 180 });
  rested.later();
  rested.stop();
  vi.advanceTimersByTime(5_000);
  expect(count).toBe(0);
});
