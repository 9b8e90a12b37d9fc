import { AppError } from "../errors/app-error.ts";
import { createFdxReader, type FdxScript } from "./fdx-read.ts";

/** The largest Final Draft file that is taken in: 25 MB, some ten times a feature with all its boards. */
export const largestFdxBytes = 25 * 1024 * 1024;

type Decoder = InstanceType<typeof TextDecoder>;
type Options = { newId?: () => string };

/**
 * Takes in a Final Draft file (.fdx) as text or bytes.
 *
 * @throws AppError "too-large" over 25 MB; "bad-file" when it is no well-formed Final Draft XML, declares entities or a
 * document type, or holds no scene.
 */
export function importFdx(file: Uint8Array | string, options: Options = {}): FdxScript {
  const size = typeof file === "string" ? file.length : file.byteLength;
  refuseSize(size);
  const reader = createFdxReader(options);
  if (typeof file === "string") reader.write(file.replace(/^\uFEFF/, ""));
  else {
    const decoder = decoderFor(file);
    reader.write(decode(decoder, file));
  }
  return finish(reader.end());
}

/**
 * The same, piece by piece: memory is bounded by what the script says, and a file that grows beyond the limit is refused
 * where it does, whatever size it claimed to have.
 *
 * @param size Bytes as far as known before reading.
 */
export async function importFdxStream(
  pieces: AsyncIterable<Uint8Array>,
  { size = 0, ...options }: Options & { size?: number } = {},
): Promise<FdxScript> {
  refuseSize(size);
  const reader = createFdxReader(options);
  let decoder: Decoder | undefined;
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.byteLength;
    refuseSize(bytes);
    decoder ??= decoderFor(piece);
    reader.write(decode(decoder, piece, true));
  }
  if (decoder !== undefined) reader.write(decode(decoder, new Uint8Array()));
  return finish(reader.end());
}

function refuseSize(bytes: number): void {
  if (bytes <= largestFdxBytes) return;
  throw new AppError("too-large", {
    sentence: "The Final Draft file is larger than 25 MB.",
    field: "file",
    nextStep: "Remove pictures and boards from it, or split it into several files.",
  });
}

/** UTF-8 unless the file begins with the mark of UTF-16 or names an older encoding. */
function decoderFor(head: Uint8Array): Decoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder("utf-16le", { fatal: true });
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder("utf-16be", { fatal: true });
  const text = Array.from(head.subarray(0, 200), (byte) => String.fromCharCode(byte)).join("");
  const named = /^(?:ï»¿)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,30})["']/.exec(text)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8", { fatal: true });
  } catch {
    return new TextDecoder("utf-8", { fatal: true });
  }
}

function decode(decoder: Decoder, bytes: Uint8Array, stream = false): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new AppError("bad-file", {
      sentence: `The file is damaged: it is not ${decoder.encoding.toUpperCase()} text.`,
      field: "file",
      nextStep: "Open it in the program that it comes from and save it as FDX again.",
      cause,
    });
  }
}

function finish(script: FdxScript): FdxScript {
  if (script.screenplay.blocks.some((block) => block.type === "sceneHeading")) return script;
  throw new AppError("bad-file", {
    sentence: "No scene was found in the Final Draft file.",
    field: "file",
    nextStep: "A scene is a paragraph of type Scene Heading.",
  });
}
