import type { Document } from "@hocuspocus/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { silentLog } from "@backlot/shared/server/logging";
import { sleep } from "./sleep.ts";

const minuteMs = 60_000;

/** Documents are looked at every quarter of the five minutes. */
const lookMs = 1.25 * minuteMs;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aSleeper() {
  const sleeper = sleep({ db: null as never, log: silentLog(), isBusy: () => false });
  const document = Object.assign(new Y.Doc(), { name: "a", isLoading: false }) as unknown as Document;
  document.getMap("meta").set("title", "Night Train");
  void sleeper.afterLoadDocument?.({ document } as never);
  return { sleeper, document };
}

test("COL-98: a document rests after five minutes in which nobody wrote into it, and not sooner", () => {
  const { sleeper, document } = aSleeper();
  vi.advanceTimersByTime(5 * minuteMs - 1);
  expect(sleeper.isAsleep(document)).toBe(false);
  vi.advanceTimersByTime(lookMs + 1);
  expect(sleeper.isAsleep(document)).toBe(true);
  expect(document.getMap("meta").size).toBe(0);
  sleeper.stop();
});

test("COL-98: whoever writes into a document keeps it awake for five minutes more", () => {
  const { sleeper, document } = aSleeper();
  for (let edit = 0; edit < 4; edit += 1) {
    vi.advanceTimersByTime(4 * minuteMs);
    document.getMap("meta").set("title", `Draft ${edit}`);
  }
  vi.advanceTimersByTime(5 * minuteMs - 1);
  expect(sleeper.isAsleep(document)).toBe(false);
  vi.advanceTimersByTime(lookMs + 1);
  expect(sleeper.isAsleep(document)).toBe(true);
  sleeper.stop();
});
