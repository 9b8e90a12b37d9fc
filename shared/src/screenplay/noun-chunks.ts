import type { BreakdownCategory } from "./candidate.ts";
import { describers, handlingVerbs, notProps, roleHeads, verbBase, weakWords } from "./lexicon.ts";
import {
  alsoVerbs,
  costumeHeads,
  creatureHeads,
  dressingHeads,
  instrumentHeads,
  propHeads,
  vehicleHeads,
} from "./lexicon-things.ts";
import { sentencesOf, type Span } from "./prose.ts";
import { tokensOf, type Sentence, type Token } from "./reading.ts";

/** A thing named in a sentence: "the brass tide clock". */
export type NounChunk = {
  category: BreakdownCategory;
  /** Last word in the singular, or a compound that counts as one. */
  head: string;
  isPlural: boolean;
  modifiers: string[];
  /** From the first modifier to the head, article left out. */
  span: Span;
  sentence: Span;
  hasArticle: boolean;
  /** "a key": something that the text has not spoken of before. */
  isNew: boolean;
  /** "the key": something that is known already. */
  isKnown: boolean;
  /** Somebody does something with it: it is the object of a handling verb or carried along. */
  isHandled: boolean;
  /** It stands where clothes stand: in, wearing, puts on, has changed into. */
  isWorn: boolean;
  /** It stands where things stand that are only there: "on the wall hangs", "shelves of". */
  isPlaced: boolean;
  /** "wrapped in a foil blanket". */
  isWrapped: boolean;
};

const articles = new Set(
  "a an the his her their its my your our this that these those some each every one's both another".split(
    " ",
  ),
);
const numbers = new Set(
  "two three four five six seven eight nine ten eleven twelve thirteen twenty thirty forty fifty sixty hundred hundreds dozens several many more".split(
    " ",
  ),
);
const prepositions = new Set(
  "in on at by with of from under behind beside near over into onto through against between above below across along inside around round past toward towards without for off out up down within".split(
    " ",
  ),
);
const subjects = new Set(
  "he she it they who that which we you i nobody somebody everyone everybody".split(" "),
);
const stopsAPhrase = new Set(
  `and or but nor as than then when while where not who which is are was were be been being has have had do does did will would can could must may
  it he she they him them her his their its there here to too so if because until before after all both just only even still yet now once again
  almost nearly quite very like ${[...prepositions].join(" ")}`.split(/\s+/),
);

type Entry = { category: BreakdownCategory; isVerb: boolean };

/** Of the animals that are verbs as well, those that films use as verbs. */
const animalVerbs = new Set(
  "ape badger bear crow dog duck fawn hawk hound parrot rat swallow worm".split(" "),
);

/** Every head with its category; where lists overlap, the later one wins. Compounds are keyed with a space. */
const entries = new Map<string, Entry>();
/** First words of compounds of two words or more. */
const compoundStarts = new Map<string, number>();
for (const [category, list] of [
  ["prop", propHeads],
  ["prop", instrumentHeads],
  ["dressing", dressingHeads],
  ["vehicle", vehicleHeads],
  ["creature", creatureHeads],
  ["costume", costumeHeads],
] as const) {
  for (const word of list) {
    const isVerb = alsoVerbs.has(word) && (category !== "creature" || animalVerbs.has(word));
    const spaced = word.replaceAll("-", " ");
    entries.set(word, { category, isVerb });
    if (spaced === word) continue;
    entries.set(spaced, { category, isVerb: false });
    const parts = spaced.split(" ");
    compoundStarts.set(parts[0]!, Math.max(parts.length, compoundStarts.get(parts[0]!) ?? 0));
  }
}

function entryOf(token: Token): Entry | undefined {
  return entries.get(token.lower) ?? entries.get(token.base);
}

/** Category of a head word by the lists; undefined when it is on none. */
export function categoryOfHead(word: string): BreakdownCategory | undefined {
  return entries.get(word.toLowerCase())?.category;
}

