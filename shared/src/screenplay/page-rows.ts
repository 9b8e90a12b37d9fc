import { textCells } from "./cells.ts";
import type { TextRun } from "./block.ts";
import { directionOf, type Direction } from "./direction.ts";
import { linesFrom, printBlock, printedRuns } from "./page-block.ts";
import {
  continued,
  dualColumns,
  dualRules,
  dualWidth,
  elementRules,
  more,
  moreColumn,
  textWidth,
  type ElementRule,
} from "./page-format.ts";
import { cueLines } from "./page-fit.ts";
import type { Page, Piece } from "./pagination.ts";

/**
 * One printed line: where it stands in lines and characters from the top left of the text, and what it says. Headings are
 * bold and lyrics italic, on the screen as in the PDF. Runs are in the order in which they are read.
 */
export type PageRow = {
  line: number;
  column: number;
  runs: TextRun[];
  piece: Piece;
  /** Offset of its first letter in the printed text of its block. */
  from: number;
  /** Whether it is the first line of its block. */
  isFirst: boolean;
  /** Which way the paragraph runs. From right to left the columns are those of the page in a mirror. */
  direction: Direction;
};

/**
 * The lines of a page from top to bottom, with their places; two columns of a dual speech one after the other.
 *
 * @param goOn Ids of cues that say (CONT'D), because who speaks goes on.
 */
export function rowsOf(page: Page, goOn: ReadonlySet<string> = new Set()): PageRow[] {
  return page.pieces.flatMap((piece) => {
    const rows = rowsOfPiece(piece);
    if (piece.role === "text" && goOn.has(piece.block.id)) rows.at(-1)?.runs.push({ text: ` ${continued}` });
    return rows;
  });
}

/**
 * Whether a line was changed in a set of revisions: it holds text of the set, or its block changed and shows no such text
 * (words were only taken away, or it became another element).
 */
export function isRevised({ piece, runs }: PageRow, set: string): boolean {
  const { block, role } = piece;
  if (role !== "text") return false;
  if (runs.some((run) => run.revised === set)) return true;
  return block.revision === set && !block.runs.some((run) => run.revised === set);
}

/** The lines of one piece. */
export function rowsOfPiece(piece: Piece): PageRow[] {
  const { block, line, role, side } = piece;
  if (role === "more") {
    return [
      { line, column: moreColumn, runs: [{ text: more }], piece, from: 0, isFirst: false, direction: "ltr" },
    ];
  }
  const rule = ruleOf(piece);
  const across = side === undefined ? textWidth : dualWidth;
  const origin = side === undefined ? 0 : dualColumns[side === "left" ? 0 : 1];
  const printed = printBlock(block, side === undefined ? "full" : "dual");
  const isCue = role === "repeated-cue";
  const direction = directionOf(printed.text);
  const lines = isCue ? cueLines(block, true).lines : linesFrom(printed, piece.from);
  return lines.slice(0, piece.lines).map((one, index) => {
    const to = Math.min(one.to, piece.to);
    const runs = isCue
      ? cueRuns(piece, one.from, to)
      : printedRuns(block, one.from, trimmed(printed.text, one.from, to));
    const text = runs.map((run) => run.text).join("");
    if (block.type === "sceneHeading") for (const run of runs) run.bold = true;
    if (block.type === "lyric") for (const run of runs) run.italic = true;
    const isFirst = index === 0 && piece.from === 0 && role === "text";
    const column = columnOf(rule, text, isFirst);
    return {
      line: line + index,
      column: direction === "ltr" ? origin + column : origin + across - column - textCells(text),
      runs,
      piece,
      from: one.from,
      isFirst,
      direction,
    };
  });
}

function ruleOf({ block, side }: Piece): ElementRule {
  return (side === undefined ? undefined : dualRules[block.type]) ?? elementRules[block.type]!;
}

/** A cue with (CONT'D) behind it, which is not part of its text. */
function cueRuns({ block }: Piece, from: number, to: number): TextRun[] {
  const { text } = cueLines(block, true);
  const own = text.endsWith(continued) ? text.length - continued.length - 1 : text.length;
  const runs = from < own ? printedRuns(block, from, Math.min(to, own)) : [];
  return to > own ? [...runs, { text: text.slice(Math.max(from, own), to) }] : runs;
}

function trimmed(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && text[at - 1] === " ") at -= 1;
  return at;
}

function columnOf(rule: ElementRule, text: string, isFirst: boolean): number {
  if (rule.align === "right") return rule.column + rule.width - textCells(text);
  if (rule.align === "center") return rule.column + Math.max(0, (rule.width - textCells(text)) / 2);
  return rule.column - (isFirst ? (rule.hang ?? 0) : 0);
}
