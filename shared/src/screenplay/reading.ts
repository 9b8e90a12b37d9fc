import type { ScriptBlock } from "./block.ts";
import { singular } from "./lexicon.ts";
import { capitalsOf, proseOf, sentencesOf, wordsOf, type Span } from "./prose.ts";
import type { Scene } from "./scenes.ts";

/** A word of an action line; positions are those of the block's plain text. */
export type Token = Span & {
  /** In small letters, without a possessive 's. */
  lower: string;
  /** The singular of `lower`. */
  base: string;
  /** Two or more letters, all capitals. */
  isCaps: boolean;
  /** Begins with a capital letter. */
  isUpper: boolean;
  /** Nothing but one space stands between this word and the one before. */
  joins: boolean;
};

export type Sentence = Span & { tokens: Token[] };

/** A paragraph of action, read once for all rules. */
export type Line = {
  sceneId: string;
  block: ScriptBlock;
  prose: string;
  sentences: Sentence[];
  /** Runs of words in capitals. */
  capitals: Span[];
};

type Spelling = Pick<Token, "lower" | "base" | "isCaps" | "isUpper">;

/** A script writes a few thousand words again and again: what is known of one is worked out once. */
const spellings = new Map<string, Spelling>();
const mostSpellings = 20_000;

function spellingOf(text: string): Spelling {
  const known = spellings.get(text);
  if (known) return known;
  const lower = text.toLowerCase().replace(/['’]s$/, "");
  const isCaps = text.length > 1 && /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text.replace(/['’]s$/, ""));
  const made = { lower, base: singular(lower), isCaps, isUpper: /^\p{Lu}/u.test(text) };
  if (spellings.size >= mostSpellings) spellings.clear();
  spellings.set(text, made);
  return made;
}

/** The words of a text with what the rules ask of them. `offset` is where the text begins in its block. */
export function tokensOf(text: string, offset = 0): Token[] {
  let before = -1;
  return wordsOf(text).map((word) => {
    const { lower, base, isCaps, isUpper } = spellingOf(word.text);
    const joins = before >= 0 && word.start === before + 1 && text[before] === " ";
    before = word.end;
    return {
      text: word.text,
      start: word.start + offset,
      end: word.end + offset,
      lower,
      base,
      isCaps,
      isUpper,
      joins,
    };
  });
}

/** A paragraph of prose as sentences and words. */
export function readLine(sceneId: string, block: ScriptBlock): Line {
  const prose = proseOf(block);
  return {
    sceneId,
    block,
    prose,
    sentences: sentencesOf(prose).map((span) => ({ ...span, tokens: tokensOf(span.text, span.start) })),
    capitals: capitalsOf(prose),
  };
}

/** Every paragraph of action of the scenes, in order. */
export function readLines(scenes: readonly Scene[]): Line[] {
  return scenes.flatMap((scene) =>
    scene.blocks
      .filter((block) => block.type === "action" || block.type === "centered")
      .map((block) => readLine(scene.id, block)),
  );
}

/** The sentence of a line that holds a position. */
export function sentenceAt(line: Line, start: number, end: number): Sentence | undefined {
  return line.sentences.find((sentence) => sentence.start <= start && end <= sentence.end);
}
