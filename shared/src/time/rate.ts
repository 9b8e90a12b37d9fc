import { z } from "zod";

/** Frames per second as an exact fraction, e.g. 24000/1001 for NTSC film. Never a float. */
export const rate = z.object({ num: z.number().int().positive(), den: z.number().int().positive() });
export type Rate = z.infer<typeof rate>;

export const film: Rate = { num: 24, den: 1 };

/** The rates that a sequence may have. */
export const sequenceRates: readonly Rate[] = [
  { num: 24_000, den: 1001 },
  film,
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
];

/** The nominal whole number that timecode counts in: 24 for 23.976. */
export function timecodeBase({ num, den }: Rate): number {
  return Math.round(num / den);
}

/** Whether two fractions are the same rate (24/1 and 48/2 are). */
export function sameRate(a: Rate, b: Rate): boolean {
  return a.num * b.den === b.num * a.den;
}

/** Seconds at the start of a frame. Only for the edge of the system: a player, ffmpeg, captions. */
export function framesToSeconds(frames: number, { num, den }: Rate): number {
  return (frames * den) / num;
}

/** The frame on screen at a moment; half a microsecond of tolerance absorbs what a decimal lost. */
export function secondsToFrames(seconds: number, { num, den }: Rate): number {
  return Math.floor((seconds + 5e-7) * (num / den));
}

/** Samples from the start of the sequence to the start of a frame: rounded once, per absolute position, so it never drifts. */
export function framesToSamples(frames: number, { num, den }: Rate, sampleRate = 48_000): number {
  return Math.round((frames * den * sampleRate) / num);
}

/** "24000/1001", as ffmpeg takes and prints it. */
export function formatRate({ num, den }: Rate): string {
  return `${num}/${den}`;
}

/** Reads "24000/1001" or "24"; null when it is not a positive fraction of whole numbers. */
export function parseRate(text: string): Rate | null {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const parsed = rate.safeParse({ num: Number(match[1]), den: Number(match[2] ?? 1) });
  return parsed.success ? parsed.data : null;
}
