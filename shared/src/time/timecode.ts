import { timecodeBase, type Rate } from "./rate.ts";

const two = (value: number) => String(value).padStart(2, "0");

/** Frames → "HH:MM:SS:FF", non-drop: the label counts frames, not the clock. Negative frames get a minus sign. */
export function formatTimecode(frames: number, rate: Rate): string {
  const base = timecodeBase(rate);
  const total = Math.abs(Math.trunc(frames));
  const seconds = Math.floor(total / base);
  const label = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, total % base];
  return `${frames < 0 ? "-" : ""}${label.map(two).join(":")}`;
}

/** "HH:MM:SS:FF" → frames; null when the text is no timecode or names a frame that the rate does not have. */
export function parseTimecode(text: string, rate: Rate): number | null {
  const match = /^(\d{2,}):([0-5]\d):([0-5]\d):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [hours, minutes, seconds, frames] = match.slice(1).map(Number) as [number, number, number, number];
  const base = timecodeBase(rate);
  if (frames >= base) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * base + frames;
}
