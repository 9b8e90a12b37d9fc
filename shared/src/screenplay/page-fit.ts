import type { ScriptBlock } from "./block.ts";
import { saysContinued } from "./continued.ts";
import { continued } from "./page-format.ts";
import { linesFrom, printBlock, printedText, type PrintedBlock } from "./page-block.ts";
import { height, nextPrinted, unitAt, type Unit } from "./page-unit.ts";
import { wrapText, type Line } from "./page-wrap.ts";

/** A place in the text where a page may begin. */
export type Cursor = {
  /** Index of the block, and offset in its printed text. */
  block: number;
  offset: number;
  /** Index of the cue that is repeated at the top of the page, -1 when none is. */
  cue: number;
};

/** A place where a locked page begins. */
export type Stop = { block: number; offset: number };

/** How much of a unit goes on a page. `lines` includes the line of (MORE). */
export type Fit = { lines: number; rest: Cursor | null; more: boolean };

export type FitContext = {
  blocks: readonly ScriptBlock[];
  /** The next place where a page has to begin, or null. */
  stop: Stop | null;
  /** Told each block index that a decision looked at, so that later edits know which pages they can change. */
  look: (index: number) => void;
};

/** Where a unit is taken up: its first block's offset, and the cue that is repeated. */
export type Entry = { offset: number; cue: number };

const fresh: Entry = { offset: 0, cue: -1 };

/** A cue that takes more lines than this is not repeated on the next page. */
const tallestCue = 4;

/**
 * How much of a unit fits into `room` lines; null when it has to begin on the next page. At the top of a page something
 * always fits.
 */
export function fitUnit(
  context: FitContext,
  unit: Unit,
  entry: Entry,
  room: number,
  isTop: boolean,
): Fit | null {
  const next = unitAt(context.blocks, unit.end);
  context.look(nextPrinted(context.blocks, next.end));
  if (unit.kind === "heading") return fitHeading(context, unit, next, room, isTop);
  const reserve = next.kind === "transition" && !stopsAt(context, next) ? 1 + linesOf(context, next) : 0;
  if (unit.kind === "speech") return fitSpeech(context, unit, entry, room, reserve, isTop);
  if (unit.kind === "dual") {
    const lines = dualHeight(context.blocks, unit);
    return lines + reserve <= room || isTop ? { lines, rest: null, more: false } : null;
  }
  return fitParagraph(context, unit.start, entry.offset, room, reserve, isTop);
}

/** The taller of the two speeches. */
export function dualHeight(blocks: readonly ScriptBlock[], unit: Unit): number {
  return Math.max(height(blocks, unit.blocks, "dual"), height(blocks, unit.right, "dual"));
}

/** A heading never stands at the foot of a page without the beginning of what follows. */
function fitHeading(context: FitContext, unit: Unit, next: Unit, room: number, isTop: boolean): Fit | null {
  const lines = linesOf(context, unit);
  if (lines > room) return isTop ? fitParagraph(context, unit.start, 0, room, 0, true) : null;
  const whole = { lines, rest: null, more: false };
  if (isTop || next.kind === "end" || next.kind === "break" || stopsAt(context, next)) return whole;
  return fitUnit(context, next, fresh, room - lines - next.before, false) === null ? null : whole;
}

/**
 * A paragraph of up to three lines stays whole; a longer one may be cut between sentences with two lines on both sides.
 */
function fitParagraph(
  context: FitContext,
  index: number,
  offset: number,
  room: number,
  reserve: number,
  isTop: boolean,
): Fit | null {
  const printed = printBlock(context.blocks[index]!);
  const lines = linesFrom(printed, offset);
  const stop = stopIn(context, index, offset);
  if (stop !== null) {
    const head = linesBefore(lines, stop);
    if (head <= room) return { lines: head, rest: { block: index, offset: stop, cue: -1 }, more: false };
  } else if (lines.length + reserve <= room) return { lines: lines.length, rest: null, more: false };
  const isSplittable = lines.length > 3 || offset > 0;
  const cut = isSplittable ? lastCut(printed, lines, offset, room, stop) : null;
  if (cut !== null) return { lines: cut.lines, rest: { block: index, offset: cut.at, cue: -1 }, more: false };
  if (!isTop) return null;
  if (lines.length <= room) return { lines: lines.length, rest: null, more: false };
  return { lines: room, rest: { block: index, offset: lines[room]!.from, cue: -1 }, more: false };
}

function lastCut(
  printed: PrintedBlock,
  lines: readonly Line[],
  offset: number,
  room: number,
  stop: number | null,
): { at: number; lines: number } | null {
  for (const at of printed.starts().toReversed()) {
    if (at <= offset || (stop !== null && at >= stop)) continue;
    const head = linesBefore(lines, at);
    if (head < 2) return null;
    if (head <= room && linesFrom(printed, at).length >= 2) return { at, lines: head };
  }
  return null;
}

/**
 * A speech goes over to the next page between sentences or before a parenthetical, with two lines under its cue and a
 * line for (MORE). A parenthetical is never the last line before (MORE).
 */
