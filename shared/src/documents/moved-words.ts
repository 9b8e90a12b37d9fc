import * as Y from "yjs";
import { idOfBlock, idsOf, isGone, newItems, sayTheSame } from "./late-letters.ts";
import { diffWords } from "../version/words.ts";
import { scriptBody } from "./script.ts";

/** Letters that stand next to one another in one text of a block. */
export type Run = { block: Y.XmlElement; text: Y.XmlText; words: string; letters: Y.ID[] };

/** What an edit of the script moved: words from one place to another, and blocks that went. */
export type MovedWords = {
  /** Of the same length, letter by letter. */
  words: { from: Run; to: Run }[];
  /** Blocks that went, with the block that has come in their place, if one has. */
  gone: { block: Y.XmlElement; copy: Y.XmlElement | null }[];
};

/** A run as it was found: the stretch of the text, between letters that stayed, in which it stands. */
export type Found = Run & { gap: number; isEdge: boolean; isWhole: boolean };

/** More pairs than this are not compared for words within others: nobody's hand made such an edit. */
const mostPairs = 400;

/**
 * Yjs knows nothing of words that move: who splits a block, joins two or rewrites one deletes words here and writes
 * the same ones there. This finds out, from the transaction alone, which words those were.
 */
export function movedIn(transaction: Y.Transaction): MovedWords {
  const body = scriptBody(transaction.doc);
  const goneTexts = new Set<Y.XmlText>();
  const goneBlocks: Y.XmlElement[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || isNew(transaction, struct.id)) return;
    const { content, parent } = struct;
    if (content instanceof Y.ContentString && parent instanceof Y.XmlText) goneTexts.add(parent);
    if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlElement)) return;
    if ((parent as unknown) === body) goneBlocks.push(content.type as Y.XmlElement);
  });
  if (goneTexts.size === 0 && goneBlocks.length === 0) return { words: [], gone: [] };

  const madeTexts = new Set<Y.XmlText>();
  const madeBlocks = new Map<string, Y.XmlElement>();
  for (const { content, parent, deleted } of newItems(transaction)) {
    if (deleted) continue;
    if (content instanceof Y.ContentString && parent instanceof Y.XmlText) madeTexts.add(parent);
    if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlElement)) continue;
    const id = idOfBlock(content.type as Y.XmlElement);
    if ((parent as unknown) === body && id !== null) madeBlocks.set(id, content.type as Y.XmlElement);
  }

  const from = [...goneTexts].flatMap((text) => runsOf(text, (item) => isGoneNow(transaction, item)));
  const to = [...madeTexts].flatMap((text) => runsOf(text, (item) => isMadeNow(transaction, item)));
  const gone = goneBlocks.map((block) => ({ block, copy: madeBlocks.get(idOfBlock(block) ?? "") ?? null }));
  const words = match(from, to, new Map(gone.map(({ block, copy }) => [block, copy])));
  for (const one of gone)
    one.copy ??= words.find(({ from: run }) => run.block === one.block)?.to.block ?? null;
  return { words, gone };
}

/** The words that an edit wrote into texts that were there, each stretch of more than one letter. */
export function writtenIn(transaction: Y.Transaction): Run[] {
  const texts = new Set<Y.XmlText>();
  for (const { parent, content, deleted, length } of newItems(transaction)) {
    if (deleted || length < 2 || !(content instanceof Y.ContentString)) continue;
    if (parent instanceof Y.XmlText && parent._item !== null && !isNew(transaction, parent._item.id))
      texts.add(parent);
  }
  return [...texts]
    .flatMap((text) => runsOf(text, (item) => isMadeNow(transaction, item)))
    .filter(({ words }) => words.length > 1);
}

function isNew(transaction: Y.Transaction, id: Y.ID): boolean {
  return id.clock >= (transaction.beforeState.get(id.client) ?? 0);
}

export function isGoneNow(transaction: Y.Transaction, item: Y.Item): boolean {
  return !isNew(transaction, item.id) && Y.isDeleted(transaction.deleteSet, item.id);
}

export function isMadeNow(transaction: Y.Transaction, item: Y.Item): boolean {
  return !item.deleted && isNew(transaction, item.id);
}

