import type { ScriptBlock, TextRun } from "../screenplay/block.ts";
import { plainText } from "../screenplay/block.ts";
import { diffWords } from "../version/words.ts";

/** A stretch of the first text that gives way to other text. */
type Hunk = { start: number; end: number; text: string; textStart: number };

export type Merged = {
  block: ScriptBlock;
  /** Changes of the proposal that went in, and those that meet somebody else's. */
  kept: number;
  lost: number;
};

/**
 * What a proposed block comes to when the block has changed since: each proposed change of words goes in unless
 * somebody changed the same words. Marks come with the words that carry them.
 */
export function mergeBlock(base: ScriptBlock, current: ScriptBlock, wanted: ScriptBlock): Merged {
  const proposed = hunksBetween(plainText(base), plainText(wanted));
  const made = hunksBetween(plainText(base), plainText(current));
  let runs = current.runs;
  let kept = 0;
  let lost = 0;
  for (const hunk of proposed.toReversed()) {
    if (made.some((one) => isEqual(one, hunk))) kept += 1;
    else if (made.some((one) => overlaps(one, hunk))) lost += 1;
    else {
      kept += 1;
      const start = shifted(made, hunk.start, true);
      const end = hunk.end === hunk.start ? start : shifted(made, hunk.end, false);
      const text = sliceRuns(wanted.runs, hunk.textStart, hunk.textStart + hunk.text.length);
      runs = joinRuns([...sliceRuns(runs, 0, start), ...text, ...sliceRuns(runs, end, Infinity)]);
    }
  }
  const fields = mergeFields(base, current, wanted);
  return {
    block: { ...fields.block, runs },
    kept: kept + fields.kept,
    lost: lost + fields.lost,
  };
}

function hunksBetween(before: string, after: string): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let afterAt = 0;
  let open: Hunk | null = null;
  for (const piece of diffWords(before, after)) {
    if (piece.kind === "same") {
      open = null;
      at += piece.text.length;
      afterAt += piece.text.length;
      continue;
    }
    if (open === null) {
      open = { start: at, end: at, text: "", textStart: afterAt };
      hunks.push(open);
    }
    if (piece.kind === "gone") {
      at += piece.text.length;
      open.end = at;
    } else {
      open.text += piece.text;
      afterAt += piece.text.length;
    }
  }
  return hunks;
}

function isEqual(a: Hunk, b: Hunk): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Two insertions at one place do not meet: both go in. */
function overlaps(a: Hunk, b: Hunk): boolean {
  if (a.start === a.end && b.start === b.end) return false;
  if (a.start === a.end) return b.start < a.start && a.start < b.end;
  if (b.start === b.end) return a.start < b.start && b.start < a.end;
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

/** Where an offset of the base stands in the current text; `isAfter` puts it behind what was inserted right there. */
function shifted(made: readonly Hunk[], offset: number, isAfter: boolean): number {
  let moved = offset;
  for (const { start, end, text } of made) {
    const isBefore = end < offset || (end === offset && (isAfter || start < end));
    if (isBefore) moved += text.length - (end - start);
  }
  return moved;
}

/** Everything but text and id: the proposal's value where it changes one that nobody else changed. */
function mergeFields(base: ScriptBlock, current: ScriptBlock, wanted: ScriptBlock) {
  const from: Record<string, unknown> = { ...base };
  const now: Record<string, unknown> = { ...current };
  const to: Record<string, unknown> = { ...wanted };
  let kept = 0;
  let lost = 0;
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (key === "id" || key === "runs" || from[key] === to[key]) continue;
    if (now[key] !== from[key] && now[key] !== to[key]) {
      lost += 1;
      continue;
    }
    kept += 1;
    if (to[key] === undefined) delete now[key];
    else now[key] = to[key];
  }
  return { block: now as ScriptBlock, kept, lost };
}

function sliceRuns(runs: readonly TextRun[], from: number, to: number): TextRun[] {
  const found: TextRun[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text !== "") found.push({ ...run, text });
    at += run.text.length;
  }
  return found;
}

function joinRuns(runs: readonly TextRun[]): TextRun[] {
  const joined: TextRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      JSON.stringify({ ...last, text: "" }) === JSON.stringify({ ...run, text: "" })
    ) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else joined.push(run);
  }
  return joined;
}
