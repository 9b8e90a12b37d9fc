import { plainText, type ScriptBlock, type TextRun } from "./block.ts";
import { findNotes } from "./notes-in-text.ts";
import { dualRules, elementRules, omitted, type ElementRule } from "./page-format.ts";
import { sentenceStarts, wrapText, type Line } from "./page-wrap.ts";

/** What a block shows on paper. Offsets of lines are offsets of `text`; `sourceOffset` leads back to the block. */
export type PrintedBlock = {
  text: string;
  rule: ElementRule;
  lines: Line[];
  /** Offsets where the rest may start a new page. */
  starts: () => readonly number[];
};

type Width = "full" | "dual";

// A block never changes, so it is laid out once for each width; an edit makes a new block.
const known: Record<Width, WeakMap<ScriptBlock, PrintedBlock>> = { full: new WeakMap(), dual: new WeakMap() };

/** Whether a block stands on the page at all. */
export function isPrinted(block: ScriptBlock): boolean {
  return elementRules[block.type] !== undefined;
}

/** A printed block in lines. An empty one takes one line, as it does while it is being written. */
export function printBlock(block: ScriptBlock, width: Width = "full"): PrintedBlock {
  const found = known[width].get(block);
  if (found !== undefined) return found;
  const rule = (width === "dual" ? dualRules[block.type] : undefined) ?? elementRules[block.type]!;
  const text = printedText(block);
  let starts: readonly number[] | undefined;
  const printed: PrintedBlock = {
    text,
    rule,
    lines: wrapText(text, rule.width, 0, rule.width + (rule.hang ?? 0)),
    starts: () => (starts ??= sentenceStarts(text)),
  };
  known[width].set(block, printed);
  return printed;
}

/** The lines from `from` on, wrapped anew: a paragraph that goes on begins at the edge of its column. */
export function linesFrom(printed: PrintedBlock, from: number): Line[] {
  return from === 0 ? printed.lines : wrapText(printed.text, printed.rule.width, from);
}

/** The text of a block without the notes inside it. An omitted heading says only that. */
export function printedText(block: ScriptBlock): string {
  if (block.omitted === true) return omitted;
  const text = plainText(block);
  const notes = hasNotes(text) ? findNotes(text) : [];
  if (notes.length === 0) return text;
  let printed = "";
  let at = 0;
  for (const note of notes) {
    printed += text.slice(at, note.start);
    at = note.end;
  }
  return printed + text.slice(at);
}

/** The offset in the block's own text of an offset in its printed text. */
export function sourceOffset(block: ScriptBlock, offset: number): number {
  const text = plainText(block);
  if (block.omitted === true || !hasNotes(text)) return offset;
  let source = offset;
  for (const note of findNotes(text)) if (note.start <= source) source += note.end - note.start;
  return source;
}

/** The offset in the printed text of an offset in the block's own text; inside a note, where the note stands. */
export function printedOffset(block: ScriptBlock, offset: number): number {
  const text = plainText(block);
  if (block.omitted === true) return 0;
  if (!hasNotes(text)) return Math.min(offset, text.length);
  let printed = Math.min(offset, text.length);
  for (const note of findNotes(text)) {
    if (note.start >= offset) break;
    printed -= Math.min(note.end, offset) - note.start;
  }
  return printed;
}

/** The runs that show `from` up to `to` of the printed text. */
export function printedRuns(block: ScriptBlock, from: number, to: number): TextRun[] {
  if (block.omitted === true) return [{ text: omitted.slice(from, to) }];
  const [start, end] = [sourceOffset(block, from), sourceOffset(block, to)];
  const notes = findNotes(plainText(block));
  const runs: TextRun[] = [];
  let at = 0;
  for (const run of block.runs) {
    let text = "";
    for (let i = Math.max(at, start); i < Math.min(at + run.text.length, end); i += 1) {
      if (!notes.some((note) => i >= note.start && i < note.end)) text += run.text[i - at];
    }
    at += run.text.length;
    if (text !== "") runs.push({ ...run, text });
  }
  return runs;
}

function hasNotes(text: string): boolean {
  return text.includes("[[") || text.includes("/*");
}
