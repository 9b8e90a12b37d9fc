import { expect, test } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock } from "../screenplay/block.ts";
import { readBlocks, writeScreenplay } from "./script.ts";
import { applyTextChanges } from "./script-text.ts";

test("SCR-205: replacing leaves a place alone that says something else by now, and tells how many it replaced", () => {
  const doc = new Y.Doc();
  const blocks = [
    { ...textBlock("action", "A dog and a dog’s life."), id: "a" },
    { ...textBlock("action", "The dog."), id: "b" },
  ];
  writeScreenplay(doc, { titlePage: [], blocks });
  const places = [
    { blockId: "a", from: 2, to: 5, was: "dog", text: "cat" },
    { blockId: "a", from: 12, to: 17, was: "dog's", text: "cat's" },
    { blockId: "b", from: 4, to: 7, was: "dog", text: "cat" },
  ];
  applyTextChanges(doc, [{ blockId: "a", from: 0, to: 0, text: "So: " }]);
  expect(applyTextChanges(doc, places)).toBe(1);
  expect(readBlocks(doc).map(plainText)).toEqual(["So: A dog and a dog’s life.", "The cat."]);
  const again = places.slice(0, 2).map((one) => ({ ...one, from: one.from + 4, to: one.to + 4 }));
  expect(applyTextChanges(doc, again)).toBe(2);
  expect(plainText(readBlocks(doc)[0]!)).toBe("So: A cat and a cat's life.");
});
