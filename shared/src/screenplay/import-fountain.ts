import { AppError } from "../errors/app-error.ts";
import type { ParseOptions, ParsedScreenplay } from "./fountain-parse.ts";
import { parseFountain } from "./fountain-parse.ts";

/** The largest script file that is taken in: 5 MB, some forty times a feature. */
export const largestScriptBytes = 5 * 1024 * 1024;

/**
 * Takes in a Fountain file that somebody uploads or names on the command line.
 *
 * @throws AppError "too-large" over 5 MB; "bad-file" when it is not UTF-8 text or holds no scene. The sentence says
 * which, and the next step what to do.
 */
export function importFountain(file: Uint8Array | string, options: ParseOptions = {}): ParsedScreenplay {
  const size = typeof file === "string" ? utf8Length(file) : file.byteLength;
  if (size > largestScriptBytes) {
    throw new AppError("too-large", {
      sentence: "The script is larger than 5 MB.",
      field: "file",
      nextStep: "Split it into several scripts, or remove what is not screenplay text.",
    });
  }
  const text = typeof file === "string" ? file : decode(file);
  refuseBinary(text);
  const screenplay = parseFountain(text, options);
  if (!screenplay.blocks.some((block) => block.type === "sceneHeading")) {
    throw new AppError("bad-file", {
      sentence: "No scene was found in the file.",
      field: "file",
      nextStep: "Start each scene with a heading on a line of its own, such as INT. KITCHEN - NIGHT.",
    });
  }
  return screenplay;
}

function utf8Length(text: string): number {
  // More UTF-16 units than the limit are more bytes than the limit; no need to encode those.
  return text.length > largestScriptBytes ? text.length : new TextEncoder().encode(text).byteLength;
}

const knownFormats: [RegExp, string][] = [
  [/^%PDF-/, "This is a PDF file, not Fountain text."],
  [/^PK(?!\s)\p{Cc}/u, "This is a zip or word processor file, not Fountain text."],
  [/^\s*<\?xml[\s\S]{0,500}<FinalDraft/, "This is a Final Draft file, not Fountain text."],
  [/^\{\\rtf/, "This is a rich text file, not Fountain text."],
];

function decode(bytes: Uint8Array): string {
  const head = Array.from(bytes.subarray(0, 600), (byte) => String.fromCharCode(byte)).join("");
  refuseKnownFormats(head);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notText("The file is not UTF-8 text.", cause);
  }
}

function refuseBinary(text: string): void {
  refuseKnownFormats(text.slice(0, 600));
  if (text.includes("\0")) throw notText("The file is not text.");
  if (text.includes("\uFFFD"))
    throw notText("Some letters of the file were lost: it was not read as UTF-8 text.");
}

function refuseKnownFormats(head: string): void {
  for (const [pattern, sentence] of knownFormats) if (pattern.test(head)) throw notText(sentence);
}

function notText(sentence: string, cause?: unknown): AppError {
  return new AppError("bad-file", {
    sentence,
    field: "file",
    nextStep: "Save the script as plain text in UTF-8, in Fountain format.",
    ...(cause === undefined ? {} : { cause }),
  });
}
