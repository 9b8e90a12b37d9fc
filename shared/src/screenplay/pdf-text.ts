import { AppError } from "../errors/app-error.ts";
import type { TextRun } from "./block.ts";
import type { LayoutLine, Segment } from "./plain-lines.ts";
import { asRun, mergeRuns } from "./runs.ts";

/** The largest PDF that is read: 30 MB and 600 pages. Screenplays have a few hundred kilobytes. */
export const largestPdfBytes = 30 * 1024 * 1024;
const mostPages = 600;

/** Points per column: a typewriter's ten characters an inch. */
const columnWidth = 7.2;

/** A piece of text as the page draws it; points from the left and bottom edges. */
type Piece = {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
  italic: boolean;
};

/**
 * The text of a PDF as lines with columns, page by page. Nothing is drawn and no script of the file runs.
 *
 * @throws AppError "too-large"; "bad-file" when it is no PDF, is locked with a password, or holds no text (pictures of pages)
 */
export async function pdfLines(file: Uint8Array): Promise<LayoutLine[]> {
  if (file.byteLength > largestPdfBytes) throw tooLarge("The PDF is larger than 30 MB.");
  // Loaded when the first PDF comes: the reader is larger than everything else in this folder.
  const { getDocumentProxy } = await import("unpdf");
  // The reader takes the bytes over, so it gets its own.
  const pdf = await getDocumentProxy(new Uint8Array(file), { verbosity: 0 }).catch(refuse);
  try {
    if (pdf.numPages > mostPages) throw tooLarge(`The PDF has ${pdf.numPages} pages.`);
    const lines: LayoutLine[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      lines.push(...linesOf(await piecesOf(await pdf.getPage(number)), number));
    }
    if (lines.length === 0) {
      throw new AppError("bad-file", {
        sentence: "The PDF holds pictures of pages, but no text.",
        field: "file",
        nextStep:
          "Export it again from the program that it was written in, or read its text with an OCR program first.",
      });
    }
    return lines;
  } catch (thrown) {
    return refuse(thrown);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

type Pdf = Awaited<ReturnType<(typeof import("unpdf"))["getDocumentProxy"]>>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

function tooLarge(sentence: string): AppError {
  return new AppError("too-large", {
    sentence,
    field: "file",
    nextStep: "Choose a PDF that holds only the screenplay.",
  });
}

function refuse(thrown: unknown): never {
  if (thrown instanceof AppError) throw thrown;
  const isLocked = thrown instanceof Error && thrown.name === "PasswordException";
  throw new AppError("bad-file", {
    sentence: isLocked ? "The PDF is locked with a password." : "The PDF is damaged, or no PDF at all.",
    field: "file",
    nextStep: isLocked
      ? "Save it without a password and choose it again."
      : "Export it again from the program that it was written in.",
    cause: thrown,
  });
}

async function piecesOf(page: Page): Promise<Piece[]> {
  const content = await page.getTextContent();
  const items = content.items.filter((item) => "str" in item);
  if (items.length === 0) return [];
  // Fonts get their names only once the page's drawing was looked through.
  await page.getOperatorList();
  const styles = new Map<string, { bold: boolean; italic: boolean }>();
  return items.flatMap((item) => {
    if (item.str.trim() === "") return [];
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    // Text that runs up the side of the page is no line of the script.
    if (Math.abs(b) > Math.abs(a)) return [];
    const style = styles.get(item.fontName) ?? styleOf(page, item.fontName);
    styles.set(item.fontName, style);
    return [{ text: item.str, x, y, width: item.width, size: Math.hypot(a, b), ...style }];
  });
}

function styleOf(page: Page, font: string): { bold: boolean; italic: boolean } {
  const name = page.commonObjs.has(font)
    ? String((page.commonObjs.get(font) as { name?: string }).name ?? "")
    : "";
  return { bold: /bold|black|heavy/i.test(name), italic: /italic|oblique/i.test(name) };
}

/** Pieces at one height are one line; the empty lines above it follow from the distance. */
function linesOf(pieces: readonly Piece[], page: number): LayoutLine[] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row[0]!.y - piece.y) < Math.max(2, piece.size * 0.35)) row.push(piece);
    else rows.push([piece]);
  }
  const pitch = linePitch(rows);
  return rows.map((row, index) => {
    const above = rows[index - 1];
    const distance = above === undefined ? pitch : above[0]!.y - row[0]!.y;
    return {
      segments: segmentsOf(row.toSorted((a, b) => a.x - b.x)),
      page,
      before: Math.max(0, Math.round(distance / pitch) - 1),
    };
  });
}

/** The distance of neighbouring lines: the smallest that is found often. */
function linePitch(rows: readonly Piece[][]): number {
  const distances = new Map<number, number>();
  rows.forEach((row, index) => {
    const below = rows[index + 1];
    if (below === undefined) return;
    const distance = Math.round(row[0]!.y - below[0]!.y);
    if (distance >= 8 && distance <= 20) distances.set(distance, (distances.get(distance) ?? 0) + 1);
  });
  const usual = [...distances].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
  return usual ?? 12;
}

/** So many columns between two pieces set them apart. */
const apart = 3.5;

function segmentsOf(row: readonly Piece[]): Segment[] {
  const segments: (Segment & { end: number })[] = [];
  for (const piece of row) {
    const last = segments.at(-1);
    const letter = piece.width > 0 ? piece.width / piece.text.length : columnWidth;
    const space = last === undefined ? Infinity : (piece.x - last.end) / letter;
    const run = asRun(piece.text, piece);
    if (last === undefined || space >= apart) {
      segments.push({ column: Math.round(piece.x / columnWidth), runs: [run], end: piece.x + piece.width });
      continue;
    }
    const spaces = Math.max(0, Math.round(space));
    last.runs.push(...(spaces > 0 ? [{ text: " ".repeat(spaces) } as TextRun] : []), run);
    last.end = piece.x + piece.width;
  }
  return segments.map(({ column, runs }) => ({ column, runs: mergeRuns(runs) }));
}
