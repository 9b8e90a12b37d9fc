import type { TextRun } from "./block.ts";

/** Words on one line that stand together; columns count characters from the left edge of the sheet. */
export type Segment = { column: number; runs: TextRun[] };

/** A line of a laid-out page. */
export type LayoutLine = {
  segments: Segment[];
  /** 1-based. */
  page: number;
  /** Empty lines above it on its page. */
  before: number;
};

/** The text of a segment. */
export function segmentText({ runs }: Segment): string {
  return runs.map((run) => run.text).join("");
}

/** The text of a line, its segments divided by one space. */
export function layoutText({ segments }: LayoutLine): string {
  return segments.map(segmentText).join(" ");
}

/** The column after the last character. */
export function endOf(segment: Segment): number {
  return segment.column + segmentText(segment).length;
}

/** So many spaces inside a line set its parts apart: numbers in the margins, two speeches side by side. */
const gap = / {4,}/g;

/** Plain text as lines with columns. A form feed begins a page. */
export function textLines(text: string): LayoutLine[] {
  const lines: LayoutLine[] = [];
  let page = 1;
  let before = 0;
  for (const raw of text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?|\v/g, "\n")
    .split("\n")) {
    for (const [index, part] of raw.split("\f").entries()) {
      if (index > 0) {
        page += 1;
        before = 0;
      }
      const segments = segmentsOf(withoutTabs(part));
      if (segments.length === 0) before += index > 0 && part === "" ? 0 : 1;
      else {
        lines.push({ segments, page, before });
        before = 0;
      }
    }
  }
  return lines;
}

/** Tabs go to the next column that is a multiple of eight, as on a typewriter. */
function withoutTabs(line: string): string {
  if (!line.includes("\t")) return line;
  return line.split("\t").reduce((out, part) => out + " ".repeat(8 - (out.length % 8)) + part);
}

function segmentsOf(line: string): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const take = (from: number, to: number) => {
    const part = line.slice(from, to);
    const text = part.trim();
    if (text !== "") segments.push({ column: from + part.indexOf(text), runs: [{ text }] });
  };
  for (const found of line.matchAll(gap)) {
    take(at, found.index);
    at = found.index + found[0].length;
  }
  take(at, line.length);
  return segments;
}

/** Whether a text is laid out in columns at all, with cues further in than dialogue and dialogue further in than action. */
export function isLaidOut(lines: readonly LayoutLine[]): boolean {
  const columns = lines.map((line) => line.segments[0]!.column).toSorted((a, b) => a - b);
  if (columns.length === 0) return false;
  const left = columns[Math.floor(columns.length / 20)]!;
  const inset = lines.filter((line, index) => {
    const next = lines[index + 1];
    const column = line.segments[0]!.column;
    const nextColumn = next?.segments[0]?.column ?? 0;
    return column >= left + 8 && next?.before === 0 && nextColumn < column && nextColumn >= left + 4;
  });
  return inset.length >= 2;
}