/** The things that a text names, by the closed lists of the lexicon. */
export function nounChunksOf(prose: string): NounChunk[] {
  return sentencesOf(prose).flatMap((span) =>
    chunksOfSentence({ ...span, tokens: tokensOf(span.text, span.start) }, prose),
  );
}

/** The things that one sentence names. Positions are those of the line. */
export function chunksOfSentence(sentence: Sentence, prose: string): NounChunk[] {
  const { tokens } = sentence;
  const found: NounChunk[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const length = compoundAt(tokens, i);
    const last = i + length - 1;
    const head = length > 1 ? compoundText(tokens, i, length) : undefined;
    const entry = head === undefined ? entryOf(tokens[i]!) : entries.get(head)!;
    if (entry === undefined) continue;
    const chunk = chunkAt({ sentence, prose, first: i, last, entry, head });
    if (chunk) found.push(chunk);
    i = last;
  }
  return found;
}

function compoundAt(tokens: readonly Token[], i: number): number {
  const longest = compoundStarts.get(tokens[i]!.lower) ?? 1;
  for (let length = longest; length > 1; length--) {
    const parts = tokens.slice(i, i + length);
    if (parts.length === length && parts.every((part, at) => at === 0 || part.joins)) {
      if (entries.has(compoundText(tokens, i, length))) return length;
    }
  }
  return 1;
}

function compoundText(tokens: readonly Token[], i: number, length: number): string {
  const parts = tokens.slice(i, i + length);
  const plain = parts.map((part) => part.lower).join(" ");
  if (entries.has(plain)) return plain;
  return parts.map((part, at) => (at === length - 1 ? part.base : part.lower)).join(" ");
}

type At = {
  sentence: Sentence;
  prose: string;
  first: number;
  last: number;
  entry: Entry;
  head: string | undefined;
};

