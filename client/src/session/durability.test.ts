import { expect, test, vi } from "vitest";
import { countUntilDurable } from "./durability.ts";

function aCounter() {
  vi.useFakeTimers();
  const marks: number[] = [];
  const counts: number[] = [];
  const durability = countUntilDurable({
    sendMark: (n) => marks.push(n),
    onChange: (pending) => counts.push(pending),
  });
  return { marks, counts, durability };
}

test("COL-30: edits count as pending until a mark that covers them is answered", () => {
  const { marks, durability } = aCounter();
  durability.synced();
  durability.edited();
  durability.edited();
  vi.runAllTimers();
  expect(marks).toEqual([2]);
  durability.edited();
  expect(durability.received('{"durable":2}')).toBe(true);
  expect(durability.pending()).toBe(1);
  vi.runAllTimers();
  durability.received('{"durable":3}');
  expect(durability.pending()).toBe(0);
});

test("COL-31: what an earlier visit left unsent is counted, and asked about once everything was sent", () => {
  const { marks, durability } = aCounter();
  durability.recovered(5);
  vi.runAllTimers();
  expect(marks).toEqual([]);
  durability.synced();
  vi.runAllTimers();
  expect(marks).toEqual([5]);
  durability.disconnected();
  durability.edited();
  vi.runAllTimers();
  expect(marks).toEqual([5]);
  expect(durability.pending()).toBe(6);
});

test("COL-30: an answer that promises more than was asked, or is no answer, is not believed", () => {
  const { durability } = aCounter();
  durability.edited();
  expect(durability.received('{"event":{"type":"members"}}')).toBe(false);
  expect(durability.received("not json")).toBe(false);
  durability.received('{"durable":99}');
  durability.edited();
  expect(durability.pending()).toBe(1);
});

test("COL-30: after every exchange the server is asked once whether it has everything, also without edits of ours", () => {
  const { marks, durability } = aCounter();
  expect(durability.isConfirmed()).toBe(false);
  durability.synced();
  vi.runAllTimers();
  expect(marks).toEqual([0]);
  expect(durability.isConfirmed()).toBe(false);
  durability.received('{"durable":0}');
  expect(durability.isConfirmed()).toBe(true);
  vi.runAllTimers();
  expect(marks).toEqual([0]);
  durability.disconnected();
  expect(durability.isConfirmed()).toBe(false);
  durability.synced();
  vi.runAllTimers();
  expect(marks).toEqual([0, 0]);
});

test("COL-30: where this side may not write there is nothing to ask, and no mark is sent", () => {
  const { marks, durability } = aCounter();
  durability.synced(true);
  vi.runAllTimers();
  expect(marks).toEqual([]);
  expect(durability.isConfirmed()).toBe(true);
});
