import { plainText, type BlockType, type ScriptBlock } from "./block.ts";

export type FindQuery = {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
  /** Only in these elements; everywhere when absent or empty. */
  elements?: readonly BlockType[];
};

/** A place of a text in the script, and how it is written there. Offsets are UTF-16 units of the block's plain text. */
export type FoundText = { blockId: string; from: number; to: number; was: string };

/** The places of a text, in order, without overlaps. An empty text is nowhere. */
export function findInBlocks(blocks: readonly ScriptBlock[], query: FindQuery): FoundText[] {
  if (query.text === "") return [];
  const pattern = patternOf(query);
  const wanted = new Set(query.elements);
  const found: FoundText[] = [];
  for (const block of blocks) {
    if (wanted.size > 0 && !wanted.has(block.type)) continue;
    for (const match of plainText(block).matchAll(pattern)) {
      found.push({ blockId: block.id, from: match.index, to: match.index + match[0].length, was: match[0] });
    }
  }
  return found;
}

const special = /[\\^$.*+?()[\]{}|/]/g;

/** A pattern for a text as typed. Straight and curly apostrophes and quotes find each other. */
export function patternOf({ text, matchCase, wholeWord }: Omit<FindQuery, "elements">): RegExp {
  const literal = text
    .replace(special, String.raw`\$&`)
    .replace(/['’]/g, "['’]")
    .replace(/["“”]/g, '["“”]');
  const before = wholeWord ? String.raw`(?<![\p{L}\p{N}_])` : "";
  const after = wholeWord ? String.raw`(?![\p{L}\p{N}_])` : "";
  return new RegExp(`${before}${literal}${after}`, matchCase ? "gu" : "giu");
}
