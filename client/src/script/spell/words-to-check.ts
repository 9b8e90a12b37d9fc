import { plainText, type BlockType, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { cueName } from "@backlot/shared/screenplay/cue";

/** A word of the script: where it stands, and as the dictionary is asked for it. */
export type WordPlace = { blockId: string; from: number; to: number; word: string };

/** Elements of names and places, which no dictionary knows. */
const unchecked = new Set<BlockType>(["sceneHeading", "character", "transition", "pageBreak"]);
const pattern = /(?<![\p{L}\p{N}@/._-])\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*(?![\p{L}\p{M}\p{N}@_]|\.\p{L})/gu;

/** The dictionaries are written in Latin letters; they say nothing about a word in any others. */
const inDictionaryScript = /^[\p{Script=Latin}\p{M}'’]+$/u;

/** The words of prose and dialogue, in order. Parts of addresses and of words with digits are none. */
export function wordsToCheck(blocks: readonly ScriptBlock[]): WordPlace[] {
  return blocks.flatMap((block) => (unchecked.has(block.type) ? [] : wordsOf(block)));
}

const known = new WeakMap<ScriptBlock, WordPlace[]>();

function wordsOf(block: ScriptBlock): WordPlace[] {
  const present = known.get(block);
  if (present !== undefined) return present;
  const found = [...plainText(block).matchAll(pattern)]
    .filter((match) => inDictionaryScript.test(match[0]))
    .map((match) => ({
      blockId: block.id,
      from: match.index,
      to: match.index + match[0].length,
      word: match[0].replaceAll("’", "'"),
    }));
  known.set(block, found);
  return found;
}

const forms = new Map<string, string>();

/** How a word is looked up: without a possessive, and in small letters when it is shouted. */
export function lookupForm(word: string): string {
  const present = forms.get(word);
  if (present !== undefined) return present;
  const bare = word.replace(/'s$/i, "");
  const form = bare.length > 1 && bare === bare.toUpperCase() ? bare.toLowerCase() : bare;
  forms.set(word, form);
  return form;
}

/** The words, in small letters, that are right in this script whatever the dictionary says: its cast, places and own words. */
export function knownWords(
  blocks: readonly ScriptBlock[],
  names: readonly string[],
  own: readonly string[],
): Set<string> {
  const sources = [...names, ...own];
  for (const block of blocks) {
    if (block.type === "character") sources.push(cueName(plainText(block)));
    if (block.type === "sceneHeading") sources.push(plainText(block));
  }
  const words = sources.flatMap((text) => text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? []);
  return new Set(words);
}

/** Whether the script itself vouches for a word. One letter is never wrong. */
export function isKnown(word: string, right: ReadonlySet<string>): boolean {
  const form = lookupForm(word).toLowerCase();
  return form.length < 2 || right.has(form) || form.split("'").every((part) => right.has(part));
}

let vouched = { right: "", unknown: new WeakMap<ScriptBlock, WordPlace[]>() };

/**
 * The words of prose and dialogue that the script does not vouch for, in order. While `right` stays the same, each block
 * is looked at once: of 20,000 words that are checked after every pause, a few are new.
 */
export function unknownWords(blocks: readonly ScriptBlock[], right: ReadonlySet<string>): WordPlace[] {
  const key = [...right].toSorted().join(" ");
  if (key !== vouched.right) vouched = { right: key, unknown: new WeakMap() };
  const { unknown } = vouched;
  return blocks.flatMap((block) => {
    const present = unknown.get(block);
    if (present !== undefined) return present;
    const found = wordsToCheck([block]).filter((one) => !isKnown(one.word, right));
    unknown.set(block, found);
    return found;
  });
}

/** The part of different words from which on a script is in another language, and how many words it takes to tell. */
const foreign = { part: 0.4, words: 60 };

/** Whether the dictionary knows so few of the words that the script must be in another language. */
export function isForeign(words: readonly WordPlace[], wrong: readonly WordPlace[]): boolean {
  const count = (places: readonly WordPlace[]) => new Set(places.map((one) => lookupForm(one.word))).size;
  const all = count(words);
  return all >= foreign.words && count(wrong) > all * foreign.part;
}
