import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock, type BlockType } from "../screenplay/block.ts";
import { keepLateEdits } from "./late-edits.ts";
import { addProposals, decideProposals } from "./proposals.ts";
import { readBlocks, scriptBody, toElement, writeScreenplay } from "./script.ts";
import { applyTextChanges, bodyElements } from "./script-text.ts";
import { firstText } from "./late-letters.ts";

type Line = readonly [BlockType, string, string];
const speech: readonly Line[] = [
  ["character", "c", "Mara"],
  ["dialogue", "d", "I knew it. Really."],
  ["dialogue", "e", "All along."],
];

/** Ana, who changes blocks, and Ben, who types; `meet` exchanges everything that both have done. */
function twoWriters(first: "ana" | "ben" = "ana") {
  const ana = new Y.Doc();
  const ben = new Y.Doc();
  [ana.clientID, ben.clientID] = first === "ana" ? [1, 2] : [2, 1];
  for (const doc of [ana, ben]) keepLateEdits(doc);
  const seed = new Y.Doc();
  writeScreenplay(seed, {
    titlePage: [],
    blocks: speech.map(([type, id, text]) => ({ ...textBlock(type, text), id })),
  });
  for (const doc of [ana, ben]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed));
  const meet = () => {
    for (let round = 0; round < 4; round += 1) {
      Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana, Y.encodeStateVector(ben)));
      Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben, Y.encodeStateVector(ana)));
    }
    expect(readBlocks(ben)).toEqual(readBlocks(ana));
  };
  return { ana, ben, meet };
}

it("COL-44: takes a paragraph of half a million letters, pasted and then split", () => {
  const { ana, ben, meet } = twoWriters();
  const { element } = find(ana, "d");
  firstText(element)!.insert(4, "long ".repeat(110_000));
  split(ana, "d", 300_000, "half");
  meet();
  expect(readBlocks(ben).map((block) => plainText(block).length)).toEqual([4, 300_000, 250_018, 10]);
});

/** The three ways in which the editor writes what happens to blocks: it deletes words, and writes them elsewhere. */
function split(doc: Y.Doc, id: string, at: number, newId: string): void {
  doc.transact(() => {
    const { element, index } = find(doc, id);
    const text = firstText(element)!;
    const half = element.clone() as Y.XmlElement;
    half.setAttribute("id", newId);
    scriptBody(doc).insert(index + 1, [half]);
    firstText(half)!.delete(0, at);
    text.delete(at, text.length - at);
  });
}

function join(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    const { index } = find(doc, id);
    const [ahead, gone] = bodyElements(doc).slice(index - 1, index + 1);
    firstText(ahead!)!.insert(firstText(ahead!)!.length, firstText(gone!)!.toString());
    scriptBody(doc).delete(index, 1);
  });
}

function change(
  doc: Y.Doc,
  id: string,
  type: BlockType,
  words: (text: string) => string = (text) => text,
): void {
  doc.transact(() => {
    const { element, index } = find(doc, id);
    const copy = toElement({ ...textBlock(type, words(firstText(element)!.toString())), id });
    scriptBody(doc).delete(index, 1);
    scriptBody(doc).insert(index, [copy]);
  });
}

/** A line put into capitals where it stands. */
function shout(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    const text = firstText(find(doc, id).element)!;
    const words = text.toString().toUpperCase();
    text.delete(0, text.length);
    text.insert(0, words);
  });
}

function find(doc: Y.Doc, id: string): { element: Y.XmlElement; index: number } {
  const index = bodyElements(doc).findIndex((one) => one.getAttribute("id") === id);
  return { element: bodyElements(doc)[index]!, index };
}

const type = (doc: Y.Doc, blockId: string, at: number, text: string) =>
  applyTextChanges(doc, [{ blockId, from: at, to: at, text }]);
const lines = (doc: Y.Doc) => readBlocks(doc).map((one) => `${one.type} ${one.id}: ${plainText(one)}`);

