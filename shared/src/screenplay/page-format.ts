import type { BlockType } from "./block.ts";

export type Paper = "letter" | "a4";

/**
 * A sheet of paper. Lengths in points (72 to the inch) from its top left corner; a line is 12 points high and a
 * character 7.2 points wide, as a typewriter's.
 */
export type PageFormat = {
  paper: Paper;
  width: number;
  height: number;
  /** Lines of text on a page. */
  lines: number;
  /** Left edge of the first column of text, and top edge of the first line. */
  left: number;
  top: number;
  /** Top edge of the line that holds the page number, and its right edge. */
  headerTop: number;
  headerRight: number;
  /** Left edges of the scene numbers in both margins, and of revision marks. */
  numberLeft: number;
  numberRight: number;
  markLeft: number;
};

export const lineHeight = 12;
export const characterWidth = 7.2;

/** Final Draft's pages: US Letter, and its British A4 file with indents a quarter of an inch further left. */
export const pageFormats: Record<Paper, PageFormat> = {
  letter: {
    paper: "letter",
    width: 612,
    height: 792,
    lines: 54,
    left: 108,
    top: 72,
    headerTop: 36,
    headerRight: 540,
    numberLeft: 54,
    numberRight: 531,
    markLeft: 558,
  },
  a4: {
    paper: "a4",
    width: 595.28,
    height: 841.89,
    lines: 58,
    left: 90,
    top: 75,
    headerTop: 36,
    headerRight: 522,
    numberLeft: 36,
    numberRight: 513,
    markLeft: 540,
  },
};

/** Where an element stands, in characters from the left edge of the text, and how many empty lines come before it. */
export type ElementRule = {
  column: number;
  width: number;
  before: number;
  align?: "right" | "center";
  /** The first line starts this many characters further left. */
  hang?: number;
};

/** Characters across the text. */
export const textWidth = 61;
/** Characters across one of two speeches side by side. */
export const dualWidth = 28;

/** Elements that are printed. Notes, sections and synopses are not; a page break is no line. */
export const elementRules: Partial<Record<BlockType, ElementRule>> = {
  sceneHeading: { column: 0, width: 61, before: 2 },
  action: { column: 0, width: 61, before: 1 },
  character: { column: 20, width: 38, before: 1 },
  parenthetical: { column: 15, width: 25, before: 0, hang: 1 },
  dialogue: { column: 10, width: 35, before: 0 },
  lyric: { column: 10, width: 35, before: 0 },
  // Right edge at 7.10 in, 16 characters wide: column 40 to 56.
  transition: { column: 40, width: 16, before: 1, align: "right" },
  centered: { column: 0, width: 61, before: 1, align: "center" },
};

/** Two speeches side by side: 28 characters each, the right one ends where action ends. */
export const dualRules: Partial<Record<BlockType, ElementRule>> = {
  character: { column: 8, width: 20, before: 0 },
  parenthetical: { column: 4, width: 20, before: 0, hang: 1 },
  dialogue: { column: 0, width: 28, before: 0 },
  lyric: { column: 0, width: 28, before: 0 },
};

/** First column of the left and of the right speech. */
export const dualColumns = [0, 33] as const;

/** Column of (MORE): where a cue stands. */
export const moreColumn = 20;

export const more = "(MORE)";
export const continued = "(CONT'D)";
export const omitted = "OMITTED";
