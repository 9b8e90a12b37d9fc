import { endOf, layoutText, segmentText, type LayoutLine } from "./plain-lines.ts";

/**
 * What stands on a page and is not the script: page numbers, running headers, (MORE) and (CONTINUED), numbers and
 * revision marks in the margins.
 */
export type Furniture = {
  /** Why a line is no line of the script; null for one that is. */
  reasons: (string | null)[];
  /** The line without the margins; the same object where there was nothing in them. */
  lines: LayoutLine[];
  /** Scene numbers that stood in the margins, by line. */
  numbers: Map<number, string>;
};

const pageNumber = /^(?:page\s+|p\.\s*)?[-–]?\s*[A-Z]{0,2}\d{1,4}[A-Z]{0,3}\s*[-–]?\.?$/i;
const continued = /^\(?CONTINUED\)?:?(?:\s*\(\d+\))?$/i;
const more = /^\((?:MORE|CONT(?:INUED|'D|’D|\.)?)\)$/i;
const sceneNumber = /^(?:[A-Z]{0,2}\d{1,4}[A-Z]{0,2}(?:[.-]\d{1,3})?)\.?$/i;

/** Finds it. `left` is the column of action. */
export function findFurniture(lines: readonly LayoutLine[], left: number): Furniture {
  const numbers = new Map<number, string>();
  const bare = lines.map((line, index) => withoutMargins(line, left, (number) => numbers.set(index, number)));
  const repeated = repeatedAtEdges(bare);
  const reasons = bare.map((line, index) => {
    const text = layoutText(line).trim();
    const isFirst = lines[index - 1]?.page !== line.page;
    const isLast = lines[index + 1]?.page !== line.page;
    if (line.segments.length === 0) return "A mark in the margin.";
    if (more.test(text)) return "The page says that the speech goes on.";
    if (continued.test(text)) return "The page says that the scene goes on.";
    if ((isFirst || isLast) && pageNumber.test(text) && line.segments[0]!.column > left + 2)
      return "A page number.";
    if (isLast && pageNumber.test(text)) return "A page number.";
    if (repeated.has(edgeKey(text)) && isAtEdge(bare, index))
      return "It stands on many pages: a header or footer.";
    return null;
  });
  return { reasons, lines: bare, numbers };
}

/** Letters of a header, without the page's number; other digits may differ from page to page. */
function edgeKey(text: string): string {
  return text
    .replace(/\s*[A-Z]{0,2}\d{1,4}[A-Z]{0,3}\.?$/, "")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ")
    .trim();
}

/** At the top with an empty line below it, or at the bottom with one above: a cue at the top stands over its speech. */
function isAtEdge(lines: readonly LayoutLine[], index: number): boolean {
  const { page, before } = lines[index]!;
  const above = lines[index - 1];
  const below = lines[index + 1];
  const isTop = above?.page !== page || (lines[index - 2]?.page !== page && before === 0);
  return (isTop && (below?.page !== page || below.before > 0)) || (below?.page !== page && before > 0);
}

/** Texts that stand at the top or bottom of at least three pages and a third of them all. */
function repeatedAtEdges(lines: readonly LayoutLine[]): Set<string> {
  const pages = new Map<string, Set<number>>();
  lines.forEach((line, index) => {
    const text = layoutText(line);
    if (!isAtEdge(lines, index) || !/\p{L}/u.test(text) || text.length > 90) return;
    const key = edgeKey(text);
    pages.set(key, (pages.get(key) ?? new Set()).add(line.page));
  });
  const total = new Set(lines.map((line) => line.page)).size;
  return new Set([...pages].filter(([, on]) => on.size >= 3 && on.size * 3 >= total).map(([key]) => key));
}

function withoutMargins(line: LayoutLine, left: number, found: (number: string) => void): LayoutLine {
  let segments = line.segments;
  const last = segments.at(-1);
  if (last !== undefined && /^\*+$/.test(segmentText(last)) && last.column >= left + 50)
    segments = segments.slice(0, -1);
  const first = segments[0];
  let number: string | null = null;
  if (
    segments.length > 1 &&
    first !== undefined &&
    sceneNumber.test(segmentText(first)) &&
    first.column <= left - 2
  ) {
    number = segmentText(first);
    segments = segments.slice(1);
  }
  const right = segments.at(-1);
  const isOutside = right !== undefined && right.column >= left + 52 && endOf(right) > left + 56;
  if (segments.length > 1 && isOutside && sceneNumber.test(segmentText(right))) {
    number ??= segmentText(right);
    segments = segments.slice(0, -1);
  }
  if (number !== null) found(number.replace(/\.$/, ""));
  return segments === line.segments ? line : { ...line, segments };
}
