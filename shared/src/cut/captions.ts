import { z } from "zod";
import type { Rate } from "../time/rate.ts";

/** One caption over `[startFrame, endFrame)` of the cut. */
export const caption = z
  .object({ startFrame: z.number().int().min(0), endFrame: z.number().int(), text: z.string().trim().min(1) })
  .refine((value) => value.endFrame > value.startFrame, {
    message: "A caption must be at least one frame long.",
    path: ["endFrame"],
  });
export type Caption = z.infer<typeof caption>;

const lineLength = 42;

/** Breaks a caption into lines of at most 42 characters where words allow, as even as possible. */
export function breakCaption(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const lineCount = Math.max(1, Math.ceil(words.join(" ").length / lineLength));
  const target = Math.min(lineLength, Math.ceil(words.join(" ").length / lineCount) + 3);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= target)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function milliseconds(frame: number, { num, den }: Rate): number {
  return Math.round((frame * den * 1000) / num);
}

function srtTime(ms: number): string {
  const pad = (value: number, length: number) => String(value).padStart(length, "0");
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((value) =>
    pad(value, 2),
  );
  return `${clock.join(":")},${pad(ms % 1000, 3)}`;
}

/**
 * SubRip text of captions, in order of time. A caption that runs into the next ends two frames before it, so that the eye
 * sees a change; times are rounded once from the absolute frame.
 */
export function writeSrt(captions: readonly Caption[], rate: Rate): string {
  const sorted = captions.toSorted((a, b) => a.startFrame - b.startFrame);
  return sorted
    .map((entry, index) => {
      const next = sorted[index + 1];
      const endFrame =
        next && next.startFrame > entry.startFrame
          ? Math.min(entry.endFrame, next.startFrame - 2)
          : entry.endFrame;
      const start = milliseconds(entry.startFrame, rate);
      const end = Math.max(start + 1, milliseconds(endFrame, rate));
      return `${index + 1}\n${srtTime(start)} --> ${srtTime(end)}\n${breakCaption(entry.text).join("\n")}\n`;
    })
    .join("\n");
}
