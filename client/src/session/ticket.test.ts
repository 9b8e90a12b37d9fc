import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ticketAnswer, ticketBox, type TicketAnswer } from "./ticket.ts";

const hour = 3_600_000;
const lifetimeMs = 600_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function answer(ticket: string): TicketAnswer {
  const user = { id: "ann", name: "Ann", color: "#336699" };
  return { ticket, role: "crew", lifetimeMs, user, documents: {} };
}

function aBox() {
  let asked = 0;
  const box = ticketBox({
    fetch: () => Promise.resolve(answer(`ticket ${(asked += 1)}`)),
    first: answer("the first"),
    onAnswer: () => {},
    onFailure: () => {},
  });
  return { box, asked: () => asked };
}

test("COL-14: a ticket is used until half of its life is over, and renewed by one question for all documents", async () => {
  const { box, asked } = aBox();
  vi.advanceTimersByTime(lifetimeMs / 2 - 1);
  expect(await box.take()).toBe("the first");
  vi.advanceTimersByTime(1);
  expect(await Promise.all([box.take(), box.take()])).toEqual(["ticket 1", "ticket 1"]);
  expect(asked()).toBe(1);
  box.discard();
  expect(await box.take()).toBe("ticket 2");
});

test.each([hour, -hour])(
  "COL-45: a clock that is set by %d ms neither ends a ticket nor keeps it",
  async (jump) => {
    const { box } = aBox();
    vi.setSystemTime(Date.now() + jump);
    expect(await box.take()).toBe("the first");
    vi.advanceTimersByTime(lifetimeMs / 2);
    expect(await box.take()).toBe("ticket 1");
    vi.setSystemTime(Date.now() - jump);
    vi.advanceTimersByTime(lifetimeMs / 2 - 1);
    expect(await box.take()).toBe("ticket 1");
  },
);

test("COL-31: an answer that an earlier version remembered still opens the film, and its ticket is not used", async () => {
  const { lifetimeMs: _, ...earlier } = answer("");
  const first = ticketAnswer.parse({ ...earlier, expiresAt: Date.now() + lifetimeMs });
  const box = ticketBox({
    fetch: () => Promise.resolve(answer("fresh")),
    first,
    onAnswer: () => {},
    onFailure: () => {},
  });
  expect(await box.take()).toBe("fresh");
});
