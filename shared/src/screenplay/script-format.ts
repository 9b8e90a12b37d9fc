import { AppError } from "../errors/app-error.ts";
import type { ScriptFormat } from "./understood.ts";

const megabyte = 1024 * 1024;

/** The largest file of each format, in bytes; the readers check it again while they read. */
export const largestFile: Record<ScriptFormat, number> = {
  fountain: 5 * megabyte,
  text: 5 * megabyte,
  fdx: 25 * megabyte,
  pdf: 30 * megabyte,
};

/**
 * What format a file is in: what it begins with decides, then its ending.
 *
 * @param head The first bytes of the file; a hundred are enough.
 */
export function formatOf(name: string, head: Uint8Array): ScriptFormat {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 1024)).replaceAll("\0", "");
  if (/^[^\n]{0,20}%PDF-/.test(text)) return "pdf";
  if (/^(?:\W{0,4})<(?:\?xml|FinalDraft)/.test(text)) return "fdx";
  if (text.startsWith("PK\x03\x04")) throw notAScript("This is a word processor or zip file.");
  if (/^\{\\rtf/.test(text)) throw notAScript("This is a rich text file.");
  const ending = /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? "";
  if (ending === ".fdx") return "fdx";
  if (ending === ".pdf") return "pdf";
  return ending === ".fountain" || ending === ".spmd" ? "fountain" : "text";
}

/** A file that is no script at all. */
export function notAScript(sentence: string): AppError {
  return new AppError("bad-file", {
    sentence,
    field: "file",
    nextStep: "Save the script as Fountain, Final Draft (.fdx), plain text or PDF.",
  });
}

/** Refuses a file by its size alone, before it is read. */
export function refuseLarge(format: ScriptFormat, bytes: number): void {
  const largest = largestFile[format];
  if (bytes <= largest) return;
  throw new AppError("too-large", {
    sentence: `The file is larger than ${largest / 1024 / 1024} MB.`,
    field: "file",
    nextStep: "Split it into several scripts, or remove what is not screenplay text.",
  });
}
