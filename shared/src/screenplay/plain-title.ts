import * as is from "./line-rules.ts";
import { endOf, layoutText, type LayoutLine } from "./plain-lines.ts";
import type { UnderstoodLine } from "./understood.ts";

const mostLines = 40;

/**
 * The lines of a title page: a first page without a scene, or in a text without pages what stands spaced out before the
 * first scene. Empty when there is none.
 */
export function titleLines(
  lines: readonly LayoutLine[],
  reasons: readonly (string | null)[],
  left: number,
): Map<number, UnderstoodLine> {
  const found = new Map<number, UnderstoodLine>();
  const start = lines.findIndex((line) => isOfTheScript(line));
  if (start <= 0) return found;
  const firstPage = lines[0]!.page;
  const end = lines.findIndex((line) => line.page !== firstPage);
  const isOwnPage = end > 0 && end <= start;
  const isSpacedOut = lines.slice(1, start + 1).some((line) => line.before >= 3);
  const until = isOwnPage ? end : isSpacedOut ? start : 0;
  if (until === 0 || until > mostLines) return found;
  // A page is centred around half of its widest lines.
  const middle = left + 30;
  for (let index = 0; index < until; index += 1) {
    const line = lines[index]!;
    if (reasons[index] !== null) continue;
    const text = layoutText(line).trim();
    const first = line.segments[0]!;
    const isCentered = Math.abs((first.column + endOf(line.segments.at(-1)!)) / 2 - middle) <= 6;
    found.set(index, {
      runs: [{ text }],
      element: "titlePage",
      confidence: 0.85,
      reason: "It stands before the first page of the script.",
      page: line.page,
      joint: index > 0 && line.before === 0 ? "\n" : null,
      isCentered,
    });
  }
  return found;
}

function isOfTheScript(line: LayoutLine): boolean {
  const text = layoutText(line)
    .trim()
    .replace(/^\w{1,4}\.?\s+(?=INT|EXT|I\/E)/, "");
  return is.looksLikeHeading(text) || /^(?:FADE IN|OVER BLACK|BLACK)[.:]?$/.test(text);
}
