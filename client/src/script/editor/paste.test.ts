import { getSchema } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { blockNode, maxPasteBytes, sizeOf } from "./paste.ts";
import { screenplaySchema } from "./schema.ts";

const schema = getSchema(screenplaySchema);

function sliceOf(blocks: readonly ScriptBlock[]): Slice {
  return Slice.maxOpen(Fragment.from(blocks.map((block) => blockNode(block, schema))));
}

/** How large the change is that brings blocks into a script, bytes. */
function changeOf(blocks: readonly ScriptBlock[]): number {
  const doc = new Y.Doc();
  const body = scriptBody(doc);
  const before = Y.encodeStateVector(doc);
  body.push(blocks.map((block) => toElement(block)));
  return Y.encodeStateAsUpdate(doc, before).byteLength;
}

const bold = (text: string): ScriptBlock => ({
  ...textBlock("dialogue", ""),
  runs: Array.from(text, (letter, index) =>
    index % 2 === 0 ? { text: letter, bold: true } : { text: letter },
  ),
});

test.each([
  ["many short lines", Array.from({ length: 5_000 }, () => textBlock("action", "He waits."))],
  ["one long line", [textBlock("action", "A wall of words. ".repeat(50_000))]],
  [
    "letters of several bytes",
    Array.from({ length: 500 }, () => textBlock("dialogue", "暗い夜だった。".repeat(20))),
  ],
  ["every other letter bold", Array.from({ length: 500 }, () => bold("Rain walks across the harbour."))],
])("COL-142: the size of what is pasted is never said to be less than what is sent: %s", (_, blocks) => {
  expect(sizeOf(sliceOf(blocks))).toBeGreaterThanOrEqual(changeOf(blocks));
});

test("COL-142: five long scripts may be pasted at once", () => {
  const page = Array.from({ length: 35 }, () => textBlock("action", "He lifts the lantern and waits."));
  const scripts = Array.from({ length: 5 * 120 }, () => page).flat();
  expect(sizeOf(sliceOf(scripts))).toBeLessThan(maxPasteBytes);
});
