import PDFDocument from "pdfkit";
import type { ScriptBlock, TextRun, TitlePage } from "@backlot/shared/screenplay/block";
import { titlePageValue } from "@backlot/shared/screenplay/block";
import { textCells } from "@backlot/shared/screenplay/cells";
import { directionOf, type Direction } from "@backlot/shared/screenplay/direction";
import { cuesThatGoOn } from "@backlot/shared/screenplay/continued";
import { sceneNumbers } from "@backlot/shared/documents/revisions";
import { characterWidth, lineHeight, type PageFormat } from "@backlot/shared/screenplay/page-format";
import { isRevised, rowsOf, type PageRow } from "@backlot/shared/screenplay/page-rows";
import { paginate, type Page, type PageOptions } from "@backlot/shared/screenplay/pagination";
import { fontSize } from "./fonts.ts";
import { languageOf } from "./language.ts";
import { titleLines } from "./title-page.ts";
import { inVisualOrder, type Placed } from "./visual-order.ts";

/** Everything that a PDF of the screenplay shows. Plain data, since it is drawn in a thread of its own. */
export type PrintJob = {
  /** The project's title, for the file's properties. */
  title: string;
  titlePage: TitlePage;
  blocks: ScriptBlock[];
  pages: PageOptions;
  /** Whether (CONT'D) stands behind the name of who speaks on. */
  continued: boolean;
  /** The set of revisions whose changes have a star in the margin, with what its pages say at their top. */
  revision?: { set: string; header: string } | null;
  /** The language that the script's spelling is set to. */
  language?: string | null;
  /** Whether scenes that have no written number show the one they would get (12A). */
  areNumbersLocked?: boolean;
};

/** From the top of a line to the baseline of its letters. */
const baseline = 9.4;

/** Draws the screenplay on the pages that the layout gives, letter by letter in cells of a typewriter. */
export async function drawScreenplay(job: PrintJob): Promise<Uint8Array> {
  const laid = paginate(job.blocks, job.pages);
  const { format } = laid;
  const lang = languageOf(job);
  const doc = new PDFDocument({
    autoFirstPage: false,
    size: [format.width, format.height],
    margin: 0,
    ...(lang === null ? {} : { lang }),
    info: {
      Title: titlePageValue(job.titlePage, "title") ?? job.title,
      Author: titlePageValue(job.titlePage, "author") ?? titlePageValue(job.titlePage, "authors") ?? "",
      Creator: "Backlot",
      Producer: "Backlot",
    },
  });
  const chunks: Buffer[] = [];
  const isDone = new Promise<void>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  const title = titleLines(job.titlePage, format.lines);
  if (title.length > 0) {
    doc.addPage();
    for (const { line, column, runs } of title) {
      const direction = directionOf(runs.map((run) => run.text).join(""));
      drawLine(doc, format, { line, column, runs, direction });
    }
  }
  const goOn = job.continued ? cuesThatGoOn(job.blocks) : new Set<string>();
  const numbers = job.areNumbersLocked === true ? sceneNumbers(job.blocks) : new Map<string, string>();
  laid.pages.forEach((page, index) => {
    doc.addPage();
    drawPage(doc, format, page, { isFirst: index === 0, goOn, numbers, revision: job.revision ?? null });
  });
  doc.end();
  await isDone;
  return new Uint8Array(Buffer.concat(chunks));
}

type PageContext = {
  isFirst: boolean;
  goOn: ReadonlySet<string>;
  numbers: ReadonlyMap<string, string>;
  revision: { set: string; header: string } | null;
};

function drawPage(doc: PDFKit.PDFDocument, format: PageFormat, page: Page, context: PageContext): void {
  if (!context.isFirst || page.number !== "1") {
    const number = `${page.number}.`;
    drawAt(doc, format.headerRight - textCells(number) * characterWidth, format.headerTop, [
      { text: number },
    ]);
  }
  const rows = rowsOf(page, context.goOn);
  const { revision } = context;
  if (revision !== null && rows.some((row) => isRevised(row, revision.set)))
    drawAt(doc, format.left, format.headerTop, [{ text: revision.header }]);
  for (const row of rows) {
    drawLine(doc, format, row);
    const y = format.top + row.line * lineHeight;
    if (revision !== null && isRevised(row, revision.set)) drawAt(doc, format.markLeft, y, [{ text: "*" }]);
    const { id, sceneNumber = context.numbers.get(id) } = row.piece.block;
    if (!row.isFirst || sceneNumber === undefined) continue;
    drawAt(doc, format.numberLeft, y, [{ text: sceneNumber }]);
    drawAt(doc, format.numberRight, y, [{ text: sceneNumber }]);
  }
}

function drawLine(
  doc: PDFKit.PDFDocument,
  format: PageFormat,
  { line, column, runs, direction }: Pick<PageRow, "line" | "column" | "runs" | "direction">,
): void {
  drawAt(doc, format.left + column * characterWidth, format.top + line * lineHeight, runs, direction);
}

/** Draws runs one behind the other from a place on the paper, in points. */
function drawAt(
  doc: PDFKit.PDFDocument,
  left: number,
  top: number,
  runs: readonly TextRun[],
  direction: Direction = "ltr",
): void {
  let x = left;
  for (const part of inVisualOrder(runs, direction)) {
    drawPart(doc, x, top, part);
    const width = part.cells * characterWidth;
    if (part.run.underline === true) {
      doc
        .moveTo(x, top + baseline + 1.6)
        .lineTo(x + width, top + baseline + 1.6)
        .lineWidth(0.6)
        .stroke("#000000");
    }
    x += width;
  }
}

function drawPart(doc: PDFKit.PDFDocument, x: number, top: number, { face, text, cells }: Placed): void {
  doc.registerFont(face.name, face.data).font(face.name, fontSize);
  // A wide letter stands in the middle of its cells.
  const room = face.spacing === null ? cells * characterWidth - doc.widthOfString(text) : 0;
  doc.text(text, x + Math.max(0, room / 2), top + baseline, {
    lineBreak: false,
    baseline: "alphabetic",
    characterSpacing: face.spacing ?? 0,
  });
}
