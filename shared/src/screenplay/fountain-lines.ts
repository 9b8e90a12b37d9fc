import { cutAtNotes } from "./notes-in-text.ts";

/**
 * A line of the source as the parser sees it. Notes and cut-away text are lifted out first, because they may span
 * lines and must not take part in deciding what a line is; each leaves a short marker that `restore` turns back.
 */
export type SourceLine = {
  /** Text with markers in place of notes. */
  text: string;
  /** 1-based line number in the source. */
  line: number;
  /** 1-based number of the last source line that belongs to it (a note may span several). */
  endLine: number;
};

export type SourceLines = {
  lines: SourceLine[];
  /** Puts the notes back where their markers stand. */
  restore: (text: string) => string;
  /** The note of a line that holds nothing else; `raw` is the whole of it with its marks. */
  loneNote: (text: string) => { text: string; boneyard: boolean; raw: string } | undefined;
  /** The line as the detection rules should see it: without markers. */
  withoutNotes: (text: string) => string;
};

const open = "\u0001";
const close = "\u0002";
const marker = new RegExp(`${open}(\\d+)${close}`, "g");

/**
 * One line end everywhere, no byte order mark, no control characters, tabs as four spaces. The vertical tab and form
 * feed of word processors and the next-line character of mainframes end a line too.
 */
export function normaliseNewlines(source: string): string {
  return (
    source
      .replace(/^\uFEFF/, "")
      .replace(/\r\n?|[\v\f\u0085]/g, "\n")
      .replace(/\t/g, "    ")
      // Everything else below the space is noise from other programs; U+0001 and U+0002 are our markers.
      .replace(/\p{Cc}/gu, (char) => (char === "\n" ? char : ""))
  );
}

/** Cuts normalised source into lines, with notes lifted out. */
export function toLines(source: string): SourceLines {
  const held: string[] = [];
  const hold = (match: string) => `${open}${held.push(match) - 1}${close}`;
  const lifted = cutAtNotes(source)
    .map((piece) => (piece.note ? hold(piece.text) : piece.text))
    .join("");
  const restore = (text: string) => text.replace(marker, (_, index: string) => held[Number(index)] ?? "");

  let line = 1;
  const lines = lifted.split("\n").map((text): SourceLine => {
    const start = line;
    const newlinesInNotes = text.includes(open) ? (restore(text).match(/\n/g)?.length ?? 0) : 0;
    line += 1 + newlinesInNotes;
    return { text, line: start, endLine: start + newlinesInNotes };
  });

  const loneNote = (text: string) => {
    const trimmed = text.trim();
    const found = new RegExp(`^${open}(\\d+)${close}$`).exec(trimmed);
    const raw = found ? held[Number(found[1])] : undefined;
    if (raw === undefined) return undefined;
    const boneyard = raw.startsWith("/*");
    // Inside a note, two spaces stand for an empty line.
    const inner = raw.slice(2, -2).trim();
    return { text: boneyard ? inner : inner.replace(/^ {2}$/gm, ""), boneyard, raw };
  };
  return { lines, restore, loneNote, withoutNotes: (text) => text.replace(marker, "") };
}
