import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { blockTypes, textBlock, type ScriptBlock } from "../screenplay/block.ts";
import { readBlocks, scriptBody, toElement } from "./script.ts";
import { patchScreenplay } from "./script-edit.ts";
import { readWriting } from "./writing.ts";

function aScript(blocks: readonly ScriptBlock[]): Y.Doc {
  const doc = new Y.Doc();
  scriptBody(doc).insert(0, blocks.map(toElement));
  return doc;
}

function forkOf(doc: Y.Doc): Y.Doc {
  const fork = new Y.Doc();
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(doc));
  return fork;
}

const say = (id: string, text: string) => textBlock("action", text, { id });
const run = fc.record(
  { text: fc.constantFrom("Rain. ", "She waits", " and waits", "\n", "Ż"), bold: fc.constant(true as const) },
  { requiredKeys: ["text"] },
);
/** Neighbouring runs with the same marks are one run in the document. */
const runs = fc.array(run, { maxLength: 4 }).map((list) => {
  const joined: ScriptBlock["runs"] = [];
  for (const one of list) {
    const last = joined.at(-1);
    if (last !== undefined && last.bold === one.bold) last.text += one.text;
    else joined.push({ ...one });
  }
  return joined;
});
const draft = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `b${index}`)),
    type: fc.constantFrom(...blockTypes.filter((type) => type !== "pageBreak")),
    runs,
  }),
  { selector: (block) => block.id, maxLength: 10 },
);

describe("an edit towards a draft", () => {
  it("DRA-4: makes any script say any other, ids and marks included", () => {
    fc.assert(
      fc.property(draft, draft, (before, after) => {
        const doc = aScript(before);
        patchScreenplay(doc, { titlePage: [{ key: "Title", lines: ["A"] }], blocks: after });
        expect(readBlocks(doc)).toEqual(after);
      }),
    );
  });

  it("DRA-4: keeps what somebody else writes meanwhile, and one undo takes it back", () => {
    const doc = aScript([say("a", "The lamp is lit."), say("b", "Rain."), say("c", "Gulls.")]);
    const other = forkOf(doc);
    const element = scriptBody(other).get(0) as Y.XmlElement;
    (element.get(0) as Y.XmlText).insert(0, "Now! ");
    const undo = new Y.UndoManager([scriptBody(doc)], { trackedOrigins: new Set(["me"]) });
    patchScreenplay(
      doc,
      { titlePage: [], blocks: [say("c", "Gulls."), say("a", "The lamp is out."), say("d", "Wind.")] },
      "me",
    );
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const texts = () => readBlocks(doc).map((block) => block.runs.map((one) => one.text).join(""));
    expect(texts().toSorted()).toEqual(["Gulls.", "Now! The lamp is out.", "Wind."]);
    undo.undo();
    expect(texts().toSorted()).toEqual(["Gulls.", "Now! The lamp is lit.", "Rain."]);
  });

  it("DRA-4: writes nothing where nothing differs", () => {
    const blocks = [say("a", "The lamp."), say("b", "Rain.")];
    const doc = aScript(blocks);
    let updates = 0;
    doc.on("update", () => (updates += 1));
    patchScreenplay(doc, { titlePage: [], blocks });
    expect(updates).toBe(0);
  });

  it("DRA-4: never gives two blocks one id", () => {
    const doc = aScript([say("a", "One.")]);
    patchScreenplay(doc, { titlePage: [], blocks: [say("a", "One."), say("a", "Two.")] });
    expect(new Set(readBlocks(doc).map((block) => block.id)).size).toBe(2);
  });
});

it("DRA-5: words that stay keep their writer, new words have the one who put them there", () => {
  const ana = aScript([say("a", "The lamp is lit.")]);
  const ben = forkOf(ana);
  patchScreenplay(ben, { titlePage: [], blocks: [say("a", "The old lamp is lit.")] });
  expect(readWriting(ben)).toEqual([
    {
      blockId: "a",
      spans: [
        { length: 4, clientId: ana.clientID },
        { length: 4, clientId: ben.clientID },
        { length: 12, clientId: ana.clientID },
      ],
    },
  ]);
});
