import * as Y from "yjs";
import { scriptBody } from "@backlot/shared/documents/script";
import { until } from "../collab-fixture.ts";
import type { Writer } from "./writer.ts";

/** Somebody who types without a pause, ms between edits. */
const everyMs = 25;

/**
 * How long each edit of one takes to the other until something is over, ms. Edits are due by the clock, and counted from
 * when they were due: one that cannot be made in time, because everything stands still, is as late as one that is slow.
 */
export async function delaysDuring(
  from: Writer,
  to: Writer,
  something: Promise<unknown>,
): Promise<readonly number[]> {
  const dueOf = new Map<string, number>();
  const delays: number[] = [];
  const body = scriptBody(to.session.documents.script);
  const arrived = (event: Y.YXmlEvent) => {
    const now = performance.now();
    for (const { content } of event.changes.added) {
      const token =
        /zq[a-z]+-\d+qz/.exec(content instanceof Y.ContentType ? content.type.toString() : "")?.[0] ?? "";
      const due = dueOf.get(token);
      if (due === undefined) continue;
      dueOf.delete(token);
      delays.push(now - due);
    }
  };
  body.observe(arrived);
  let due = performance.now();
  const timer = setInterval(() => {
    for (const now = performance.now(); due <= now; due += everyMs) dueOf.set(from.write(), due);
  }, 5);
  try {
    await something;
  } finally {
    clearInterval(timer);
  }
  await until("the other sees all that was written", () => dueOf.size === 0);
  body.unobserve(arrived);
  await until("it is saved", () => from.isSaved());
  return delays;
}

/** What one in a hundred took longer than. @throws where nothing was measured */
export function p99Of(delays: readonly number[]): number {
  if (delays.length === 0) throw new Error("No edit was measured.");
  const sorted = delays.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}
