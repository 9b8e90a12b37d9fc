import { expect, test } from "vitest";
import { fanOut } from "./fan-out.ts";

const free = { limit: 2, untilResumed: () => Promise.resolve() };

test("starts items in order and never more than the limit at once", async () => {
  let under = 0;
  let most = 0;
  const started: number[] = [];
  await fanOut([1, 2, 3, 4, 5], free, async (item) => {
    started.push(item);
    most = Math.max(most, ++under);
    await Promise.resolve();
    under -= 1;
  });
  expect(started).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test("starts nothing more after a cancellation, and throws it once", async () => {
  const started: number[] = [];
  const cancelled = new Error("cancelled");
  const work = fanOut([1, 2, 3, 4], free, async (item) => {
    started.push(item);
    await Promise.resolve();
    throw cancelled;
  });
  await expect(work).rejects.toBe(cancelled);
  expect(started).toEqual([1, 2]);
});

test("waits for the resume before each start", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const started: number[] = [];
  const all = fanOut([1, 2], { limit: 1, untilResumed: () => gate }, (item) => {
    started.push(item);
    return Promise.resolve();
  });
  await Promise.resolve();
  expect(started).toEqual([]);
  release();
  await all;
  expect(started).toEqual([1, 2]);
});