/** The stretches of a text whose letters are wanted. Letters that stayed, and only those, end one. */
export function runsOf(text: Y.XmlText, isWanted: (item: Y.Item) => boolean): Found[] {
  const block: unknown = text.parent;
  if (!(block instanceof Y.XmlElement)) return [];
  const runs: Found[] = [];
  let gap = 0;
  let open: Found | null = null;
  let others = 0;
  for (let item = text._start; item !== null; item = item.right) {
    const { content } = item;
    if (content instanceof Y.ContentString && isWanted(item)) {
      if (open === null) {
        open = {
          block: block as Y.XmlElement,
          text,
          words: "",
          letters: [],
          gap,
          isEdge: gap === 0,
          isWhole: false,
        };
        runs.push(open);
      }
      open.words += content.str;
      for (const id of idsOf(item)) open.letters.push(id);
    } else if (!item.deleted && item.countable) {
      others += 1;
      gap += 1;
      open = null;
    }
  }
  if (open !== null) open.isEdge = true;
  for (const run of runs) run.isWhole = others === 0 && runs.length === 1;
  return runs;
}

function match(
  from: readonly Found[],
  to: readonly Found[],
  copies: ReadonlyMap<Y.XmlElement, Y.XmlElement | null>,
): { from: Run; to: Run }[] {
  const pairs: { from: Run; to: Run }[] = [];
  const waiting = new Set(from);
  const open = new Set(to);
  const take = (source: Found, target: Found, part: { from: Run; to: Run }) => {
    pairs.push(part);
    waiting.delete(source);
    open.delete(target);
  };
  // The block that came with the same id first, then whoever says the same.
  const bySound = new Map<string, Found[]>();
  for (const target of open) {
    const sound = target.words.toUpperCase();
    bySound.set(sound, [...(bySound.get(sound) ?? []), target]);
  }
  for (const isCopy of [true, false]) {
    for (const source of [...waiting]) {
      const target = bySound.get(source.words.toUpperCase())?.find((one) => {
        if (!open.has(one) || !sayTheSame(source.words, one.words) || !mayBecome(source, one)) return false;
        return !isCopy || copies.get(source.block) === one.block;
      });
      if (target !== undefined) take(source, target, { from: source, to: target });
    }
  }
  for (const source of [...waiting]) {
    const target = [...open].find((one) => copies.get(source.block) === one.block);
    if (target === undefined) continue;
    pairs.push(...alike(source, target));
    waiting.delete(source);
    open.delete(target);
  }
  if (waiting.size * open.size > mostPairs) return pairs;
  for (const target of [...open].toSorted((a, b) => b.words.length - a.words.length)) {
    for (const source of waiting) {
      if (!mayBecome(source, target)) continue;
      const part = within(source, target);
      if (part === null) continue;
      take(source, target, part);
      break;
    }
  }
  return pairs;
}

/**
 * What was in a block that went can be anywhere now. Of a block that stays, only the beginning or the end can have
 * become a block of its own; other words that happen to be the same in two places have not moved.
 */
function mayBecome(from: Found, to: Found): boolean {
  if (isGone(from.text as Y.AbstractType<unknown>)) return true;
  if (from.text === to.text) return from.gap === to.gap;
  return from.isEdge && to.isWhole;
}

/** The words that are the same in two drafts of one block. */
function alike(from: Run, to: Run): { from: Run; to: Run }[] {
  const same: { from: Run; to: Run }[] = [];
  let [one, other] = [0, 0];
  for (const { kind, text } of diffWords(from.words, to.words)) {
    if (kind === "same") same.push({ from: part(from, one, text.length), to: part(to, other, text.length) });
    if (kind !== "added") one += text.length;
    if (kind !== "gone") other += text.length;
  }
  return same;
}

function part(run: Run, at: number, length: number): Run {
  return { ...run, words: run.words.slice(at, at + length), letters: run.letters.slice(at, at + length) };
}

/** The part that two runs have in common, when one is all within the other. */
function within(from: Run, to: Run): { from: Run; to: Run } | null {
  const [short, long] = from.words.length < to.words.length ? [from, to] : [to, from];
  const at = short.words.length < 2 ? -1 : long.words.lastIndexOf(short.words);
  if (at === -1) return null;
  const common = part(long, at, short.words.length);
  return short === from ? { from, to: common } : { from: common, to };
}
