import * as is from "./line-rules.ts";
import type { Columns } from "./plain-columns.ts";
import { segmentText, type LayoutLine } from "./plain-lines.ts";

type Part = { line: LayoutLine; number: string | undefined; reason: string | null; dual: true | null };

/**
 * Finds speeches side by side, which begin with two cues on one line, and puts the right one under the left one. A line
 * belongs to the side on which it begins.
 */
export function splitDual(parts: readonly Part[], columns: Columns): Part[] {
  const out: Part[] = [];
  for (let at = 0; at < parts.length;) {
    const cues = parts[at]!.reason === null ? twoCues(parts[at]!.line, columns) : null;
    if (cues === null) {
      out.push(parts[at]!);
      at += 1;
      continue;
    }
    const [left, right]: [Part[], Part[]] = [[], []];
    const start = at;
    while (at < parts.length && (at === start || isInside(parts[at]!, parts[at - 1]!))) {
      const { line } = parts[at]!;
      for (const segment of line.segments) {
        const isRight = segment.column >= cues.border;
        const side = isRight ? right : left;
        const before = side.length === 0 ? 1 : 0;
        const moved = toColumn(segmentText(segment), side.length === 0, columns);
        const segments = [{ ...segment, column: moved }];
        side.push({
          line: { segments, page: line.page, before },
          number: undefined,
          reason: null,
          dual: isRight ? true : null,
        });
      }
      at += 1;
    }
    out.push(...left, ...right);
  }
  return out;
}

function isInside(part: Part, before: Part): boolean {
  return part.reason === null && part.line.before === 0 && part.line.page === before.line.page;
}

function twoCues(line: LayoutLine, columns: Columns): { border: number } | null {
  if (line.segments.length !== 2) return null;
  const [a, b] = line.segments as [LayoutLine["segments"][0], LayoutLine["segments"][0]];
  const isPair = [a, b].every((one) => is.looksLikeCue(segmentText(one)) && segmentText(one).length <= 40);
  const isInset = a.column >= columns.left + 2 && b.column >= columns.left + 25;
  // The right column begins left of its cue by as much as the left one does of its own.
  return isPair && isInset ? { border: b.column - Math.min(14, (b.column - a.column) / 2) } : null;
}

/** Columns of two speeches side by side as if each stood alone. */
function toColumn(text: string, isCue: boolean, columns: Columns): number {
  if (isCue) return columns.cue;
  if (text.startsWith("(")) return columns.parenthetical;
  return columns.dialogue;
}
