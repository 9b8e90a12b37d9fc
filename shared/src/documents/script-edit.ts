import * as Y from "yjs";
import { newBlockId, type Screenplay, type ScriptBlock } from "../screenplay/block.ts";
import { longestRising } from "../version/rising.ts";
import { diffWords } from "../version/words.ts";
import { canBecome, changeElementOf } from "./element.ts";
import { revising } from "./revising.ts";
import { readBlock, scriptBody, toElement } from "./script.ts";
import { writeTitlePage } from "./title-page.ts";

type Attributes = Record<string, unknown>;
type Delta = { insert: unknown; attributes?: Attributes }[];
type Entry = { element: Y.XmlElement; block: ScriptBlock };

/**
 * Makes the script say `next` by the smallest edit: blocks are known by their ids, stay where they are as far as
 * possible, and only the words that differ are written. So what somebody else writes meanwhile survives, and text
 * that stays keeps its writer. One transaction; does nothing when nothing differs.
 */
export function patchScreenplay(doc: Y.Doc, next: Screenplay, origin?: unknown): void {
  const patch = () => {
    patchBlocks(doc, next.blocks);
    writeTitlePage(doc, next.titlePage);
  };
  revising(doc, patch, origin);
}

/** The blocks of `patchScreenplay`, inside a transaction of the caller's. */
export function patchBlocks(doc: Y.Doc, next: readonly ScriptBlock[]): void {
  const body = scriptBody(doc);
  const entries = readEntries(body);
  const present = new Map<string, { entry: Entry; place: number }>();
  entries.forEach((entry, place) => {
    if (!present.has(entry.block.id)) present.set(entry.block.id, { entry, place });
  });
  const kept = next.filter((block) => {
    const now = present.get(block.id)?.entry.block;
    return now !== undefined && canBecome(now.type, block.type);
  });
  const rising = longestRising(kept.map((block) => present.get(block.id)?.place ?? 0));
  const staying = new Map<string, Entry>();
  kept.forEach((block, index) => {
    const entry = present.get(block.id)?.entry;
    if (rising.has(index) && entry !== undefined) staying.set(block.id, entry);
  });

  const stays = new Set([...staying.values()].map((entry) => entry.element));
  const leaving = new Set(entries.map((entry) => entry.element).filter((element) => !stays.has(element)));
  body.toArray().forEach((element, index, all) => {
    const at = all.length - 1 - index;
    const last = all[at];
    if (last instanceof Y.XmlElement && leaving.has(last)) body.delete(at, 1);
  });

  let at = 0;
  let waiting: ScriptBlock[] = [];
  const flush = () => {
    if (waiting.length > 0) body.insert(at, waiting.map(toElement));
    at += waiting.length;
    waiting = [];
  };
  const order = new Map(body.toArray().map((element, index) => [element, index]));
  let inserted = 0;
  const placed = new Set<string>();
  for (const block of next) {
    const entry = staying.get(block.id);
    if (entry === undefined || placed.has(block.id)) {
      // Two blocks never carry one id, whatever was asked for.
      waiting.push(placed.has(block.id) ? { ...block, id: newBlockId() } : block);
      placed.add(block.id);
      continue;
    }
    placed.add(block.id);
    inserted += waiting.length;
    flush();
    patchElement(entry.element, entry.block, block);
    at = (order.get(entry.element) ?? 0) + inserted + 1;
  }
  flush();
}

function readEntries(body: Y.XmlFragment): Entry[] {
  return body.toArray().flatMap((element, index) => {
    const block = element instanceof Y.XmlElement ? readBlock(element, index) : null;
    return block === null ? [] : [{ element: element as Y.XmlElement, block }];
  });
}

/** Writes what differs between two drafts of a block. Attributes that the model does not know are left alone. */
export function patchElement(element: Y.XmlElement, now: ScriptBlock, next: ScriptBlock): void {
  if (JSON.stringify(now) === JSON.stringify(next)) {
    if (element.getAttribute("id") !== next.id) element.setAttribute("id", next.id);
    return;
  }
  changeElementOf(element, next.type);
  const before = asWritten(now);
  const after = asWritten(next);
  const target = element as Y.XmlElement<Attributes & Record<string, string>>;
  for (const key of Object.keys(before.attributes))
    if (!(key in after.attributes)) target.removeAttribute(key);
  for (const [key, value] of Object.entries(after.attributes)) {
    if (target.getAttribute(key) !== value) target.setAttribute(key, value as string);
  }
  patchText(element, after.delta);
}

function patchText(element: Y.XmlElement, wanted: Delta): void {
  const children = element.toArray();
  const only = children.length === 1 ? children[0] : undefined;
  const text = only instanceof Y.XmlText ? only : new Y.XmlText();
  if (text !== only) {
    // Line breaks that are elements of their own, or nothing at all: the text is written as one piece.
    if (wanted.length === 0 && children.length === 0) return;
    if (children.length > 0) element.delete(0, children.length);
    element.insert(0, [text]);
  }
  const plain = wanted.map((part) => String(part.insert)).join("");
  patchWords(text, plain);
  patchMarks(text, wanted);
}

function patchWords(text: Y.XmlText, wanted: string): void {
  const now = (text.toDelta() as Delta).map((part) => String(part.insert)).join("");
  let at = 0;
  for (const piece of diffWords(now, wanted)) {
    if (piece.kind === "gone") text.delete(at, piece.text.length);
    else {
      if (piece.kind === "added") text.insert(at, piece.text, {});
      at += piece.text.length;
    }
  }
}

/** Sets and clears marks wherever they differ from what is wanted; the words are equal by now. */
function patchMarks(text: Y.XmlText, wanted: Delta): void {
  const marks = marksByLetter(wanted);
  const present = marksByLetter(text.toDelta() as Delta);
  let start = 0;
  while (start < marks.length) {
    const [from, to] = [present[start] ?? {}, marks[start] ?? {}];
    let end = start + 1;
    while (end < marks.length && present[end] === from && marks[end] === to) end += 1;
    const change: Attributes = {};
    for (const key of Object.keys(from)) if (!(key in to)) change[key] = null;
    for (const [key, value] of Object.entries(to)) {
      if (JSON.stringify(from[key]) !== JSON.stringify(value)) change[key] = value;
    }
    if (Object.keys(change).length > 0) text.format(start, end - start, change);
    start = end;
  }
}

function marksByLetter(delta: Delta): Attributes[] {
  return delta.flatMap((part) => {
    const attributes = part.attributes ?? {};
    return Array.from({ length: String(part.insert).length }, () => attributes);
  });
}

/** Attributes and text of a block as `toElement` would store them, whatever the model holds by then. */
function asWritten(block: ScriptBlock): { attributes: Attributes; delta: Delta } {
  const body = new Y.Doc().getXmlFragment("body");
  const element = toElement(block);
  body.insert(0, [element]);
  const text = element.toArray().find((child) => child instanceof Y.XmlText);
  return {
    attributes: element.getAttributes(),
    delta: text instanceof Y.XmlText ? (text.toDelta() as Delta) : [],
  };
}
