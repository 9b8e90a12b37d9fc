import { expect, test } from "vitest";
import * as Y from "yjs";
import { textBlock, type BlockType } from "../screenplay/block.ts";
import { patchBlocks } from "./script-edit.ts";
import { readBlocks, scriptBody, writeScreenplay } from "./script.ts";
import { applyTextChanges } from "./script-text.ts";

function twoCopies() {
  const ana = new Y.Doc();
  const ben = new Y.Doc();
  writeScreenplay(ana, { titlePage: [], blocks: [{ ...textBlock("action", "Rain falls."), id: "a" }] });
  const meet = () => {
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana));
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben));
  };
  meet();
  return { ana, ben, meet };
}

const become = (doc: Y.Doc, type: BlockType) =>
  patchBlocks(
    doc,
    readBlocks(doc).map((block) => ({ ...block, type })),
  );

test("SCR-203: a block that becomes another element keeps what somebody types into it, also for hours offline", () => {
  const { ana, ben, meet } = twoCopies();
  become(ana, "dialogue");
  applyTextChanges(ben, [{ blockId: "a", from: 10, to: 10, text: " hard" }]);
  meet();
  expect(readBlocks(ben)).toEqual([{ ...textBlock("dialogue", "Rain falls hard."), id: "a" }]);
  expect(readBlocks(ana)).toEqual(readBlocks(ben));
});

test("SCR-225: a block that two people make two other elements is one of them, once", () => {
  const { ana, ben, meet } = twoCopies();
  become(ana, "dialogue");
  become(ben, "centered");
  meet();
  expect(readBlocks(ana)).toEqual(readBlocks(ben));
  expect(readBlocks(ana)).toHaveLength(1);
});

test("a page break has no room for words, so a block that becomes one gives way to it", () => {
  const { ana } = twoCopies();
  const before = scriptBody(ana).get(0);
  patchBlocks(ana, [{ id: "a", type: "pageBreak", runs: [] }]);
  expect(readBlocks(ana)).toEqual([{ id: "a", type: "pageBreak", runs: [] }]);
  expect(scriptBody(ana).get(0)).not.toBe(before);
});
