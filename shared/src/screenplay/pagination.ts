/**
 * Lays a screenplay out on pages, by character count, as Final Draft does. This is the one place that decides where a
 * page ends: the editor's page breaks, the PDF and every report of lengths read the same pages.
 */
import type { ScriptBlock } from "./block.ts";
import { pageFormats, type PageFormat, type Paper } from "./page-format.ts";
import { linesFrom, printBlock } from "./page-block.ts";
import {
  cueLines,
  dualHeight,
  fitUnit,
  linesBefore,
  stopsAt,
  type Cursor,
  type Entry,
  type Fit,
  type FitContext,
} from "./page-fit.ts";
import { resolveLocks, type PageLock, type ResolvedLock } from "./page-lock.ts";
import { pageNumbers } from "./page-numbers.ts";
import { nextPrinted, restOfSpeech, unitAt, type Unit } from "./page-unit.ts";

export type PageOptions = {
  paper?: Paper;
  /** Pages that are locked, in order. */
  locks?: readonly PageLock[];
};

/** A stretch of one block on one page. */
export type Piece = {
  block: ScriptBlock;
  /** The part of the block's printed text. */
  from: number;
  to: number;
  /** First line on the page, counted from 0, and how many. */
  line: number;
  lines: number;
  role: "text" | "more" | "repeated-cue";
  /** In two speeches side by side, which of them. */
  side?: "left" | "right";
};

export type Page = {
  /** As printed: 1, 2, or 2A when pages are locked. */
  number: string;
  start: Cursor;
  pieces: Piece[];
  /** Lines down to the last printed one. */
  used: number;
  /** Whether it ends early because the next page is locked: its empty lines are no part of the film. */
  isShort: boolean;
  /** What the layout of this page depends on, for edits: blocks looked at, and the next lock at its start. */
  reach: number;
  lock: number;
  /** Index of the lock that begins this page, -1 when it is none. */
  locked: number;
};

export type Pages = {
  format: PageFormat;
  pages: readonly Page[];
  blocks: readonly ScriptBlock[];
  locks: readonly ResolvedLock[];
};

type State = { cursor: Cursor; lock: number };

/** Lays out all pages. There is always at least one. */
export function paginate(blocks: readonly ScriptBlock[], options: PageOptions = {}): Pages {
  const frame = frameOf(blocks, options);
  const start: State = { cursor: { block: 0, offset: 0, cue: -1 }, lock: 0 };
  return numbered(
    frame,
    layPages(frame, start, () => null),
  );
}

type Frame = Omit<Pages, "pages">;

function frameOf(blocks: readonly ScriptBlock[], { paper = "letter", locks = [] }: PageOptions): Frame {
  return { format: pageFormats[paper], blocks, locks: resolveLocks(blocks, locks) };
}

/**
 * Lays out the pages again after an edit. Blocks that did not change must be the same objects as before: from the page of
 * the first change on, pages are laid anew until one begins as an old one did; the rest is taken over. Changes that are far
 * from each other, as several people make them, are followed one after the other, and what lies between is taken over too.
 */
export function repaginate(before: Pages, blocks: readonly ScriptBlock[], options: PageOptions = {}): Pages {
  const stretches = changedStretches(before.blocks, blocks);
  let laid = before;
  for (const { end } of stretches.slice(0, -1))
    laid = repaginateOnce(laid, [...blocks.slice(0, end), ...before.blocks.slice(end)], options);
  return repaginateOnce(laid, blocks, options);
}

/** Blocks between two changes, from which on they are followed one by one: about three pages. */
const farApart = 60;

/** Stretches `[start, end)` in which two lists differ, far from each other; one where blocks came or went. */
function changedStretches(
  before: readonly ScriptBlock[],
  after: readonly ScriptBlock[],
): { start: number; end: number }[] {
  if (before.length !== after.length) return [{ start: 0, end: after.length }];
  const stretches: { start: number; end: number }[] = [];
  after.forEach((block, index) => {
    if (block === before[index]) return;
    const last = stretches.at(-1);
    if (last !== undefined && index - last.end < farApart) last.end = index + 1;
    else stretches.push({ start: index, end: index + 1 });
  });
  return stretches;
}

