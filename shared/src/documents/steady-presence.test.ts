import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { keepPresenceSteady } from "./steady-presence.ts";

// The protocol keeps the function that tells the time as it finds it, which is before time is faked.
vi.hoisted(() => {
  const RightDate = Date;
  const rightNow = RightDate.now.bind(RightDate);
  RightDate.now = () => (globalThis.Date === RightDate ? rightNow() : Date.now());
});

const hour = 3_600_000;
let open: Awareness[] = [];

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const one of open) one.destroy();
  open = [];
  vi.useRealTimers();
});

/** Two people who hear of each other at once. */
function aPair(): [ann: Awareness, bob: Awareness] {
  const [ann, bob] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
  open.push(ann, bob);
  for (const one of open) keepPresenceSteady(one);
  for (const [from, to] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    from.on("update", ({ added, updated, removed }: Record<string, number[]>, origin: unknown) => {
      if (origin === "the other") return;
      const changed = [...(added ?? []), ...(updated ?? []), ...(removed ?? [])];
      applyAwarenessUpdate(to, encodeAwarenessUpdate(from, changed), "the other");
    });
  }
  ann.setLocalState({ user: "ann" });
  bob.setLocalState({ user: "bob" });
  return [ann, bob];
}

test.each([hour, -hour])("COL-45: people stay present when a clock is set by %d ms", (jump) => {
  const pair = aPair();
  const lost: number[] = [];
  for (const one of pair) one.on("change", ({ removed }: { removed: number[] }) => lost.push(...removed));
  // Others, whose clocks are right, count on hearing something every half minute.
  let said = 0;
  pair[0].on("update", (_change: unknown, origin: unknown) => (said += origin === "local" ? 1 : 0));
  vi.setSystemTime(Date.now() + jump);
  for (let passed = 0; passed < 120_000; passed += 1_000) vi.advanceTimersByTime(1_000);
  expect(lost).toEqual([]);
  expect(said).toBeGreaterThan(5);
  for (const one of pair) expect(one.getStates().size).toBe(2);
});

test("COL-45: who is not heard of for half a minute is gone, whatever the clock says", () => {
  const [ann, bob] = aPair();
  vi.setSystemTime(Date.now() - hour);
  // Bob's page is frozen.
  clearInterval(bob._checkInterval as ReturnType<typeof setInterval>);
  vi.advanceTimersByTime(27_000);
  expect(ann.getStates().has(bob.clientID)).toBe(true);
  vi.advanceTimersByTime(7_000);
  expect(ann.getStates().has(bob.clientID)).toBe(false);
});
