import { findKept } from "./fdx-kept.ts";
import { writeNote, type ReadNote } from "./fdx-notes.ts";
import { elementsOf, textOf, type XmlNode } from "./fdx-xml.ts";
import { cutAtNotes } from "./notes-in-text.ts";

/**
 * Newer files have notes in a list, each with the `Range` of characters that it is about: paragraphs are counted one
 * behind the other, with one character for the end of each.
 */

/** A note on words of a block. */
export type NoteOnWords = {
  blockId: string;
  /** Where the words begin in the text of the paragraph, and what they are. Without words it is about the whole of it. */
  start: number;
  quote: string;
  note: Pick<ReadNote, "text" | "boneyard" | "attributes">;
};

/** Children of the paragraphs that were written, by block: a paragraph may be copied, what is in it is not. */
export type WrittenParagraphs = ReadonlyMap<string, XmlNode["children"]>;

/** The list of notes with ranges; null where there are none. A note whose block is gone stands at the beginning. */
export function writeNoteList(
  content: readonly XmlNode[],
  written: WrittenParagraphs,
  notes: readonly NoteOnWords[],
): XmlNode | null {
  if (notes.length === 0) return null;
  const places = placesIn(content);
  const placed = notes.map(({ blockId, start, quote, note }) => {
    const place = places.get(written.get(blockId) ?? []);
    return { note, range: place === undefined ? ([0, 0] as const) : rangeIn(place, start, quote) };
  });
  return {
    name: "ScriptNotes",
    attributes: {},
    children: placed
      .toSorted((a, b) => a.range[0] - b.range[0])
      .map(({ note, range }) => {
        const node = writeNote({ ...note, offset: null });
        return { ...node, attributes: { ...node.attributes, Range: range.join(",") } };
      }),
  };
}

type Place = { start: number; text: string };

/** Where each paragraph begins, in the order and with the count in which they are read. */
function placesIn(content: readonly XmlNode[]): Map<XmlNode["children"], Place> {
  const found = new Map<XmlNode["children"], Place>();
  let at = 0;
  const walk = (node: XmlNode): void => {
    const around = elementsOf(node).find(({ name }) => name === "DualDialogue" || name === "OmittedScene");
    if (around !== undefined) return elementsOf(around, "Paragraph").forEach(walk);
    const text = elementsOf(node, "Text").map(textOf).join("");
    found.set(node.children, { start: at, text });
    at += text.length + 1;
  };
  content.forEach(walk);
  return found;
}

function rangeIn(place: Place, start: number, quote: string): readonly [number, number] {
  const at = quote === "" ? null : findKept(place.text, { start, quote, attributes: {} });
  if (at === null) return [place.start, place.start + place.text.length];
  return [place.start + at, place.start + at + quote.length];
}

/** A place in a text as a place in what remains of it when its notes are taken out. */
export function placeWithoutNotes(text: string, offset: number): number {
  let [at, left] = [0, 0];
  for (const piece of cutAtNotes(text)) {
    const length = Math.max(0, Math.min(piece.text.length, offset - at));
    if (!piece.note) left += length;
    at += piece.text.length;
  }
  return left;
}
