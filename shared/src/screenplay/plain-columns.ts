import { layoutText, type LayoutLine } from "./plain-lines.ts";
import * as is from "./line-rules.ts";

/** Columns of the elements, in characters from the left edge of the sheet, as this file sets them. */
export type Columns = { left: number; dialogue: number; parenthetical: number; cue: number };

/** Finds the columns from what certainly is a heading, a cue and what follows it; else from Final Draft's page. */
export function findColumns(lines: readonly LayoutLine[]): Columns {
  const left = leftEdge(lines);
  const cues: number[] = [];
  const speeches: number[] = [];
  const parentheticals: number[] = [];
  lines.forEach((line, index) => {
    const column = line.segments[0]?.column ?? 0;
    const next = lines[index + 1];
    if (line.segments.length !== 1 || column < left + 6 || !is.looksLikeCue(layoutText(line))) return;
    if (next === undefined || next.before > 0 || next.page !== line.page) return;
    const follows = next.segments[0]?.column ?? 0;
    if (follows >= column || follows < left + 3) return;
    cues.push(column);
    (layoutText(next).startsWith("(") ? parentheticals : speeches).push(follows);
  });
  const cue = mostCommon(cues) ?? left + 20;
  const dialogue = mostCommon(speeches) ?? left + Math.round((cue - left) / 2);
  const parenthetical = mostCommon(parentheticals) ?? Math.round((dialogue + cue) / 2);
  return { left, dialogue, parenthetical, cue };
}

/** Where headings stand; without any, where most lines do. */
export function leftEdge(lines: readonly LayoutLine[]): number {
  const headings = lines.flatMap(({ segments }) => {
    const found = segments.find((segment) =>
      is.looksLikeHeading(segment.runs.map((run) => run.text).join("")),
    );
    return found === undefined ? [] : [found.column];
  });
  return mostCommon(headings) ?? mostCommon(lines.map((line) => line.segments[0]?.column ?? 0)) ?? 0;
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
