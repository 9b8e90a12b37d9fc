import { cellsOf, isPlain, isWide, lettersOf, type Letters } from "./cells.ts";

/** One printed line: the characters `from` up to `to` of the text, without the spaces at its end. */
export type Line = { from: number; to: number };

/**
 * Wraps text into lines of `width` characters. Lines break between words, after a hyphen or a dash within a word, and
 * between the letters of scripts that write without spaces; a word longer than a line is cut. Spaces at the end of a
 * line hang over. A line break in the text ends a line.
 *
 * @param from Where to begin, for the rest of a paragraph that goes on on the next page.
 * @param first Characters of the first line, when it is longer or shorter than the others.
 */
export function wrapText(text: string, width: number, from = 0, first = width): Line[] {
  const lines: Line[] = [];
  const letters = isPlain(text) ? null : lettersOf(text);
  let start = from === 0 ? 0 : skipSpaces(text, from, text.length);
  for (;;) {
    const end = endOf(text, start);
    wrapParagraph({ text, letters }, start, end, lines.length === 0 ? first : width, width, lines);
    if (end >= text.length) return lines;
    start = end + 1;
  }
}

/** A text, with its letters where they are not single characters. */
type Wrapping = { text: string; letters: Letters | null };

function wrapParagraph(
  wrapping: Wrapping,
  start: number,
  end: number,
  first: number,
  width: number,
  lines: Line[],
): void {
  const { text, letters } = wrapping;
  let at = start;
  let room = first;
  do {
    const cut =
      letters === null ? breakLine(text, at, end, room) : breakBetweenLetters(text, letters, at, end, room);
    lines.push({ from: at, to: trimEnd(text, at, cut) });
    at = cut >= end ? end : skipSpaces(text, cut, end);
    room = width;
  } while (at < end);
}

/** Where the line that starts at `start` ends: the last place to break within `room` cells. */
function breakLine(text: string, start: number, end: number, room: number): number {
  let used = 0;
  let chance = -1;
  let at = start;
  while (at < end) {
    const code = text.codePointAt(at)!;
    const size = code > 0xffff ? 2 : 1;
    if (code === 0x20) {
      // Spaces hang over the edge; what follows them may start a line.
      chance = at;
      used += 1;
      at += 1;
      continue;
    }
    const cells = cellsOf(code);
    if (at > start && mayBreakBefore(text, at, code)) chance = at;
    if (used + cells > room) {
      if (chance > start) return chance;
      return at > start ? at : at + size;
    }
    used += cells;
    at += size;
  }
  return end;
}

/** The same for text in which several characters make a letter, which is never cut. */
function breakBetweenLetters(
  text: string,
  { starts, cells }: Letters,
  start: number,
  end: number,
  room: number,
): number {
  let used = 0;
  let chance = -1;
  for (let index = firstFrom(starts, start); index < starts.length; index += 1) {
    const at = starts[index]!;
    if (at >= end) break;
    const code = text.codePointAt(at)!;
    if (code === 0x20) {
      chance = at;
      used += 1;
      continue;
    }
    if (at > start && mayBreakBefore(text, at, code)) chance = at;
    if (used + cells[index]! > room) {
      if (chance > start) return chance;
      return at > start ? at : Math.min(end, starts[index + 1] ?? end);
    }
    used += cells[index]!;
  }
  return end;
}

/** Index of the first of ascending numbers that is not under `from`. */
function firstFrom(numbers: readonly number[], from: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mayBreakBefore(text: string, at: number, code: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before === 0x20) return true;
  // After a hyphen inside a word, but not before a digit (a minus) and not inside a dash of hyphens.
  if (before === 0x2d) return code !== 0x2d && isLetterCode(code) && text.charCodeAt(at - 2) !== 0x20;
  if (before === 0x2014 || before === 0x2013) return isLetterCode(code);
  if (code < 0x2e80) return false;
  return isWide(code) && !/[、。，．！？：；）」』】〕〉》ー々’”]/u.test(text[at]!);
}

function isLetterCode(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0;
}

function endOf(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 0x20) at += 1;
  return at;
}

function trimEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && text.charCodeAt(at - 1) === 0x20) at -= 1;
  return at;
}

const notAnEnd = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Capt|Lt|Sgt|Col|Gen|No|vs|\p{Lu})\.$/u;

/**
 * Offsets at which a paragraph may go over to the next page: where the next sentence or the next typed line starts.
 * An abbreviated title and an initial end no sentence.
 */
export function sentenceStarts(text: string): number[] {
  const starts: number[] = [];
  for (const match of text.matchAll(/(?:[.!?…]+["'”’)\]*_]*[ ]+(?![ \n])|[。！？]+[」』）”]*|\n)/gu)) {
    const after = match.index + match[0].length;
    if (after >= text.length) break;
    if (match[0].startsWith(".") && notAnEnd.test(text.slice(Math.max(0, match.index - 8), match.index + 1)))
      continue;
    if (after > 0 && starts.at(-1) !== after) starts.push(after);
  }
  return starts;
}