function fitSpeech(
  context: FitContext,
  unit: Unit,
  entry: Entry,
  room: number,
  reserve: number,
  isTop: boolean,
): Fit | null {
  const { blocks } = context;
  const startsWithCue = blocks[unit.start]!.type === "character" && entry.offset === 0;
  const cue = startsWithCue ? unit.start : entry.cue;
  const cueLines = cue === -1 ? 0 : cueHeight(blocks[cue]!, !startsWithCue);
  const isWhole = context.stop === null || context.stop.block < unit.start || context.stop.block >= unit.end;
  if (isWhole) {
    const lines = cueLines + bodyHeight(blocks, unit, cue, entry.offset);
    if (lines + reserve <= room) return { lines, rest: null, more: false };
  }
  const repeated = cue !== -1 && cueHeight(blocks[cue]!, true) <= tallestCue ? cue : -1;
  let used = cueLines;
  let cut: Fit | null = null;
  let previous: string = "character";
  const offer = (lines: number, block: number, offset: number) => {
    if (lines - cueLines < 2 || lines + 1 > room) return;
    cut = { lines: lines + 1, rest: { block, offset, cue: repeated }, more: true };
  };
  for (const index of unit.blocks) {
    if (index === cue) continue;
    const printed = printBlock(blocks[index]!);
    const offset = index === unit.start ? entry.offset : 0;
    const lines = linesFrom(printed, offset);
    if (stopHere(context, index, 0) && index !== unit.start) {
      if (used + 1 <= room)
        return { lines: used + 1, rest: { block: index, offset: 0, cue: repeated }, more: true };
      used = Infinity;
      break;
    }
    if (previous !== "parenthetical" && previous !== "character") offer(used, index, 0);
    const stop = stopIn(context, index, offset);
    if (blocks[index]!.type !== "parenthetical") {
      for (const at of printed.starts()) {
        if (at > offset && (stop === null || at < stop)) offer(used + linesBefore(lines, at), index, at);
      }
    }
    if (stop !== null) {
      const head = used + linesBefore(lines, stop);
      if (head + 1 <= room)
        return { lines: head + 1, rest: { block: index, offset: stop, cue: repeated }, more: true };
      used = Infinity;
      break;
    }
    used += lines.length;
    previous = blocks[index]!.type;
  }
  if (used + reserve <= room) return { lines: used, rest: null, more: false };
  if (cut !== null || !isTop) return cut;
  if (used <= room) return { lines: used, rest: null, more: false };
  return cutAnywhere(context, unit, entry, room, { cue, cueLines, repeated });
}

function bodyHeight(blocks: readonly ScriptBlock[], unit: Unit, cue: number, offset: number): number {
  let lines = 0;
  for (const index of unit.blocks) {
    if (index !== cue)
      lines += linesFrom(printBlock(blocks[index]!), index === unit.start ? offset : 0).length;
  }
  return lines;
}

/** The last resort, for a speech without a full stop that is longer than a page. */
function cutAnywhere(
  context: FitContext,
  unit: Unit,
  entry: Entry,
  room: number,
  { cue, cueLines, repeated }: { cue: number; cueLines: number; repeated: number },
): Fit {
  const { blocks } = context;
  if (cueLines + 2 > room) {
    // The cue alone fills the page.
    const fit = fitParagraph(context, unit.start, entry.offset, room, 0, true)!;
    return { ...fit, rest: fit.rest ?? { block: unit.blocks[1]!, offset: 0, cue: -1 } };
  }
  let used = cueLines;
  for (const index of unit.blocks) {
    if (index === cue) continue;
    const lines = linesFrom(printBlock(blocks[index]!), index === unit.start ? entry.offset : 0);
    if (used + lines.length + 1 > room) {
      const kept = room - 1 - used;
      const rest = { block: index, offset: kept === 0 ? 0 : lines[kept]!.from, cue: repeated };
      return { lines: room, rest, more: true };
    }
    used += lines.length;
  }
  return { lines: used, rest: null, more: false };
}

/** The lines of a cue, with (CONT'D) when it has to say so. */
export function cueLines(cue: ScriptBlock, isContinued: boolean): { text: string; lines: Line[] } {
  const printed = printBlock(cue);
  if (!isContinued || saysContinued(printedText(cue))) return printed;
  const text = `${printedText(cue).trimEnd()} ${continued}`;
  return { text, lines: wrapText(text, printed.rule.width) };
}

function cueHeight(cue: ScriptBlock, isContinued: boolean): number {
  return cueLines(cue, isContinued).lines.length;
}

function linesOf(context: FitContext, unit: Unit): number {
  return printBlock(context.blocks[unit.start]!).lines.length;
}

/** How many of the lines hold something from before `at`. */
export function linesBefore(lines: readonly Line[], at: number): number {
  let count = 0;
  while (count < lines.length && lines[count]!.from < at) count += 1;
  return count;
}

/** Whether a page has to begin with this unit: at its first line, or inside something that is not cut. */
export function stopsAt({ stop }: Pick<FitContext, "stop">, unit: Unit): boolean {
  if (stop === null || stop.block < unit.start || stop.block >= unit.end) return false;
  if (stop.block === unit.start && stop.offset === 0) return true;
  return unit.kind === "heading" || unit.kind === "dual" || unit.kind === "transition";
}

function stopHere({ stop }: FitContext, index: number, offset: number): boolean {
  return stop !== null && stop.block === index && stop.offset === offset;
}

/** The offset of a locked page's beginning inside a block, after `offset`. */
function stopIn({ stop }: FitContext, index: number, offset: number): number | null {
  return stop !== null && stop.block === index && stop.offset > offset ? stop.offset : null;
}
