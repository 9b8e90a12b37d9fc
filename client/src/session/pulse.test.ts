import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerMs, connectMs, quietMs, watchPulse } from "./pulse.ts";

const ask = vi.fn<() => void>();
const onSilent = vi.fn<() => void>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => {
  vi.useRealTimers();
});

test("COL-39: a silent socket is asked, and given up within ten seconds when it does not answer", () => {
  const pulse = watchPulse({ ask, onSilent });
  pulse.heard();
  vi.advanceTimersByTime(quietMs);
  expect(ask).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(answerMs);
  expect(onSilent).toHaveBeenCalledTimes(1);
  expect(quietMs + answerMs).toBeLessThan(10_000);
});

test("COL-39: a socket that answers, or says anything at all, is kept and asked no more than needed", () => {
  const pulse = watchPulse({ ask, onSilent });
  pulse.heard();
  for (let n = 0; n < 20; n += 1) {
    vi.advanceTimersByTime(quietMs - 1);
    pulse.heard();
  }
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(quietMs + answerMs - 1);
  pulse.heard();
  vi.advanceTimersByTime(quietMs - 1);
  expect(onSilent).not.toHaveBeenCalled();
});

test("COL-39: a connection that is never made is given up and tried anew", () => {
  const pulse = watchPulse({ ask, onSilent });
  pulse.connecting();
  vi.advanceTimersByTime(connectMs);
  expect(onSilent).toHaveBeenCalledTimes(1);
  pulse.connecting();
  pulse.stopped();
  vi.advanceTimersByTime(connectMs * 2);
  expect(onSilent).toHaveBeenCalledTimes(1);
});

test("COL-39: after a sleep the other side is asked again before it is believed gone", () => {
  const pulse = watchPulse({ ask, onSilent });
  let slept = 0;
  const now = performance.now.bind(performance);
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now() + slept);
  pulse.heard();
  vi.advanceTimersByTime(quietMs);
  slept = 3_600_000;
  vi.advanceTimersByTime(answerMs);
  expect(onSilent).not.toHaveBeenCalled();
  expect(ask).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(answerMs);
  expect(onSilent).toHaveBeenCalledTimes(1);
  spy.mockRestore();
});
