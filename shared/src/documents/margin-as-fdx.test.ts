import { expect, test } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock } from "../screenplay/block.ts";
import { printFdx } from "../screenplay/fdx-print.ts";
import { importFdx } from "../screenplay/import-fdx.ts";
import { marginAsFdx } from "./margin-as-fdx.ts";
import { addMarginNote, readMarginNotes, replyInMargin, resolveInMargin } from "./margin-notes.ts";
import { marginFromFdx, takeInMargin } from "./margin-from-fdx.ts";
import { readKept, replaceScript } from "./script-kept.ts";
import { placesOf } from "./text-anchor.ts";
import { patchBlocks } from "./script-edit.ts";
import { readBlocks, readScreenplay, writeScreenplay } from "./script.ts";

const rita = { id: "u1", name: "Rita" };

function aFilm() {
  const [script, notes] = [new Y.Doc(), new Y.Doc()];
  const blocks = [
    textBlock("sceneHeading", "INT. A - DAY", { id: "s1" }),
    textBlock("action", "Mara [[slowly]] reads a long, long letter.", { id: "a1" }),
  ];
  writeScreenplay(script, { titlePage: [], blocks });
  // The second "long".
  const from = plainText(blocks[1]!).lastIndexOf("long");
  const place = { blockId: "a1", from, to: from + 4 };
  const id = addMarginNote(notes, script, { place, author: rita, text: "How long?", at: 0 });
  return { script, notes, id };
}

test("SCR-254: an open note of the margin goes out on its words, with its answers", () => {
  const { script, notes, id } = aFilm();
  replyInMargin(notes, id, { author: { id: "u2", name: "Ana" }, text: "Two pages.", at: 6 });
  const file = printFdx(readScreenplay(script), { notes: marginAsFdx(script, notes) });
  expect(file).toContain(`<ScriptNote Name="Rita" DateTime="19700101T000000" MarginId="${id}" Range="`);
  expect(file).toContain("How long?");
  expect(file).toContain("Ana: Two pages.");
  resolveInMargin(notes, id, "Ana", 7);
  expect(marginAsFdx(script, notes)).toEqual([]);
});

test("SCR-326: a note of the margin comes back into a margin on its words, once, and not as a note in the script", () => {
  const { script, notes, id } = aFilm();
  const file = printFdx(readScreenplay(script), { notes: marginAsFdx(script, notes) });
  const { screenplay, kept } = importFdx(file);
  expect(screenplay.blocks.map(plainText)).toEqual(readBlocks(script).map(plainText));

  const [other, otherNotes] = [new Y.Doc(), new Y.Doc()];
  replaceScript(other, screenplay, kept);
  expect(readKept(other)?.margin).toBeUndefined();
  const brought = marginFromFdx(other, screenplay.blocks, kept.margin!);
  for (const added of [[id], []]) expect(takeInMargin(otherNotes, brought, { by: "u3" })).toEqual(added);
  const [note] = readMarginNotes(otherNotes);
  expect(note).toMatchObject({ id, quote: "long", messages: [{ authorName: "Rita", text: "How long?" }] });
  const action = plainText(readBlocks(other)[1]!);
  expect(placesOf(other, [note!]).get(id)).toMatchObject({ from: action.lastIndexOf("long") });
  expect(printFdx(readScreenplay(other), { notes: marginAsFdx(other, otherNotes) })).toContain("How long?");

  // The margin that it came from has it already, also when it was resolved meanwhile.
  resolveInMargin(notes, id, "Ana", 7);
  expect(takeInMargin(notes, marginFromFdx(script, screenplay.blocks, kept.margin!), { by: "u1" })).toEqual(
    [],
  );
  expect(readMarginNotes(notes)).toHaveLength(1);
});

test("SCR-254: a note whose words are gone still goes out", () => {
  const { script, notes } = aFilm();
  patchBlocks(script, [readBlocks(script)[0]!]);
  expect(readMarginNotes(notes)).toHaveLength(1);
  const file = printFdx(readScreenplay(script), { notes: marginAsFdx(script, notes) });
  const { screenplay, kept } = importFdx(file);
  expect(screenplay.blocks.map(plainText)).toEqual(["INT. A - DAY"]);
  expect(kept.margin).toMatchObject([{ text: "How long?", blockId: screenplay.blocks[0]!.id }]);
});
