import * as Y from "yjs";
import { plainText, type ScriptBlock } from "../screenplay/block.ts";
import { clampStart, clampText } from "../text/clamp.ts";
import { readBlocks, scriptBody } from "./script.ts";
import { blockElement, offsetInElement, placeInElement } from "./script-text.ts";

/** A stretch of one block. Offsets are UTF-16 units of its plain text. */
export type TextPlace = { blockId: string; from: number; to: number };

/** How much of what stands around words is remembered, letters on each side. */
const contextLength = 40;

/** Words tied to their letters: relative positions of Yjs in JSON, and the words as they are now, with those around. */
export type TextAnchor = { start: string; end: string; quote: string; before: string; after: string };

/** Ties a stretch of the script to its letters; null when there are none. */
export function anchorOf(script: Y.Doc, { blockId, from, to }: TextPlace): TextAnchor | null {
  const element = blockElement(script, blockId);
  const block = readBlocks(script).find((one) => one.id === blockId);
  if (element === null || block === undefined || to <= from) return null;
  const start = placeInElement(element, from);
  const end = placeInElement(element, to);
  if (start === null || end === null) return null;
  const text = plainText(block);
  return {
    // The start holds on to the letter behind it, the end to the one before it: what is typed at the edges stays out.
    start: JSON.stringify(Y.createRelativePositionFromTypeIndex(start.text, start.index, 0)),
    end: JSON.stringify(Y.createRelativePositionFromTypeIndex(end.text, end.index, -1)),
    quote: text.slice(from, to),
    before: clampStart(text.slice(0, from), contextLength),
    after: clampText(text.slice(to), contextLength),
  };
}

/** Ties a place in a block to the letter behind it, in JSON; null when there is none. */
export function letterAt(script: Y.Doc, blockId: string, offset: number): string | null {
  const element = blockElement(script, blockId);
  const place = element === null ? null : placeInElement(element, offset);
  if (place === null) return null;
  return JSON.stringify(Y.createRelativePositionFromTypeIndex(place.text, place.index, 0));
}

/** Where such a letter is now; null when its block is gone. */
export function letterPlace(script: Y.Doc, letter: string): { blockId: string; offset: number } | null {
  return absolute(script, letter);
}

type Anchored = {
  id: string;
  blockId: string;
  quote: string;
  before?: string | undefined;
  after?: string | undefined;
  anchor: { start: string; end: string };
};

/**
 * Where anchored words are now. A block that was moved, split or changed into another element is new to Yjs; the words
 * are then looked for in the block of the same id, and in the whole script, where they must be the only ones with the
 * same words beside them, or the only ones at all. What is nowhere, or could be anywhere, is not in the answer.
 */
export function placesOf(script: Y.Doc, anchored: readonly Anchored[]): Map<string, TextPlace> {
  const found = new Map<string, TextPlace>();
  let blocks: ScriptBlock[] | null = null;
  for (const one of anchored) {
    const letters = byLetters(script, one);
    // What was deleted and taken back is new letters.
    const isWhole = letters !== null && letters.to - letters.from >= one.quote.length;
    const place = isWhole
      ? letters
      : (around((blocks ??= readBlocks(script)), one.quote, letters) ?? letters ?? byWords(blocks, one));
    if (place !== null) found.set(one.id, place);
  }
  return found;
}

/** Where a quote stands around letters of it, if that is one place. */
function around(blocks: readonly ScriptBlock[], quote: string, letters: TextPlace | null): TextPlace | null {
  const block = blocks.find((one) => one.id === letters?.blockId);
  if (block === undefined || letters === null) return null;
  const places = occurrences(block, quote).map(({ place }) => place);
  const found = places.filter(({ from, to }) => from <= letters.from && to >= letters.to);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function byLetters(script: Y.Doc, { anchor }: Anchored): TextPlace | null {
  const start = absolute(script, anchor.start);
  const end = absolute(script, anchor.end);
  if (start === null || end === null || start.blockId !== end.blockId || end.offset <= start.offset)
    return null;
  return { blockId: start.blockId, from: start.offset, to: end.offset };
}

function absolute(script: Y.Doc, json: string): { blockId: string; offset: number } | null {
  // Before anything is looked up in it: who has never read the body has it without its type.
  const body = scriptBody(script);
  let place: ReturnType<typeof Y.createAbsolutePositionFromRelativePosition>;
  try {
    const relative = Y.createRelativePositionFromJSON(JSON.parse(json));
    // Only who took a deletion back knows which letters came for which: a place that follows them is theirs alone.
    place = Y.createAbsolutePositionFromRelativePosition(relative, script, false);
  } catch {
    // What somebody else stored is not trusted to be a position.
    return null;
  }
  const text: unknown = place?.type;
  const element: unknown = text instanceof Y.XmlText ? text.parent : null;
  if (place === null || !(text instanceof Y.XmlText) || !(element instanceof Y.XmlElement)) return null;
  const isThere = element.parent === body && !isDeleted(element) && !isDeleted(text);
  const id: unknown = isThere ? element.getAttribute("id") : undefined;
  return typeof id === "string" ? { blockId: id, offset: offsetInElement(element, text, place.index) } : null;
}

function isDeleted(type: Y.XmlElement | Y.XmlText): boolean {
  return type._item?.deleted !== false;
}

function byWords(blocks: readonly ScriptBlock[], anchored: Anchored): TextPlace | null {
  if (anchored.quote.trim() === "") return null;
  const everywhere = blocks.flatMap((block) => occurrences(block, anchored.quote));
  const inBlock = everywhere.filter(({ place }) => place.blockId === anchored.blockId);
  const beside = everywhere.filter((one) => isBeside(one, anchored));
  // One word alone, somewhere else, among other words, is another word.
  const isTelling = /\s/.test(anchored.quote.trim()) || anchored.before === undefined;
  const ways = [inBlock, beside.filter((one) => inBlock.includes(one)), beside, isTelling ? everywhere : []];
  return ways.find((found) => found.length === 1)?.[0]?.place ?? null;
}

type Occurrence = { place: TextPlace; text: string };

function occurrences(block: ScriptBlock, quote: string): Occurrence[] {
  const text = plainText(block);
  const found: Occurrence[] = [];
  for (let from = text.indexOf(quote); from !== -1; from = text.indexOf(quote, from + quote.length))
    found.push({ text, place: { blockId: block.id, from, to: from + quote.length } });
  return found;
}

/** Whether the words before a place or those behind it are still the ones that were there. A split takes one side. */
function isBeside({ text, place }: Occurrence, { before = "", after = "" }: Anchored): boolean {
  const isBehind = before !== "" && text.slice(0, place.from).endsWith(before);
  return isBehind || (after !== "" && text.slice(place.to).startsWith(after));
}
