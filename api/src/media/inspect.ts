import { fileTypeFromFile } from "file-type";
import sharp from "sharp";
import { AppError } from "@backlot/shared/errors/app-error";

const megabyte = 1_000_000;

/** What may be uploaded: by what the bytes are, whatever the request calls them. */
const accepted: Record<string, { kind: "picture" | "recording"; limit: number }> = {
  "image/png": { kind: "picture", limit: 25 * megabyte },
  "image/jpeg": { kind: "picture", limit: 25 * megabyte },
  "image/webp": { kind: "picture", limit: 25 * megabyte },
  "image/gif": { kind: "picture", limit: 25 * megabyte },
  "audio/wav": { kind: "recording", limit: 200 * megabyte },
  "audio/mpeg": { kind: "recording", limit: 200 * megabyte },
  "video/mp4": { kind: "recording", limit: 200 * megabyte },
};

/** No upload is larger than this, whatever it is. */
export const largestUpload = 200 * megabyte;

/** A picture of 64 megapixels, 12,000 across, is more than any frame or reference needs. */
const mostPixels = 64_000_000;
const longestEdge = 12_000;

export type Inspected = { mime: string; width: number | null; height: number | null };

/**
 * Finds out what an uploaded file is and whether we take it. Width and height are as seen, turned as the camera's note
 * says; they are null for recordings.
 *
 * @throws AppError `unsupported-media`, `too-large` or `bad-file`
 */
export async function inspectUpload(file: { path: string; bytes: number }): Promise<Inspected> {
  if (file.bytes === 0) throw refused("bad-file", "The file is empty.");
  const mime = (await fileTypeFromFile(file.path))?.mime ?? "";
  const rule = accepted[mime];
  if (rule === undefined) {
    throw refused("unsupported-media", "This is not a PNG, JPEG, WebP, GIF, WAV, MP3 or MP4 file.");
  }
  if (file.bytes > rule.limit) {
    throw refused("too-large", `A ${rule.kind} may have ${rule.limit / megabyte} MB at most.`);
  }
  if (rule.kind === "recording") return { mime, width: null, height: null };
  return { mime, ...(await measurePicture(file.path)) };
}

async function measurePicture(path: string): Promise<{ width: number; height: number }> {
  const picture = sharp(path, { limitInputPixels: mostPixels, failOn: "error" });
  try {
    const { autoOrient } = await picture.metadata();
    if (Math.max(autoOrient.width, autoOrient.height) > longestEdge) throw tooManyPixels();
    // Reads every row once: a file that breaks off in the middle is refused now, not when a frame is drawn.
    await picture.stats();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && error.message.includes("pixel limit")) throw tooManyPixels();
    throw new AppError("bad-file", {
      sentence: "The picture is damaged and cannot be read.",
      nextStep: "Save it again, or choose another.",
      field: "body",
      cause: error,
    });
  }
}

function tooManyPixels(): AppError {
  return refused("too-large", "A picture may have 64 megapixels and 12,000 pixels along an edge at most.");
}

function refused(code: "bad-file" | "unsupported-media" | "too-large", sentence: string): AppError {
  return new AppError(code, { sentence, nextStep: "Choose another file.", field: "body" });
}
