import { expect, test } from "vitest";
import * as Y from "yjs";
import { collection, makeRecord, replaceText, setField, text, type YRecord } from "./record.ts";

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

test("COL-130: half an emoji that a field is given is the same to whoever wrote it and to everybody else", () => {
  const half = "cut off \ud83d";
  const doc = new Y.Doc();
  const records = doc.getMap<YRecord>("records");
  const messages = collection({ m: { lines: [half, "whole 😀"] } });
  records.set("r", makeRecord({ name: half, messages, description: text(half) }));
  setField(records.get("r")!, "note", half);
  replaceText(records.get("r")!.get("description") as Y.Text, `${half} twice`);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  expect(records.toJSON()).toEqual(other.getMap("records").toJSON());
  expect(JSON.stringify(records)).toContain("whole 😀");
});
