import fc from "fast-check";
import { countingIds, textBlock, type BlockType, type ScriptBlock } from "./block.ts";
import { rowsOf } from "./page-rows.ts";
import type { Page, Pages } from "./pagination.ts";

/** `count` words of six letters and a space; every `sentence` words a full stop. */
export function words(count: number, sentence = 8): string {
  return Array.from({ length: count }, (_, i) => ((i + 1) % sentence === 0 ? "sixth." : "sixish")).join(" ");
}

/** Nine words of six letters make a line of 61 characters. */
export function actionOf(lines: number, sentence = 8, id?: string): ScriptBlock {
  return textBlock(
    "action",
    words(lines * 8 + (lines > 0 ? 0 : 1), sentence),
    id === undefined ? {} : { id },
  );
}

/** One line of action; with the empty line before it, two lines of a page. */
export function line(text = "Line."): ScriptBlock {
  return textBlock("action", text);
}

/** One line paragraphs that fill `lines` lines of a page from its top, an odd number. */
export function filler(lines: number): ScriptBlock[] {
  return Array.from({ length: (lines + 1) / 2 }, () => line());
}

/** The printed text of a page, line by line; an empty line is "". */
export function textOf(page: Page): string[] {
  const lines: string[] = Array.from({ length: page.used }, () => "");
  for (const row of rowsOf(page)) lines[row.line] += row.runs.map((run) => run.text).join("");
  return lines;
}

/** What of a block stands on which page, for comparing layouts. */
export function outlineOf({ pages }: Pages): unknown {
  return pages.map((page) => ({
    number: page.number,
    used: page.used,
    isShort: page.isShort,
    pieces: page.pieces.map((piece) => ({ ...piece, block: piece.block.id })),
  }));
}

const types: BlockType[] = [
  "sceneHeading",
  "action",
  "action",
  "character",
  "character",
  "parenthetical",
  "dialogue",
  "dialogue",
  "lyric",
  "transition",
  "centered",
  "note",
  "section",
  "pageBreak",
];

const word = fc.constantFrom(
  "a",
  "door",
  "opens.",
  "slowly",
  "(quietly)",
  "well-known",
  "Mr.",
  "Yes!",
  "東京",
  "\n",
  "  ",
  "[[x]]",
  "w".repeat(45),
);
const text = fc
  .tuple(
    fc.constantFrom(3, 12, 60, 300),
    fc.integer({ min: 0, max: 1000 }),
    fc.array(word, { minLength: 1, maxLength: 12 }),
  )
  .map(([most, seed, some]) => {
    const count = 1 + (seed % most);
    return Array.from({ length: count }, (_, i) => some[(i * 7 + seed) % some.length]).join(" ");
  });

/** A block of any kind, short or longer than a page. */
export const anyBlock: fc.Arbitrary<Omit<ScriptBlock, "id">> = fc
  .tuple(fc.constantFrom(...types), text, fc.integer({ min: 0, max: 20 }))
  .map(([type, value, dice]): Omit<ScriptBlock, "id"> => {
    const short = type === "character" && dice > 1 ? `PERSON ${dice % 3}` : value;
    const runs = type === "pageBreak" || dice === 20 ? [] : [{ text: short }];
    if (type === "character" && dice > 15) return { type, runs, dual: true };
    if (type === "sceneHeading" && dice < 2) return { type, runs, omitted: true };
    return { type, runs };
  });

/** A script of several pages. */
export const anyScript: fc.Arbitrary<ScriptBlock[]> = fc
  .array(anyBlock, { minLength: 1, maxLength: 60 })
  .map((blocks) => {
    const newId = countingIds();
    return blocks.map((block) => ({ id: newId(), ...block }));
  });
