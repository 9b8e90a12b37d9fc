import { framesToSeconds, secondsToFrames, type Rate } from "@backlot/shared/time/rate";

/** Where to seek to show a frame: its middle, where no rounding of a container can show a neighbour. */
export function seekTime(frame: number, rate: Rate): number {
  return framesToSeconds(frame + 0.5, rate);
}

/** The frame whose presentation timestamp a browser reported; timestamps stand at a frame's start, give or take rounding. */
export function frameOfMediaTime(mediaTime: number, rate: Rate): number {
  return secondsToFrames(mediaTime + framesToSeconds(0.25, rate), rate);
}

/** A rate that a take states as a decimal, as an exact fraction: 23.976 is 24000/1001. */
export function rateOf(fps: number | null): Rate {
  if (fps === null || !(fps > 0)) return { num: 24, den: 1 };
  const whole = Math.round(fps);
  if (Math.abs(fps - whole) < 1e-6) return { num: whole, den: 1 };
  return { num: whole * 1000, den: 1001 };
}

/** Keeps a frame inside a clip of `frames`. */
export function clampFrame(frame: number, frames: number): number {
  return Math.max(0, Math.min(Math.trunc(frame), Math.max(0, frames - 1)));
}

/** Speeds of J and L, as on an edit desk: each press of the same key doubles it, the other key turns round. */
export function shuttle(speed: number, key: "J" | "K" | "L"): number {
  if (key === "K") return 0;
  const direction = key === "L" ? 1 : -1;
  return Math.sign(speed) === direction ? direction * Math.min(8, Math.abs(speed) * 2) : direction;
}
