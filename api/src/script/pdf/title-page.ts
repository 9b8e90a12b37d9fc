import type { TextRun, TitlePage } from "@backlot/shared/screenplay/block";
import { parseEmphasis } from "@backlot/shared/screenplay/emphasis";
import { textCells } from "@backlot/shared/screenplay/cells";
import { textWidth as width } from "@backlot/shared/screenplay/page-format";
import { wrapText } from "@backlot/shared/screenplay/page-wrap";

/** A line of the title page: where it stands, in lines from the top of the text and characters from its left edge. */
export type TitleLine = { line: number; column: number; runs: TextRun[] };

/** The title stands on the 19th line: four inches from the top of the paper. */
const titleLine = 18;

const centered = [["title"], ["credit"], ["author", "authors"], ["source"]];
const corner = ["draft date", "contact", "copyright", "notes"];

/** Lays out a title page: title, credit, authors and source in the middle, date and contact in the lower left corner. */
export function titleLines(titlePage: TitlePage, lines: number): TitleLine[] {
  const values = (keys: readonly string[]) =>
    titlePage.filter((entry) => keys.includes(entry.key.toLowerCase())).flatMap((entry) => entry.lines);
  const found: TitleLine[] = [];
  let line = titleLine;
  for (const keys of centered) {
    const value = values(keys);
    for (const text of value) line = addLines(found, text, line, true);
    if (value.length > 0) line += keys[0] === "title" ? 3 : 1;
  }
  const below = corner.flatMap((key) => values([key]));
  let at = Math.max(line, lines - below.length);
  for (const text of below) at = addLines(found, text, at, false);
  return found.filter((one) => one.line < lines);
}

function addLines(found: TitleLine[], text: string, line: number, isCentered: boolean): number {
  const runs = parseEmphasis(text);
  const plain = runs.map((run) => run.text).join("");
  const wrapped = wrapText(plain, width);
  wrapped.forEach(({ from, to }, index) => {
    const column = isCentered ? Math.max(0, (width - textCells(plain.slice(from, to))) / 2) : 0;
    found.push({ line: line + index, column, runs: cut(runs, from, to) });
  });
  return line + wrapped.length;
}

function cut(runs: readonly TextRun[], from: number, to: number): TextRun[] {
  const found: TextRun[] = [];
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text !== "") found.push({ ...run, text });
    at += run.text.length;
  }
  return found;
}
