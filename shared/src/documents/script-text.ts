import * as Y from "yjs";
import { textBlock } from "../screenplay/block.ts";
import { elementOf } from "./element.ts";
import { replaceText } from "./record.ts";
import { revising } from "./revising.ts";
import { scriptBody, toElement } from "./script.ts";

/**
 * A stretch of one block to be replaced. Offsets are UTF-16 units of the block's plain text, line breaks included.
 * `was` is what is expected to stand there: whoever looked before others wrote on must not write over their words.
 */
export type TextChange = { blockId: string; from: number; to: number; text: string; was?: string };

/** The elements of the body in order; whatever else somebody may have put there is left out. */
export function bodyElements(doc: Y.Doc): Y.XmlElement[] {
  return scriptBody(doc)
    .toArray()
    .filter((one): one is Y.XmlElement => one instanceof Y.XmlElement);
}

/** The element of a block, or null. */
export function blockElement(doc: Y.Doc, blockId: string): Y.XmlElement | null {
  return bodyElements(doc).find((one) => one.getAttribute("id") === blockId) ?? null;
}

/** Where an offset of a block's plain text lies in the shared text. Line breaks are elements of their own. */
export function placeInElement(
  element: Y.XmlElement,
  offset: number,
): { text: Y.XmlText; index: number } | null {
  let before = 0;
  let last: { text: Y.XmlText; index: number } | null = null;
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) {
      before += 1;
      continue;
    }
    if (offset >= before && offset <= before + child.length) {
      last = { text: child, index: offset - before };
      if (offset < before + child.length) return last;
    }
    before += child.length;
  }
  return last;
}

/** The offset in a block's plain text of a place in one of its texts. */
export function offsetInElement(element: Y.XmlElement, text: Y.XmlText, index: number): number {
  let before = 0;
  for (const child of element.toArray()) {
    if (child === text) return before + index;
    before += child instanceof Y.XmlText ? child.length : 1;
  }
  return before;
}

/**
 * Replaces stretches of blocks in one transaction, touching nothing between them, so that what others type there at
 * the same time stays. The new words look as the first letter that they replace. Gives how many were replaced; a
 * stretch that runs over a line break, whose block is gone or that says something else by now is left out.
 */
export function applyTextChanges(doc: Y.Doc, changes: readonly TextChange[], origin?: unknown): number {
  const elements = new Map(bodyElements(doc).map((one) => [String(one.getAttribute("id")), one]));
  let count = 0;
  const replace = () => {
    // From the end of each block, so that no replacement moves the place of another.
    for (const change of changes.toSorted((a, b) => b.from - a.from)) {
      const element = elements.get(change.blockId);
      const start = element === undefined ? null : placeInElement(element, change.from);
      if (start === null || start.index + change.to - change.from > start.text.length) continue;
      if (change.was !== undefined && !says(start, change.was)) continue;
      const attributes = attributesAt(start.text, start.index);
      start.text.delete(start.index, change.to - change.from);
      if (change.text !== "") start.text.insert(start.index, change.text, attributes);
      count += 1;
    }
  };
  revising(doc, replace, origin);
  return count;
}

/** Whether these words stand at a place. Straight and curly apostrophes are one. */
function says({ text, index }: { text: Y.XmlText; index: number }, words: string): boolean {
  const letters = (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === "string" ? insert : " "))
    .join("");
  const plain = (one: string) => one.replaceAll("’", "'");
  return plain(letters.slice(index, index + words.length)) === plain(words);
}

function attributesAt(text: Y.XmlText, index: number): Record<string, unknown> {
  let before = 0;
  for (const part of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    before += typeof part.insert === "string" ? part.insert.length : 1;
    if (index < before) return part.attributes ?? {};
  }
  return {};
}

/**
 * Says what happens in a scene: the synopsis right under its heading, changed in place, made when there is none, and
 * taken away by an empty text. Nothing happens when the scene is gone.
 */
export function setSynopsis(doc: Y.Doc, sceneId: string, synopsis: string, origin?: unknown): void {
  const elements = bodyElements(doc);
  const at = elements.findIndex((one) => one.getAttribute("id") === sceneId);
  const present = elements[at + 1];
  const words = synopsis.replace(/\s+/g, " ").trim();
  if (at === -1 || elements.length !== scriptBody(doc).length) return;
  doc.transact(() => {
    if (present === undefined || elementOf(present) !== "synopsis") {
      if (words !== "") scriptBody(doc).insert(at + 1, [toElement(textBlock("synopsis", words))]);
      return;
    }
    const text = present.toArray().find((one): one is Y.XmlText => one instanceof Y.XmlText);
    if (words === "") scriptBody(doc).delete(at + 1, 1);
    else if (text === undefined) present.insert(0, [new Y.XmlText(words)]);
    else replaceText(text, words);
  }, origin);
}
