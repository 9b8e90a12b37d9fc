import type { Document } from "@hocuspocus/server";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Gaps } from "./gaps.ts";

/** A writer's edits one by one. */
function edits(count: number): { client: number; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < count; n += 1) doc.getMap("clips").set(`clip-${n}`, n);
  return { client: doc.clientID, updates };
}

test("COL-102: an edit waits five seconds for the one that it builds on, whatever is added to it meanwhile", () => {
  vi.useFakeTimers();
  const document = new Y.Doc() as Document;
  new Gaps().watch(document);
  const [, second, third] = edits(3).updates as [Uint8Array, Uint8Array, Uint8Array];
  Y.applyUpdate(document, third);
  vi.advanceTimersByTime(4_000);
  Y.applyUpdate(document, second);
  vi.advanceTimersByTime(999);
  expect(document.store.pendingStructs).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(document.store.pendingStructs).toBeNull();
  vi.useRealTimers();
});
