import type { TextRun } from "./block.ts";
import { elementsOf, textOf, type XmlNode } from "./fdx-xml.ts";
import { cutAtNotes } from "./notes-in-text.ts";
import { cutRuns, mergeRuns } from "./runs.ts";

/**
 * Notes of Final Draft are `ScriptNote` elements inside the paragraph that they belong to. Ours stand between blocks or
 * in the middle of a line; those carry an `Offset` of our own, which other programs pass over, to find back there.
 */
const offsetAttribute = "Offset";
/** Type of a note that is text the writer cut away but keeps. */
const cutAway = "Cut text";

export type ReadNote = {
  text: string;
  boneyard: boolean;
  /** Place in the paragraph's text, or null for a note beside it. */
  offset: number | null;
  attributes: Record<string, string>;
};

export function readNote(node: XmlNode): ReadNote {
  const { [offsetAttribute]: offset, Range: _range, ...attributes } = node.attributes;
  const boneyard = attributes["Type"] === cutAway;
  if (boneyard) delete attributes["Type"];
  const text = elementsOf(node, "Paragraph").map(textOfParagraph).join("\n");
  const isInside = offset !== undefined && /^\d{1,7}$/.test(offset);
  return {
    text: isInside ? text : text.trim(),
    boneyard,
    offset: isInside ? Number(offset) : null,
    attributes,
  };
}

/** The text of a plain paragraph, as in notes and summaries. */
export function textOfParagraph(node: XmlNode): string {
  return elementsOf(node, "Text").map(textOf).join("");
}

/** A note as an element. */
export function writeNote(note: ReadNote): XmlNode {
  const attributes: Record<string, string> = { Name: "", ...note.attributes };
  if (note.boneyard) attributes["Type"] = cutAway;
  if (note.offset !== null) attributes[offsetAttribute] = String(note.offset);
  return { name: "ScriptNote", attributes, children: note.text.split("\n").map(plainParagraph) };
}

export function plainParagraph(text: string): XmlNode {
  return {
    name: "Paragraph",
    attributes: {},
    children: [{ name: "Text", attributes: {}, children: [text] }],
  };
}

/** Takes the notes out of a text, so that they are not printed as if they were part of it. */
export function liftNotes(runs: readonly TextRun[]): { runs: TextRun[]; notes: ReadNote[] } {
  const text = runs.map((run) => run.text).join("");
  const notes: ReadNote[] = [];
  const kept: [number, number][] = [];
  let from = 0;
  let length = 0;
  for (const piece of cutAtNotes(text)) {
    const end = from + piece.text.length;
    if (piece.note) {
      const inner = piece.text.slice(2, -2);
      notes.push({ text: inner, boneyard: piece.boneyard, offset: length, attributes: {} });
    } else {
      kept.push([from, end]);
      length += piece.text.length;
    }
    from = end;
  }
  return notes.length === 0 ? { runs: [...runs], notes } : { runs: cutRuns(runs, kept), notes };
}

/** Puts notes with an offset back into the text. */
export function placeNotes(runs: readonly TextRun[], notes: readonly ReadNote[]): TextRun[] {
  let placed = [...runs];
  const length = runs.reduce((sum, run) => sum + run.text.length, 0);
  // From the last to the first, so that the offsets of the others stay true; equal ones keep their order.
  for (const note of notes.filter((one) => one.offset !== null).toReversed()) {
    const at = Math.min(note.offset ?? 0, length);
    const text = note.boneyard ? `/*${note.text}*/` : `[[${note.text}]]`;
    placed = [...cutRuns(placed, [[0, at]]), { text }, ...cutRuns(placed, [[at, Infinity]])];
  }
  return mergeRuns(placed);
}
