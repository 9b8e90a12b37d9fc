import * as Y from "yjs";
import { newItems } from "./late-letters.ts";
import { isGoneNow, isMadeNow, runsOf, type Found } from "./moved-words.ts";

/**
 * Where a letter is that a transaction deleted because it wrote the words around it elsewhere, as a place right behind
 * it there; null when it is where it was, or is gone. Meant for carets: of words that were written anew, those that have
 * most in common with the ones before the letter are taken for them; letters that whoever did it did not know are not there.
 */
export function placeOfLetter(transaction: Y.Transaction, letter: Y.ID): Y.RelativePosition | null {
  const item: Y.Item | Y.GC = Y.getItem(transaction.doc.store, letter);
  if (!(item instanceof Y.Item) || !(item.parent instanceof Y.XmlText)) return null;
  const gone = runsOf(item.parent, (one) => isGoneNow(transaction, one));
  // The end of its block went into a block of its own: a letter among it was not there yet for whoever split it.
  const isLate = !isGoneNow(transaction, item);
  const run = isLate
    ? gone.findLast((one) => standsBehind(item, one))
    : gone.find((one) => indexIn(one, letter) !== -1);
  if (run === undefined) return null;
  const words = isLate ? run.words : run.words.slice(0, indexIn(run, letter) + 1);

  let best: { run: Found; end: number; length: number } | null = null;
  for (const one of madeIn(transaction)) {
    // Words that come back to where they went were split off and joined again before anybody heard of it.
    const isBack = one.text === item.parent && one.gap >= run.gap;
    if (isLate && !one.isWhole && !isBack) continue;
    const found = inCommon(words, one.words);
    // One letter that is the same somewhere says nothing, unless it is all there is.
    if (found.length < Math.min(2, words.length)) continue;
    if (found.length > (best?.length ?? 0)) best = { run: one, ...found };
  }
  const home = best?.run.text._item?.id;
  const last = best?.run.letters[best.end - 1];
  return home === undefined || last === undefined ? null : new Y.RelativePosition(home, null, last, -1);
}

function madeIn(transaction: Y.Transaction): Found[] {
  const texts = new Set<Y.XmlText>();
  for (const { content, parent, deleted } of newItems(transaction)) {
    if (!deleted && content instanceof Y.ContentString && parent instanceof Y.XmlText) texts.add(parent);
  }
  return [...texts].flatMap((text) => runsOf(text, (one) => isMadeNow(transaction, one)));
}

/** Whether a letter stands behind words that went, in the same text. */
function standsBehind(item: Y.Item, run: Found): boolean {
  for (let left = item.left; left !== null; left = left.left) {
    const { id, length } = left;
    const isIn = (one: Y.ID) =>
      one.client === id.client && one.clock >= id.clock && one.clock < id.clock + length;
    if (run.letters.some(isIn)) return true;
  }
  return false;
}

/** As many letters before a caret as are compared at most: nobody's place is told by more. */
const mostLetters = 200;

/** The longest part of the letters that lead up to a caret that stands in other words too: how long, and its end there. */
function inCommon(words: string, other: string): { end: number; length: number } {
  const near = words.slice(-mostLetters);
  let best = { end: 0, length: 0 };
  // How long a part both have in common that ends with a letter of `near` and with each of `other`.
  let row = new Uint16Array(other.length + 1);
  for (const letter of near.split("")) {
    const next = new Uint16Array(other.length + 1);
    for (let at = 1; at <= other.length; at += 1) {
      if (other[at - 1] !== letter) continue;
      const length = row[at - 1]! + 1;
      next[at] = length;
      // Of two that are as long, the one nearer to the caret says more.
      if (length >= best.length) best = { end: at, length };
    }
    row = next;
  }
  return best;
}

function indexIn(run: Found, letter: Y.ID): number {
  return run.letters.findIndex((one) => one.client === letter.client && one.clock === letter.clock);
}
