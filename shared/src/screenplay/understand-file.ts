import { AppError } from "../errors/app-error.ts";
import { plainText, type BlockType, type ScriptBlock } from "./block.ts";
import { cueName } from "./cue.ts";
import type { FdxScript } from "./fdx-read.ts";
import { importFdx, importFdxStream } from "./import-fdx.ts";
import { parseFountain } from "./fountain-parse.ts";
import { isLaidOut, textLines } from "./plain-lines.ts";
import { understandLayout } from "./plain-understand.ts";
import { pdfLines } from "./pdf-text.ts";
import { formatOf, notAScript, refuseLarge } from "./script-format.ts";
import { lineOfBlock, type ScriptFormat, type Understood } from "./understood.ts";

/**
 * Reads a script file of any format and says how each line was understood. Nothing is changed anywhere.
 *
 * @throws AppError "too-large" or "bad-file" with a sentence and a next step
 */
export async function understandFile(name: string, bytes: Uint8Array): Promise<Understood> {
  const format = formatOf(name, bytes);
  refuseLarge(format, bytes.byteLength);
  const understood = await understand(format, bytes);
  if (understood.lines.some((line) => line.element === "sceneHeading")) return understood;
  if (format === "pdf" || format === "text") {
    // A person may still say which lines are headings.
    return {
      ...understood,
      remarks: [
        ...understood.remarks,
        "No scene heading was found. Say of at least one line that it is one.",
      ],
    };
  }
  throw new AppError("bad-file", {
    sentence: "No scene was found in the file.",
    field: "file",
    nextStep: "Start each scene with a heading on a line of its own, such as INT. KITCHEN - NIGHT.",
  });
}

async function understand(format: ScriptFormat, bytes: Uint8Array): Promise<Understood> {
  if (format === "fdx") return understandFdx(importFdx(bytes));
  if (format === "pdf") {
    const lines = understandLayout(await pdfLines(bytes));
    return { format, lines, titlePage: [], kept: null, remarks: [] };
  }
  const text = decodeText(bytes);
  const layout = format === "text" ? textLines(text) : [];
  if (isLaidOut(layout)) {
    return { format, lines: understandLayout(layout), titlePage: [], kept: null, remarks: [] };
  }
  return understandFountain(format, text);
}

/**
 * Reads a Final Draft file as it arrives: it is never held whole, and one that is larger than it says is refused where it
 * becomes so.
 *
 * @param size Bytes as far as known before reading.
 * @throws AppError "too-large" or "bad-file" with a sentence and a next step
 */
export async function understandFdxStream(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
): Promise<Understood> {
  return understandFdx(await importFdxStream(pieces, { size }));
}

function understandFdx({ screenplay, kept, remarks }: FdxScript): Understood {
  const types = new Map(kept.blocks.map((one) => [one.blockId, one.paragraphType]));
  const lines = screenplay.blocks.map((block) => {
    const own = types.get(block.id);
    return lineOfBlock(block, own === undefined ? "The file says so." : `The file says “${own}”.`);
  });
  return { format: "fdx", lines, titlePage: screenplay.titlePage, kept, remarks };
}

function understandFountain(format: ScriptFormat, text: string): Understood {
  const { titlePage, blocks, positions } = parseFountain(text);
  const spoken = new Map<string, number>();
  for (const block of blocks) {
    if (block.type !== "character") continue;
    const name = cueName(plainText(block));
    spoken.set(name, (spoken.get(name) ?? 0) + 1);
  }
  const lines = blocks.map((block, index) => {
    const doubt = block.type === "character" ? doubtOfCue(block, spoken) : null;
    const line =
      doubt === null ? lineOfBlock(block, fountainReasons[block.type]) : lineOfBlock(block, doubt, 0.6);
    return { ...line, sourceLine: positions[index]!.line };
  });
  return { format, lines, titlePage, kept: null, remarks: [] };
}

/** Fountain reads a line of capitals with another line under it as a cue, also when it is a sentence. */
function doubtOfCue(block: ScriptBlock, spoken: ReadonlyMap<string, number>): string | null {
  const text = plainText(block);
  if ((spoken.get(cueName(text)) ?? 0) > 1) return null;
  if (text.length > 38) return "Capitals over another line, but long for a name.";
  if (/[.!?…]$/.test(text)) return "Capitals over another line, but it ends like a sentence.";
  return null;
}

const fountainReasons: Record<BlockType, string> = {
  sceneHeading: "It begins with INT or EXT, or with a dot.",
  action: "What is nothing else is action.",
  character: "Capitals over another line.",
  parenthetical: "In parentheses, in a speech.",
  dialogue: "Under a cue.",
  transition: "It ends in TO:, or begins with >.",
  centered: "Between > and <.",
  lyric: "It begins with ~.",
  note: "In [[ ]] or /* */.",
  section: "It begins with #.",
  synopsis: "It begins with =.",
  pageBreak: "A line of ===.",
};

function decodeText(bytes: Uint8Array): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw notAScript("The file is not text.");
    return text;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    // Older programs write the letters of Western Europe in one byte each.
    if (bytes.includes(0)) throw notAScript("The file is not text.");
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