function repaginateOnce(before: Pages, blocks: readonly ScriptBlock[], options: PageOptions): Pages {
  const frame = frameOf(blocks, options);
  if (frame.format !== before.format) return paginate(blocks, options);
  const edit = editBetween(before, frame);
  if (edit === null) return { ...frame, pages: before.pages };
  const first = before.pages.findIndex((page) => page.reach > edit.head);
  const at = first === -1 ? before.pages.length - 1 : first;
  const kept = before.pages.slice(0, at);
  const from = before.pages[at]!;
  const shift = blocks.length - before.blocks.length;
  // Old pages by the block that they begin with, for meeting the old layout again.
  const old = new Map<number, number>();
  for (let index = at; index < before.pages.length; index += 1) {
    const { start } = before.pages[index]!;
    // A cue that is repeated must be the same one, too.
    const from = start.cue === -1 ? start.block : start.cue;
    if (from >= edit.oldTail) old.set(start.block + shift, index);
  }
  const meet = (state: State) => {
    for (let index = old.get(state.cursor.block) ?? -1; index !== -1; index -= 1) {
      const page = before.pages[index]!;
      if (page.start.block + shift !== state.cursor.block) break;
      if (isSameStart(page, state, shift)) return before.pages.slice(index).map((one) => moved(one, shift));
    }
    return null;
  };
  const state: State = { cursor: from.start, lock: from.lock };
  return numbered(frame, [...kept, ...layPages(frame, state, meet)]);
}

/** The first block that differs, and the first one of the equal tail in the old list. Null when nothing differs. */
function editBetween(before: Pages, next: Frame): { head: number; oldTail: number } | null {
  const [a, b] = [before.blocks, next.blocks];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  let oldTail = a.length - tail;
  const shift = b.length - a.length;
  const isSame = (one: ResolvedLock | undefined, two: ResolvedLock | undefined, by: number) =>
    one !== undefined &&
    two !== undefined &&
    one.block + by === two.block &&
    one.offset === two.offset &&
    one.number === two.number;
  const locks = Math.max(before.locks.length, next.locks.length);
  let differs = a.length !== b.length || head < most;
  for (let index = 0; index < locks; index += 1) {
    const [one, two] = [before.locks[index], next.locks[index]];
    if (isSame(one, two, 0) && one!.block < head) continue;
    if (isSame(one, two, shift) && one!.block >= oldTail) continue;
    if (isSame(one, two, 0) && !differs) continue;
    differs = true;
    head = Math.min(head, one?.block ?? a.length, two?.block ?? b.length);
    oldTail = Math.max(oldTail, (one?.block ?? a.length) + 1, (two?.block ?? b.length) + 1 - shift);
  }
  return differs ? { head, oldTail } : null;
}

function isSameStart(page: Page, { cursor, lock }: State, shift: number): boolean {
  const cue = page.start.cue === -1 ? -1 : page.start.cue + shift;
  return page.start.offset === cursor.offset && cue === cursor.cue && page.lock === lock;
}

function moved(page: Page, shift: number): Page {
  if (shift === 0) return page;
  const { block, offset, cue } = page.start;
  const start = { block: block + shift, offset, cue: cue === -1 ? -1 : cue + shift };
  return { ...page, start, reach: page.reach + shift };
}

function numbered(frame: Frame, pages: Page[]): Pages {
  const numbers = pageNumbers(
    pages.map((page) => (page.locked === -1 ? null : frame.locks[page.locked]!.number)),
  );
  pages.forEach((page, index) => {
    const number = numbers[index]!;
    const isShort = page.pieces.length > 0 && (pages[index + 1]?.locked ?? -1) !== -1;
    if (page.number !== number || page.isShort !== isShort) pages[index] = { ...page, number, isShort };
  });
  return { ...frame, pages };
}

/** Lays pages from a state on, until the end or until `meet` gives the rest. */
function layPages(frame: Frame, start: State, meet: (state: State) => Page[] | null): Page[] {
  const pages: Page[] = [];
  let state = start;
  for (;;) {
    const { page, next } = layPage(frame, state);
    pages.push(page);
    if (next === null) return pages;
    const rest = meet(next);
    if (rest !== null) return [...pages, ...rest];
    state = next;
  }
}

