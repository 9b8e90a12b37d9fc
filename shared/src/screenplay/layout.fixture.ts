import { visibleText, type ScriptBlock } from "./block.ts";
import { pageFormats } from "./page-format.ts";
import { rowsOf } from "./page-rows.ts";
import { paginate, type Page } from "./pagination.ts";

type Mark = { column: number; text: string; font: string };

/** The lines of a printed page, counted from the top of the sheet: text, page number, scene numbers. */
function printedLines(page: Page, header: string): Mark[][] {
  const lines: Mark[][] = [];
  const put = (line: number, mark: Mark) => (lines[line] ??= []).push(mark);
  if (page.number !== "1") put(0, { column: 68, text: `${page.number}.`, font: "Courier" });
  if (header !== "") put(0, { column: 12, text: header, font: "Courier" });
  for (const row of rowsOf(page)) {
    let { column } = row;
    for (const run of row.runs) {
      const style = `${run.bold ? "Bold" : ""}${run.italic ? "Oblique" : ""}`;
      put(row.line + 3, {
        column: 15 + column,
        text: run.text,
        font: `Courier${style === "" ? "" : `-${style}`}`,
      });
      column += run.text.length;
    }
    const number =
      row.isFirst && row.piece.block.type === "sceneHeading" ? row.piece.block.sceneNumber : undefined;
    if (number === undefined) continue;
    put(row.line + 3, { column: 8, text: number, font: "Courier" });
    put(row.line + 3, { column: 74, text: number, font: "Courier" });
  }
  return lines;
}

export type PrintOptions = { header?: string; titlePage?: readonly string[] };

function printedPages(
  blocks: readonly ScriptBlock[],
  { header = "", titlePage = [] }: PrintOptions,
): Mark[][][] {
  const title: Mark[][] = [];
  titlePage.forEach((text, index) => {
    if (text !== "")
      title[index + 16] = [{ column: 15 + Math.round(30 - text.length / 2), text, font: "Courier" }];
  });
  const { pages } = paginate(blocks, { paper: "letter" });
  const body = pages.map((page) => printedLines(page, header));
  return titlePage.length === 0 ? body : [title, ...body];
}

/** A screenplay as text pages, as Final Draft would print them, with a form feed between. */
export function laidOutText(blocks: readonly ScriptBlock[], options: PrintOptions = {}): string {
  return printedPages(blocks, options)
    .map((lines) => Array.from(lines, (marks) => textLine(marks ?? [])).join("\n"))
    .join("\n\f");
}

function textLine(marks: readonly Mark[]): string {
  return marks
    .toSorted((a, b) => a.column - b.column)
    .reduce((line, mark) => line.padEnd(Math.round(mark.column)) + mark.text, "");
}

/** The same pages as a small PDF with the standard Courier fonts. Only letters of Western Europe. */
export function laidOutPdf(blocks: readonly ScriptBlock[], options: PrintOptions = {}): Uint8Array {
  return pdfOf(
    printedPages(blocks, options).map((lines) =>
      Array.from(lines, (marks, line) => (marks ?? []).map((mark) => drawn(mark, line)).join("\n")).join(
        "\n",
      ),
    ),
  );
}

const fonts = ["Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"];

function drawn({ column, text, font }: Mark, line: number): string {
  const y = pageFormats.letter.height - pageFormats.letter.top - (line - 3) * 12 - 10;
  const escaped = text
    .replace(/[\\()]/g, "\\$&")
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"');
  return `BT /F${fonts.indexOf(font)} 12 Tf ${(column * 7.2).toFixed(2)} ${y} Td (${escaped}) Tj ET`;
}

/** A PDF of pages, each given as its drawing commands. */
export function pdfOf(pages: readonly string[]): Uint8Array {
  const first = 3 + fonts.length;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${first + i * 2} 0 R`).join(" ")}] >>`,
    ...fonts.map((name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`),
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${first + i * 2 + 1} 0 R /Resources << /Font << ${fonts.map((_, f) => `/F${f} ${3 + f} 0 R`).join(" ")} >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let out = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const end = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF`;
  return Uint8Array.from(
    `${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`,
    (char) => char.charCodeAt(0) & 0xff,
  );
}

/** What a printed page shows of blocks: elements and words, without notes, outline and page breaks. */
export function asPrinted(blocks: readonly ScriptBlock[]): [string, string][] {
  return blocks.flatMap((block) => {
    if (["note", "section", "synopsis", "pageBreak"].includes(block.type)) return [];
    const text = visibleText(block).replace(/\s+/g, " ");
    return text === "" ? [] : [[block.type === "lyric" ? "dialogue" : block.type, text] as [string, string]];
  });
}
