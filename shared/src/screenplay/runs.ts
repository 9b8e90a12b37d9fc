import type { TextRun } from "./block.ts";
import { findNotes } from "./notes-in-text.ts";

/** Text with marks, one entry per character: the form in which marks are easiest to reason about. */
type MarkedChar = {
  char: string;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  /** The set of revisions is no mark that text formats can write: it stays on white space and at line ends. */
  revised: string | undefined;
};
const marks = ["bold", "italic", "underline"] as const;

/** Joins neighbours with the same marks, written in the same revision, and drops empty runs. */
export function mergeRuns(runs: readonly TextRun[]): TextRun[] {
  const merged: TextRun[] = [];
  for (const run of runs) {
    if (run.text === "") continue;
    const last = merged.at(-1);
    if (last && sameMarks(last, run) && last.revised === run.revised) last.text += run.text;
    else merged.push(asRun(run.text, run));
  }
  return merged;
}

export function sameMarks(a: TextRun, b: TextRun): boolean {
  return marks.every((mark) => Boolean(a[mark]) === Boolean(b[mark]));
}

/** The runs as text formats can say them: without the revisions in which they were written. */
export function unrevised(runs: readonly TextRun[]): TextRun[] {
  return mergeRuns(runs.map(({ revised: _revised, ...run }) => run));
}

/** Whether two texts say the same with the same marks, whatever was revised in them. */
export function sameRuns(a: readonly TextRun[], b: readonly TextRun[]): boolean {
  const [left, right] = [unrevised(a), unrevised(b)];
  return (
    left.length === right.length &&
    left.every((run, i) => run.text === right[i]!.text && sameMarks(run, right[i]!))
  );
}

export function asRun(
  text: string,
  from: { bold?: boolean; italic?: boolean; underline?: boolean; revised?: string | undefined },
): TextRun {
  const run: TextRun = { text };
  if (from.bold) run.bold = true;
  if (from.italic) run.italic = true;
  if (from.underline) run.underline = true;
  if (from.revised !== undefined) run.revised = from.revised;
  return run;
}

function toChars(runs: readonly TextRun[]): MarkedChar[] {
  return runs.flatMap((run) =>
    Array.from(run.text, (char) => ({
      char,
      bold: Boolean(run.bold),
      italic: Boolean(run.italic),
      underline: Boolean(run.underline),
      revised: run.revised,
    })),
  );
}

/**
 * The runs of each line. Line breaks carry no marks, and a mark never begins or ends on white space: Fountain has no
 * way to write either, and nobody sees the difference. Notes inside a line may span line breaks and stay whole.
 */
export function splitIntoLines(runs: readonly TextRun[]): TextRun[][] {
  const chars = toChars(runs);
  // One unit per character, so that positions in the text are positions in the list.
  const text = chars.map((c) => (c.char.length > 1 ? "x" : c.char)).join("");
  const insideNote = new Set<number>();
  for (const span of findNotes(text)) {
    for (let i = span.start; i < span.end; i++) insideNote.add(i);
  }
  const lines: MarkedChar[][] = [[]];
  chars.forEach((char, i) => {
    if (char.char === "\n" && !insideNote.has(i)) lines.push([]);
    else lines.at(-1)!.push(char);
  });
  return lines.map((line) => {
    for (const mark of marks) trimMark(line, mark);
    return mergeRuns(line.map((char) => asRun(char.char, char)));
  });
}

function trimMark(line: MarkedChar[], mark: (typeof marks)[number]): void {
  let start = 0;
  while (start < line.length) {
    if (!line[start]![mark]) {
      start += 1;
      continue;
    }
    let end = start;
    while (end < line.length && line[end]![mark]) end += 1;
    for (let i = start; i < end && isSpace(line[i]!.char); i++) line[i]![mark] = false;
    for (let i = end - 1; i >= start && isSpace(line[i]!.char); i--) line[i]![mark] = false;
    start = end;
  }
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}

/** Lines put together again with plain line breaks. A break inside what was revised was written with it. */
export function joinLines(lines: readonly TextRun[][]): TextRun[] {
  return mergeRuns(
    lines.flatMap((line, i) => {
      if (i === 0) return line;
      const [before, after] = [lines[i - 1]!.at(-1)?.revised, line[0]?.revised];
      return [before === after ? asRun("\n", { revised: before }) : { text: "\n" }, ...line];
    }),
  );
}

/** A line without the white space at its ends (only the end with `keepIndent`). */
export function trimRuns(line: readonly TextRun[], keepIndent = false): TextRun[] {
  const runs = line.map((run) => ({ ...run }));
  const last = runs.length - 1;
  for (let i = last; i >= 0; i--) {
    runs[i]!.text = runs[i]!.text.trimEnd();
    if (runs[i]!.text !== "") break;
  }
  if (keepIndent) return mergeRuns(runs);
  for (const run of runs) {
    run.text = run.text.trimStart();
    if (run.text !== "") break;
  }
  return mergeRuns(runs);
}

/** The stretches [start, end) of the runs, marks kept. */
export function cutRuns(runs: readonly TextRun[], stretches: readonly [number, number][]): TextRun[] {
  const found: TextRun[] = [];
  for (const [start, end] of stretches) {
    let at = 0;
    for (const run of runs) {
      const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at));
      if (text !== "") found.push({ ...run, text });
      at += run.text.length;
    }
  }
  return mergeRuns(found);
}
