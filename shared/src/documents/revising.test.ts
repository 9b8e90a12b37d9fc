import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock, type BlockType } from "../screenplay/block.ts";
import { moveScene } from "./move-scene.ts";
import { addProposals, decideProposals } from "./proposals.ts";
import { omitScene, startRevision } from "./revisions.ts";
import { patchScreenplay } from "./script-edit.ts";
import { readBlocks, readScreenplay, writeScreenplay } from "./script.ts";
import { applyTextChanges } from "./script-text.ts";
import { bringBackScript, replaceScript } from "./script-kept.ts";

const lines: readonly [BlockType, string, string][] = [
  ["sceneHeading", "s1", "INT. ONE - DAY"],
  ["action", "a1", "Mara waits."],
  ["sceneHeading", "s2", "INT. TWO - DAY"],
  ["action", "a2", "Ben leaves."],
];

function aRevisedScript() {
  const doc = new Y.Doc();
  const blocks = lines.map(([type, id, text]) => ({ ...textBlock(type, text), id }));
  writeScreenplay(doc, { titlePage: [], blocks });
  const set = startRevision(doc, "Mara", 1);
  /** Blocks with a mark, each with the words that have one. */
  const marked = () =>
    readBlocks(doc)
      .filter((block) => block.revision === set)
      .map((block) => [
        block.id,
        block.runs
          .filter((run) => run.revised === set)
          .map((run) => run.text)
          .join("|"),
      ]);
  return { doc, blocks, marked };
}

describe("commands in a script under revision (SCR-215)", () => {
  it("mark the words that they write, and the block that words were taken from", () => {
    const { doc, marked } = aRevisedScript();
    applyTextChanges(doc, [
      { blockId: "a1", from: 0, to: 4, text: "Nora" },
      { blockId: "a2", from: 3, to: 10, text: "" },
    ]);
    expect(marked()).toEqual([
      ["a1", "Nora"],
      ["a2", ""],
    ]);
  });

  it("mark what a restored draft changes and nothing else; a block that went is marked on the next", () => {
    const { doc, blocks, marked } = aRevisedScript();
    const next = blocks
      .filter(({ id }) => id !== "a1")
      .map((block) => (block.id === "a2" ? { ...block, runs: [{ text: "Ben leaves now." }] } : block));
    patchScreenplay(doc, { titlePage: [], blocks: next });
    expect(marked()).toEqual([
      ["s2", ""],
      ["a2", " now"],
    ]);
  });

  it("mark what was accepted, moved, omitted and imported", () => {
    const proposed = aRevisedScript();
    const change = {
      kind: "insert",
      place: ["a1"],
      blocks: [{ ...textBlock("action", "Rain."), id: "new" }],
    } as const;
    const ids = addProposals(proposed.doc, [
      {
        change: { ...change, place: ["a1"], blocks: [...change.blocks] },
        author: { id: "b", name: "Ben" },
        origin: "person",
        at: 1,
      },
    ]);
    decideProposals(proposed.doc, ids, { accept: true, by: "Mara", at: 2 });
    expect(proposed.marked()).toEqual([["new", "Rain."]]);

    const moved = aRevisedScript();
    moveScene(moved.doc, "s2", { before: "s1" });
    expect(moved.marked().map(([id]) => id)).toEqual(expect.arrayContaining(["s2", "a2"]));

    const omitted = aRevisedScript();
    omitScene(omitted.doc, "s2", true);
    expect(omitted.marked()).toEqual([["s2", ""]]);

    const imported = aRevisedScript();
    replaceScript(
      imported.doc,
      { titlePage: [], blocks: [...imported.blocks, textBlock("action", "The end.")] },
      null,
    );
    expect(imported.marked().map(([, words]) => words)).toEqual(["The end."]);
  });

  it("leave marks as they were when an import is taken back", () => {
    const { doc, blocks, marked } = aRevisedScript();
    applyTextChanges(doc, [{ blockId: "a1", from: 0, to: 4, text: "Nora" }]);
    const before = { screenplay: readScreenplay(doc), kept: null };
    replaceScript(doc, { titlePage: [], blocks: [blocks[0]!, textBlock("action", "All else.")] }, null);
    bringBackScript(doc, before);
    expect(readScreenplay(doc)).toEqual(before.screenplay);
    expect(marked()).toEqual([["a1", "Nora"]]);
  });

  it("mark nothing while no set is active", () => {
    const doc = new Y.Doc();
    writeScreenplay(doc, { titlePage: [], blocks: [textBlock("action", "Rain.")] });
    applyTextChanges(doc, [{ blockId: readBlocks(doc)[0]!.id, from: 0, to: 0, text: "So " }]);
    expect(readBlocks(doc).map(plainText)).toEqual(["So Rain."]);
    expect(readBlocks(doc)[0]).not.toHaveProperty("revision");
  });
});