function layPage(frame: Frame, state: State): { page: Page; next: State | null } {
  const { blocks, format, locks } = frame;
  let { cursor, lock } = state;
  let reach = cursor.block;
  let line = 0;
  const pieces: Piece[] = [];
  const context: FitContext = {
    blocks,
    stop: null,
    look: (index) => (reach = Math.max(reach, index + 1)),
  };
  let locked = -1;
  // Several locked pages that begin at the same place are one page with the first number.
  while (lock < locks.length && isReached(locks[lock]!, cursor)) {
    if (locked === -1) locked = lock;
    lock += 1;
  }
  const done = (next: State | null) => ({
    page: {
      number: "",
      start: state.cursor,
      pieces,
      used: line,
      isShort: false,
      reach,
      lock: state.lock,
      locked,
    },
    next,
  });
  for (;;) {
    context.stop = locks[lock] ?? null;
    const unit = unitFrom(frame, cursor);
    // What ends a unit is the next printed block, after any notes.
    context.look(nextPrinted(blocks, unit.end));
    if (unit.kind === "end") return done(null);
    const isTop = pieces.length === 0;
    if (unit.kind === "break") {
      cursor = { block: unit.end, offset: 0, cue: -1 };
      if (!isTop) return done({ cursor, lock });
      continue;
    }
    const isTaken = cursor.offset > 0 || cursor.cue !== -1;
    if (!isTaken && stopsAt(context, unit)) {
      if (!isTop) return done({ cursor: { block: unit.start, offset: 0, cue: -1 }, lock });
      if (locked === -1) locked = lock;
      lock += 1;
      continue;
    }
    const entry: Entry = { offset: cursor.offset, cue: cursor.cue };
    const before = isTop ? 0 : unit.before;
    const fit = fitUnit(context, unit, entry, format.lines - line - before, isTop);
    if (fit === null) return done({ cursor: { block: unit.start, offset: 0, cue: -1 }, lock });
    place(frame, pieces, unit, entry, cursor, line + before, fit);
    line += before + fit.lines;
    if (fit.rest !== null) return done({ cursor: fit.rest, lock });
    cursor = { block: unit.end, offset: 0, cue: -1 };
  }
}

function isReached(lock: ResolvedLock, cursor: Cursor): boolean {
  return lock.block < cursor.block || (lock.block === cursor.block && lock.offset <= cursor.offset);
}

function unitFrom({ blocks, format }: Frame, cursor: Cursor): Unit {
  if (cursor.cue !== -1) return restOfSpeech(blocks, cursor.block);
  if (cursor.offset === 0) {
    const unit = unitAt(blocks, cursor.block);
    // Two speeches that are longer than a page can only stand one under the other.
    const isTall = unit.kind === "dual" && dualHeight(blocks, unit) > format.lines;
    return isTall ? { ...unit, kind: "speech", end: unit.right[0]!, right: [] } : unit;
  }
  const { block } = cursor;
  return { kind: "paragraph", start: block, end: block + 1, blocks: [block], right: [], before: 0 };
}

function place(
  frame: Frame,
  pieces: Piece[],
  unit: Unit,
  entry: Entry,
  cursor: Cursor,
  line: number,
  fit: Fit,
): void {
  const { blocks } = frame;
  if (unit.kind === "dual") {
    placeSide(blocks, pieces, unit.blocks, line, "left");
    placeSide(blocks, pieces, unit.right, line, "right");
    return;
  }
  let at = line;
  if (cursor.cue !== -1) {
    const cue = blocks[cursor.cue]!;
    const { text, lines } = cueLines(cue, true);
    pieces.push({
      block: cue,
      from: 0,
      to: text.length,
      line: at,
      lines: lines.length,
      role: "repeated-cue",
    });
    at += lines.length;
  }
  for (const index of unit.blocks) {
    if (fit.rest !== null && (index > fit.rest.block || (index === fit.rest.block && fit.rest.offset === 0)))
      break;
    const block = blocks[index]!;
    const from = index === unit.start ? entry.offset : 0;
    const printed = printBlock(block);
    const to = fit.rest?.block === index ? fit.rest.offset : printed.text.length;
    const all = linesFrom(printed, from);
    const lines = to === printed.text.length ? all.length : linesBefore(all, to);
    pieces.push({ block, from, to, line: at, lines, role: "text" });
    at += lines;
  }
  if (fit.more) pieces.push({ block: blocks[unit.start]!, from: 0, to: 0, line: at, lines: 1, role: "more" });
}

function placeSide(
  blocks: readonly ScriptBlock[],
  pieces: Piece[],
  indexes: readonly number[],
  line: number,
  side: "left" | "right",
): void {
  let at = line;
  for (const index of indexes) {
    const { text, lines } = printBlock(blocks[index]!, "dual");
    pieces.push({
      block: blocks[index]!,
      from: 0,
      to: text.length,
      line: at,
      lines: lines.length,
      role: "text",
      side,
    });
    at += lines.length;
  }
}

export { formatEighths, sceneLengths, totalEighths, type SceneLength } from "./page-scenes.ts";
