import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock } from "../screenplay/block.ts";
import { addMarginNote, readMarginNotes, replyInMargin, resolveInMargin } from "./margin-notes.ts";
import { moveScene } from "./move-scene.ts";
import { readBlocks, scriptBody, writeScreenplay } from "./script.ts";
import { patchScreenplay } from "./script-edit.ts";
import { applyTextChanges } from "./script-text.ts";
import { placesOf } from "./text-anchor.ts";

function aScript() {
  const script = new Y.Doc();
  const blocks = [
    textBlock("sceneHeading", "INT. A - DAY", { id: "s1" }),
    textBlock("action", "Mara reads a long letter.", { id: "a1" }),
    textBlock("sceneHeading", "INT. B - DAY", { id: "s2" }),
    textBlock("action", "Rain.", { id: "a2" }),
  ];
  writeScreenplay(script, { titlePage: [], blocks });
  return script;
}

const rita = { id: "u1", name: "Rita" };

function aNote() {
  const script = aScript();
  const notes = new Y.Doc();
  const place = { blockId: "a1", from: 13, to: 24 };
  const id = addMarginNote(notes, script, { place, author: rita, text: "How long?", at: 5 });
  const words = () => {
    const found = placesOf(script, readMarginNotes(notes)).get(id);
    const block = readBlocks(script).find((one) => one.id === found?.blockId);
    return block === undefined || found === undefined ? null : plainText(block).slice(found.from, found.to);
  };
  return { script, notes, id, words };
}

describe("notes in the margin (SCR-210)", () => {
  it("are threads that are answered, resolved and opened again", () => {
    const { notes, id } = aNote();
    replyInMargin(notes, id, { author: { id: "u2", name: "Ana" }, text: "Two pages.", at: 6 });
    resolveInMargin(notes, id, "Ana", 7);
    expect(readMarginNotes(notes)[0]).toMatchObject({
      blockId: "a1",
      quote: "long letter",
      resolvedBy: "Ana",
      messages: [{ authorName: "Rita", text: "How long?" }, { text: "Two pages." }],
    });
    resolveInMargin(notes, id, null, 8);
    expect(readMarginNotes(notes)[0]?.resolvedAt).toBeNull();
  });

  it("stay on their words while others write around and inside of them", () => {
    const { script, words } = aNote();
    applyTextChanges(script, [{ blockId: "a1", from: 0, to: 4, text: "Old Mara" }]);
    expect(words()).toBe("long letter");
    applyTextChanges(script, [{ blockId: "a1", from: 21, to: 21, text: ", long" }]);
    expect(words()).toBe("long, long letter");
  });

  it("find their words again when the scene was moved or the block was split", () => {
    const { script, words } = aNote();
    moveScene(script, "s1", { after: "s2" });
    expect(words()).toBe("long letter");
    applyTextChanges(script, [{ blockId: "a1", from: 11, to: 25, text: "" }]);
    expect(words()).toBeNull();
    applyTextChanges(script, [{ blockId: "a2", from: 5, to: 5, text: " A long letter." }]);
    expect(words()).toBe("long letter");
  });

  it("say that their words are gone rather than go to the same word somewhere else", () => {
    const script = new Y.Doc();
    const notes = new Y.Doc();
    const blocks = [
      textBlock("dialogue", "I think yes, and soon.", { id: "d1" }),
      textBlock("dialogue", "Yes or no? Say yes.", { id: "d2" }),
      textBlock("dialogue", "He said yes to her.", { id: "d3" }),
    ];
    writeScreenplay(script, { titlePage: [], blocks });
    const noteOn = (blockId: string, from: number) =>
      addMarginNote(notes, script, {
        place: { blockId, from, to: from + 3 },
        author: rita,
        text: "?",
        at: 1,
      });
    const [first, third] = [noteOn("d1", 8), noteOn("d3", 8)];
    const moved = textBlock("dialogue", "Then. He said yes to her.", { id: "new" });
    patchScreenplay(script, { titlePage: [], blocks: [blocks[1]!, moved] });
    const places = placesOf(script, readMarginNotes(notes));
    expect(places.get(first)).toBeUndefined();
    expect(places.get(third)).toEqual({ blockId: "new", from: 14, to: 17 });
  });

  it("COL-131: stand at the same words for whoever deleted some of them and took that back, and for everybody else", () => {
    const { script, notes, id } = aNote();
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(script));
    const history = new Y.UndoManager(scriptBody(script), { captureTimeout: 0 });
    applyTextChanges(script, [{ blockId: "a1", from: 13, to: 18, text: "" }], null);
    history.undo();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(script));
    const places = [script, theirs].map((doc) => placesOf(doc, readMarginNotes(notes)).get(id));
    const whole = { blockId: "a1", from: 13, to: 24 };
    expect(places).toEqual([whole, whole]);
  });

  it("COL-130: remember no half of an emoji that stands around their words", () => {
    const script = new Y.Doc();
    const around = "x".repeat(39);
    const line = `😀${around}Mara reads${around}😀`;
    writeScreenplay(script, { titlePage: [], blocks: [textBlock("action", line, { id: "a1" })] });
    const [notes, theirs] = [new Y.Doc(), new Y.Doc()];
    const from = line.indexOf("Mara");
    const place = { blockId: "a1", from, to: from + "Mara reads".length };
    addMarginNote(notes, script, { place, author: rita, text: "Aloud?", at: 1 });
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(notes));
    expect(readMarginNotes(notes)).toEqual(readMarginNotes(theirs));
    expect(readMarginNotes(notes)[0]).toMatchObject({ before: around, after: around });
  });

  it("are refused when empty or on nothing, and a broken one harms nobody", () => {
    const { script, notes } = aNote();
    const place = { blockId: "a1", from: 0, to: 4 };
    expect(() => addMarginNote(notes, script, { place, author: rita, text: " ", at: 1 })).toThrow(
      "Write something",
    );
    expect(() =>
      addMarginNote(notes, script, { place: { ...place, blockId: "gone" }, author: rita, text: "x", at: 1 }),
    ).toThrow("no longer in the script");
    notes.getMap("margin").set("broken", new Y.Map([["quote", 7]]));
    expect(readMarginNotes(notes)).toHaveLength(1);
    const anchor = { start: "{", end: "null" };
    expect(placesOf(script, [{ id: "x", blockId: "gone", quote: "zzz", anchor }]).size).toBe(0);
  });
});