describe.each(["ana", "ben"] as const)(
  "words typed while their block changes (SCR-203), %s's number lower",
  (first) => {
    it("follow the half that they were typed into when it is split off", () => {
      const { ana, ben, meet } = twoWriters(first);
      split(ana, "d", 11, "half");
      type(ben, "d", 18, " Truly.");
      type(ben, "d", 4, "e");
      meet();
      expect(lines(ana).slice(1, 3)).toEqual(["dialogue d: I kneew it. ", "dialogue half: Really. Truly."]);
    });

    it("stay where they are when they were typed after the split was seen", () => {
      const { ana, ben, meet } = twoWriters(first);
      split(ana, "d", 10, "half");
      meet();
      type(ben, "d", 10, " Oh.");
      type(ana, "d", 9, "!");
      meet();
      expect(lines(ana).slice(1, 3)).toEqual(["dialogue d: I knew it!. Oh.", "dialogue half:  Really."]);
    });

    it("stay in a block whose every word went, when they were typed after that was seen", () => {
      const { ana, ben, meet } = twoWriters(first);
      split(ana, "d", 0, "half");
      meet();
      type(ben, "d", 0, "New.");
      meet();
      expect(lines(ana).slice(1, 3)).toEqual(["dialogue d: New.", "dialogue half: I knew it. Really."]);
    });

    it("go along when two blocks are joined", () => {
      const { ana, ben, meet } = twoWriters(first);
      join(ana, "e");
      type(ben, "e", 3, " of us");
      type(ben, "e", 0, "And ");
      meet();
      expect(lines(ana).slice(1)).toEqual(["dialogue d: I knew it. Really.And All of us along."]);
    });

    it("go along when the block becomes another element", () => {
      const { ana, ben, meet } = twoWriters(first);
      change(ana, "e", "character", (text) => text.toUpperCase());
      type(ben, "e", 9, " And on");
      meet();
      expect(lines(ana).slice(2)).toEqual(["character e: ALL ALONG And on."]);
    });

    it("keep their place in a line that is put into capitals", () => {
      const { ana, ben, meet } = twoWriters(first);
      shout(ana, "c");
      type(ben, "c", 2, "-");
      type(ben, "c", 5, "!");
      meet();
      expect(lines(ana)[0]).toBe("character c: MA-RA!");
    });

    it("get a block of their own when theirs was taken out", () => {
      const { ana, ben, meet } = twoWriters(first);
      scriptBody(ana).delete(1, 1);
      type(ben, "d", 2, "always ");
      meet();
      expect(lines(ana)).toEqual([
        "character c: Mara",
        expect.stringMatching(/^dialogue \S+: always $/),
        "dialogue e: All along.",
      ]);
    });

    it("are there once when the edit is taken back", () => {
      const { ana, ben, meet } = twoWriters(first);
      const manager = new Y.UndoManager(scriptBody(ana), { captureTimeout: 0 });
      join(ana, "e");
      manager.undo();
      type(ben, "e", 3, " of us");
      meet();
      expect(lines(ana).slice(1)).toEqual(["dialogue d: I knew it. Really.", "dialogue e: All of us along."]);
    });
  },
);

describe.each(["ana", "ben"] as const)(
  "what two people do to one block at once (SCR-225), %s's number lower",
  (first) => {
    it("joins it once", () => {
      const { ana, ben, meet } = twoWriters(first);
      join(ana, "e");
      join(ben, "e");
      meet();
      expect(lines(ana).slice(1)).toEqual(["dialogue d: I knew it. Really.All along."]);
    });

    it("accepts a proposal once", () => {
      const { ana, ben, meet } = twoWriters(first);
      const author = { id: "u", name: "Una" };
      const place = ["d"];
      const block = { ...textBlock("action", "She sits."), id: "new" };
      const before = readBlocks(ana)[1]!;
      const after = { ...before, runs: [{ text: "I always knew it. Really." }] };
      const ids = addProposals(ana, [
        { change: { kind: "insert", place, blocks: [block] }, author, origin: "person", at: 1 },
        { change: { kind: "replace", before, after }, author, origin: "person", at: 1 },
      ]);
      meet();
      for (const doc of [ana, ben]) decideProposals(doc, ids, { accept: true, by: "Una", at: 2 });
      meet();
      expect(lines(ana)).toEqual([
        "character c: Mara",
        "dialogue d: I always knew it. Really.",
        "action new: She sits.",
        "dialogue e: All along.",
      ]);
    });

    it("makes it one of the two elements", () => {
      const { ana, ben, meet } = twoWriters(first);
      change(ana, "e", "action");
      change(ben, "e", "character", (text) => text.toUpperCase());
      meet();
      expect(lines(ana).slice(2)).toHaveLength(1);
    });

    it("puts it into capitals once", () => {
      const { ana, ben, meet } = twoWriters(first);
      shout(ana, "c");
      shout(ben, "c");
      meet();
      expect(lines(ana)[0]).toBe("character c: MARA");
    });

    it("splits it at both places", () => {
      const { ana, ben, meet } = twoWriters(first);
      split(ana, "d", 7, "a");
      split(ben, "d", 11, "b");
      meet();
      expect(lines(ana).slice(1, 4)).toEqual([
        "dialogue d: I knew ",
        "dialogue a: it. ",
        "dialogue b: Really.",
      ]);
    });

    it("splits it once at one place", () => {
      const { ana, ben, meet } = twoWriters(first);
      split(ana, "d", 7, "a");
      split(ben, "d", 7, "b");
      meet();
      expect(lines(ana).slice(1, -1)).toEqual([
        "dialogue d: I knew ",
        expect.stringMatching(/: it. Really.$/),
      ]);
    });

    it("splits one half and joins the other", () => {
      const { ana, ben, meet } = twoWriters(first);
      join(ana, "e");
      split(ben, "e", 4, "half");
      meet();
      expect(lines(ana).slice(1)).toEqual(["dialogue d: I knew it. Really.All ", "dialogue half: along."]);
    });
  },
);
