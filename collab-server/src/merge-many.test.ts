import { expect, test } from "vitest";
import * as Y from "yjs";
import { mergeMany } from "./merge-many.ts";

test("COL-9: any number of updates of several writers, merged in groups, hold what they held one by one", () => {
  const updates: Uint8Array[] = [];
  const docs = [new Y.Doc(), new Y.Doc()];
  for (const doc of docs) doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < 500; n += 1) {
    const text = (docs[n % 2] as Y.Doc).getText("a");
    text.insert(n % 7 === 0 ? 0 : text.length, "x");
    if (n % 5 === 0) text.delete(0, 1);
  }
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  for (const update of updates) Y.applyUpdate(one, update);
  Y.applyUpdate(other, mergeMany(updates));
  expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(one));
  expect(other.store.pendingStructs).toBeNull();
  expect(mergeMany([])).toEqual(new Uint8Array([0, 0]));
});
