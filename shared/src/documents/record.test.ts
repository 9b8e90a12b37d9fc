import { expect, test } from "vitest";
import * as Y from "yjs";
import { replaceText } from "./record.ts";

/** The text after a replacement, here and at somebody who receives it. */
function replaced(before: string, after: string): { here: string; there: string } {
  const doc = new Y.Doc();
  const text = doc.getText("t");
  text.insert(0, before);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  doc.on("update", (update: Uint8Array) => Y.applyUpdate(other, update));
  replaceText(text, after);
  return { here: text.toString(), there: other.getText("t").toString() };
}

test("COL-38: one emoji in the place of a similar one arrives whole", () => {
  for (const [before, after] of [
    ["a 😀 day", "a 😁 day"],
    ["😀", "😁"],
    ["a 😀", "a 🙂"],
    ["👩‍🚀 flies", "👩‍🚒 flies"],
    ["𠮷野", "𡮷野"],
    ["😀😀", "😀"],
    ["plain", "😀 plain"],
  ] as const) {
    expect(replaced(before, after)).toEqual({ here: after, there: after });
  }
});