function chunkAt({ sentence, prose, first, last, entry, head }: At): NounChunk | undefined {
  const { tokens } = sentence;
  const token = tokens[last]!;
  const next = tokens[last + 1];
  // "lamp room", "glass lamp": here the word only describes the next one.
  if (next?.joins && describesNext(tokens, last + 1, prose)) return undefined;
  // "A photograph slides out": the second is what the first does.
  if (entry.isVerb && tokens[first]!.joins && isVerbUse(tokens, last, prose) && isThing(tokens[first - 1]))
    return undefined;

  let start = first;
  const modifiers: string[] = [];
  const guesses: string[] = [];
  let article: string | undefined;
  let isCounted = false;
  for (let at = first - 1; at >= 0 && at >= first - 5 && tokens[at + 1]!.joins; at--) {
    const word = tokens[at]!.lower;
    if (articles.has(word) || word === "no") {
      article = word;
      break;
    }
    if (numbers.has(word) || /^\d+$/.test(word)) {
      isCounted = true;
      if (guesses.length > 0) break;
      continue;
    }
    if (isCounted) break;
    if (weakWords.has(word)) continue;
    if (/['’]s$/i.test(tokens[at]!.text)) {
      // "Hendrik's jumpers": the owner is no part of the name, but stands for an article. A fisherman's sweater is one kind.
      if (tokens[at]!.isUpper) {
        article = "owner";
        break;
      }
      modifiers.unshift(...guesses.splice(0), word);
      start = at;
      continue;
    }
    const isPluralNoun = entries.has(tokens[at]!.base) && tokens[at]!.base !== word;
    if (isPluralNoun) break;
    if ((describers.has(word) || entries.has(word)) && guesses.length === 0) modifiers.unshift(word);
    else if (
      !stopsAPhrase.has(word) &&
      !roleHeads.has(word) &&
      !/[^s]s$/.test(word) &&
      /^[\p{L}-]+$/u.test(word)
    )
      guesses.unshift(word);
    else break;
    start = at;
  }
  const isDetermined = article !== undefined || isCounted;
  // Words that are on no list belong to the name only when an article closes the phrase on the left.
  if (isDetermined) modifiers.unshift(...guesses);
  else start = first - modifiers.length;
  if (article === "no") return undefined;
  if (isCompared(tokens, start, sentence, prose)) return undefined;
  const isPlural = token.base !== token.lower;
  const handled = isHandled(tokens, start);
  if (
    !handled &&
    !isNewThing(article) &&
    modifiers.length === 0 &&
    (materials.has(token.lower) || natural.has(token.lower))
  )
    return undefined;
  if (entry.isVerb && !isDetermined && modifiers.length === 0 && !standsAsNoun(tokens, start, last, prose))
    return undefined;
  if (token.isUpper && !token.isCaps && isNameLike(tokens, last)) return undefined;
  const span = {
    start: tokens[start]!.start,
    end: token.end - (/['’]s$/i.exec(token.text)?.[0].length ?? 0),
    text: "",
  };
  span.text = prose.slice(span.start, span.end);
  return {
    category: entry.category,
    head: head ?? (entries.has(token.lower) ? token.lower : token.base),
    isPlural,
    modifiers,
    span,
    sentence,
    hasArticle: isDetermined,
    isNew: article === "a" || article === "an",
    isKnown: article === "the",
    isHandled: handled,
    isWorn: isWorn(tokens, start, last),
    isPlaced: isPlaced(tokens, start, last),
    isWrapped: tokens
      .slice(Math.max(0, start - 4), start)
      .some((word) => /^(?:wrapped|swaddled|bundled|draped)$/.test(word.lower)),
  };
}

/** Whether a word makes the one before it a mere description: "lamp room", "coat pocket". */
function describesNext(tokens: readonly Token[], next: number, prose: string): boolean {
  const token = tokens[next - 1]!;
  const word = tokens[next]!;
  if (/['’]s$/i.test(token.text)) return false;
  const entry = entryOf(word);
  if (entry !== undefined) return !(entry.isVerb && isVerbUse(tokens, next, prose));
  if (materials.has(token.lower) && /^\p{L}+$/u.test(word.text) && !stopsAPhrase.has(word.lower))
    return !/(?:s|ed|ing|ly)$/.test(word.lower);
  return notProps.has(word.lower);
}

/** "slides out": a word that may be a verb, in its -s form, with something behind it that a verb has. */
function isVerbUse(tokens: readonly Token[], i: number, prose: string): boolean {
  const token = tokens[i]!;
  if (token.base === token.lower || !/s$/.test(token.lower)) return false;
  const after = tokens[i + 1];
  if (after === undefined || !after.joins)
    return !/[,;]\s/.test(prose.slice(Math.max(0, token.start - 40), token.start));
  return (
    stopsAPhrase.has(after.lower) ||
    articles.has(after.lower) ||
    after.isUpper ||
    /(?:ly|ward|wards)$/.test(after.lower)
  );
}

function isThing(token: Token | undefined): boolean {
  return token !== undefined && (entryOf(token) !== undefined || notProps.has(token.base));
}

/** What things are made of. Without an article it is no thing: "a brick house", "the paint". */
const materials = new Set(
  "wood paint gold silver brick paper straw cloth brass glass rock tile stone tin cotton linen orange canvas leather bone ash salt milk sugar rubber iron tea coffee ink wine beer bread meat juice blood".split(
    " ",
  ),
);
/** What lies about out of doors and is no prop unless somebody takes it. */
const natural = new Set(
  "rocks stones shells pebbles sticks feathers leaves bones bricks planks tiles".split(" "),
);

/** "built like a safe", "the size of a wardrobe": nothing that is there. */
function isCompared(tokens: readonly Token[], start: number, sentence: Sentence, prose: string): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 6); at--) {
    const between = prose.slice(tokens[at]!.end, tokens[at + 1]!.start);
    if (/[,;:.()]|--/.test(between)) return false;
    const word = tokens[at]!.lower;
    if (word === "like" || word === "resembling") return true;
    if (word === "as" && at < start - 1 && /^(?:an?|the)$/.test(tokens[at + 1]!.lower)) return true;
    if (word === "than") return true;
    if (/^(?:size|shape|colour|color|smell|sound|kind|sort)$/.test(word) && tokens[at + 1]?.lower === "of")
      return true;
    if (/^(?:without|never|if|could)$/.test(word)) return true;
    if (word === "enough" && tokens[at + 1]?.lower === "to") return true;
  }
  return /^as (?:if|though)\b/i.test(sentence.text);
}

/** A word that may be a verb is a thing after a preposition, or in a list of things. */
function standsAsNoun(tokens: readonly Token[], start: number, last: number, prose: string): boolean {
  const token = tokens[last]!;
  const isInflected = token.base !== token.lower;
  const before = tokens[start - 1];
  const after = tokens[last + 1];
  const gapAfter = prose.slice(token.end, after?.start ?? token.end + 1).trim();
  const hasObject =
    gapAfter === "" &&
    after !== undefined &&
    (articles.has(after.lower) ||
      prepositions.has(after.lower) ||
      (after.isUpper && !after.isCaps) ||
      /ly$/.test(after.lower));
  if (before === undefined) return !hasObject && (isInflected || gapAfter !== "");
  const gap = prose.slice(before.end, tokens[start]!.start);
  if (gap !== " ") {
    // After a comma a verb has its s: "hat over his face" is a hat, "pockets the key" is what somebody does.
    if (!isInflected) return gapAfter !== "" || hasObject;
    return !subjects.has(before.lower) && !hasObject && gapAfter !== "";
  }
  if (prepositions.has(before.lower) && before.lower !== "to") return true;
  if (before.lower === "and") return !hasObject && gapAfter !== "" && (isInflected || after !== undefined);
  // ", sheepskin collar,": two words between commas are no sentence.
  const lead = tokens[start - 2];
  const startsPart = lead === undefined || prose.slice(lead.end, before.start) !== " ";
  return gapAfter !== "" && startsPart && !subjects.has(before.lower) && !isInflected && !before.isUpper;
}

function isNewThing(article: string | undefined): boolean {
  return article !== undefined && article !== "the";
}

/** "Rose" between small words is a person, "ROSE" may be a thing and the start of a sentence says nothing. */
function isNameLike(tokens: readonly Token[], last: number): boolean {
  const before = tokens[last - 1];
  if (before === undefined) return false;
  return (
    (before.joins || last === 1) &&
    !articles.has(before.lower) &&
    before.isUpper &&
    !before.isCaps &&
    last > 1
  );
}

/** A handling verb up to seven words to the left with nothing but its other objects in between, or "with a". */
function isHandled(tokens: readonly Token[], first: number): boolean {
  for (let at = first - 1; at >= 0 && at >= first - 8; at--) {
    const word = tokens[at]!.lower;
    if (handlingVerbs.has(verbBase(word)) && !articles.has(tokens[at - 1]?.lower ?? "")) return true;
    if (word === "with" && at >= first - 3) return true;
    if (
      /^(?:of|in|on|at|by|from|over|under|behind|beside|near|like|as|is|are|stands?|lies|hangs)$/.test(word)
    )
      return false;
  }
  return false;
}

function isWorn(tokens: readonly Token[], first: number, last: number): boolean {
  const before = tokens.slice(Math.max(0, first - 4), first).map((word) => word.lower);
  const close = before.slice(-2);
  if (close.some((word) => ["in", "wearing", "wears", "into", "dressed"].includes(word))) return true;
  if (before.some((word) => ["wearing", "wears", "dressed", "dons"].includes(word))) return true;
  if (
    before.some((word) => /^(?:puts?|takes?|pulls?)$/.test(word)) &&
    close.some((word) => word === "on" || word === "off")
  )
    return true;
  return /^(?:on|off|round|around)$/.test(tokens[last + 1]?.lower ?? "");
}

function isPlaced(tokens: readonly Token[], first: number, last: number): boolean {
  const before = tokens.slice(Math.max(0, first - 4), first).map((word) => word.lower);
  const after = tokens.slice(last + 1, last + 3).map((word) => word.lower);
  return (
    before.some((word) => /^(?:hangs?|stands?|shelves|rows|walls?|stacks?|piles?)$/.test(word)) ||
    after.some((word) => /^(?:hangs?|stands?|lines?|fills?)$/.test(word))
  );
}
