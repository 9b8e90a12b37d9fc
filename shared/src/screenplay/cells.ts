/** Where the letters of a text begin, and how many cells of the typewriter each takes. */
export type Letters = { starts: number[]; cells: number[] };

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What may join with its neighbours to one letter: accents, joiners, flags, skin colours, Korean parts, Thai vowels. */
const joining =
  /[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7fb\u0e33\u0eb3]/u;

/** Whether each character of a text is a letter of its own, as in nearly every line of most scripts. */
export function isPlain(text: string): boolean {
  return !joining.test(text);
}

/** The letters of a text, as a reader sees them: a family of emoji is one, and so is a syllable with its vowel signs. */
export function lettersOf(text: string): Letters {
  const starts: number[] = [];
  const cells: number[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    starts.push(index);
    cells.push(letterCells(segment));
  }
  return { starts, cells };
}

/** Cells of a text in one line. */
export function textCells(text: string): number {
  let cells = 0;
  if (isPlain(text)) for (const char of text) cells += cellsOf(char.codePointAt(0)!);
  else for (const one of lettersOf(text).cells) cells += one;
  return cells;
}

/**
 * Cells of one letter with all that belongs to it: two when any part is wide, otherwise one, and two for a syllable with a
 * sign that stands beside it. A letter that shows nothing takes none.
 */
export function letterCells(letter: string): number {
  if (letter.length === 1) return cellsOf(letter.charCodeAt(0));
  let sum = 0;
  for (const char of letter) {
    const cells = cellsOf(char.codePointAt(0)!);
    if (cells === 2) return 2;
    sum += cells;
  }
  return Math.min(2, sum);
}

/** Cells that a character takes: none for what is drawn over another, two for East Asian wide ones and emoji, otherwise one. */
export function cellsOf(code: number): number {
  if (code < 0x300) return 1;
  if (isWide(code)) return 2;
  if (code < 0x483) return code <= 0x36f ? 0 : 1;
  if (code >= 0x2010 && code <= 0x2027) return 1;
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(String.fromCodePoint(code)) ? 0 : 1;
}

export function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f1e6 && code <= 0x1f1ff) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
