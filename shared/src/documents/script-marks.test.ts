import { expect, it } from "vitest";
import * as Y from "yjs";
import { textBlock } from "../screenplay/block.ts";
import { readBlocks, writeScreenplay } from "./script.ts";

it("marks and bookmarks stay on blocks that a script in plain text brings again (SCR-207)", () => {
  const doc = new Y.Doc();
  const write = (blocks: ReturnType<typeof textBlock>[]) => writeScreenplay(doc, { titlePage: [], blocks });
  write([
    textBlock("action", "One.", { id: "a", verdict: "love" }),
    textBlock("action", "Two.", { id: "b", bookmark: "Here" }),
    textBlock("action", "Three.", { id: "c", verdict: "hate" }),
  ]);
  write([textBlock("action", "One."), textBlock("action", "New."), textBlock("action", "Two.")]);
  expect(readBlocks(doc).map(({ id, verdict, bookmark }) => [id, verdict, bookmark])).toEqual([
    ["a", "love", undefined],
    [expect.any(String), undefined, undefined],
    ["b", undefined, "Here"],
  ]);
});
