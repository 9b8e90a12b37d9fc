import type { CutClip } from "@backlot/shared/cut/schema";
import { filmedFrames, layOutCut, type CutSource } from "@backlot/shared/cut/layout";
import type { Take } from "@backlot/shared/generation/artifact";

/** A clip on the strip with everything that is known of it. Frames are the sequence's; ranges are half open. */
export type StripClip = {
  id: string;
  shotId: string;
  label: string;
  /** Null while the shot has not been filmed: the clip has its place, and no length in the film. */
  take: Take | null;
  /** What is said in the shot, once it is spoken. */
  dialogue: Take | null;
  /** Frames that its shot's clip has: the limit of a trim. */
  sourceFrames: number;
  inFrame: number;
  outFrame: number;
  /** First frame in the film. */
  start: number;
  muted: boolean;
};

/** What the strip needs to know of a shot. */
export type ShotSource = {
  label: string;
  take: Take | null;
  dialogue: Take | null;
  durationFrames: number;
};

/** The cut as the film will be, with the name and take of each clip. */
export function layOut(cut: readonly CutClip[], shots: ReadonlyMap<string, ShotSource>): StripClip[] {
  const sources = new Map<string, CutSource>();
  for (const [id, { take, durationFrames }] of shots) {
    const filmed = take === null ? null : filmedFrames(take, durationFrames);
    sources.set(id, { filmedFrames: filmed, plannedFrames: durationFrames });
  }
  return layOutCut(cut, sources).map(({ clip, sourceFrames, inFrame, outFrame, start }) => ({
    id: clip.id,
    shotId: clip.shotId,
    label: shots.get(clip.shotId)?.label ?? "",
    take: shots.get(clip.shotId)?.take ?? null,
    dialogue: shots.get(clip.shotId)?.dialogue ?? null,
    sourceFrames,
    inFrame,
    outFrame,
    start,
    muted: clip.muted,
  }));
}

/** Frames that a clip keeps of its take, or of what its shot is planned to be. */
export function lengthOf(clip: Pick<StripClip, "inFrame" | "outFrame">): number {
  return clip.outFrame - clip.inFrame;
}

/** The frame of the film after a clip's last; its start when it is not filmed. */
export function endOf(clip: Pick<StripClip, "inFrame" | "outFrame" | "start" | "take">): number {
  return clip.start + (clip.take === null ? 0 : lengthOf(clip));
}

/** Length of the film in frames, as it would be rendered now. */
export function totalFrames(strip: readonly StripClip[]): number {
  const last = strip.at(-1);
  return last === undefined ? 0 : endOf(last);
}

/** The filmed clip on screen at a frame of the film; past the end the last one, and the first of all where nothing is filmed. */
export function clipAt(strip: readonly StripClip[], frame: number): StripClip | undefined {
  return (
    strip.find((clip) => frame < endOf(clip)) ?? strip.findLast((clip) => clip.take !== null) ?? strip[0]
  );
}

export type Edge = "in" | "out";
export type Trim = { inFrame: number; outFrame: number | null };

/**
 * Moves one edge of a clip by a number of frames, keeping at least one and never leaving the source. A tail that
 * reaches the source's end follows it from then on (null), so that a longer take is not cut by an old number.
 */
export function trim(
  clip: Pick<StripClip, "inFrame" | "outFrame" | "sourceFrames">,
  edge: Edge,
  by: number,
): Trim {
  const whole = Math.round(by);
  const inFrame = edge === "in" ? clamp(clip.inFrame + whole, 0, clip.outFrame - 1) : clip.inFrame;
  const outFrame =
    edge === "out" ? clamp(clip.outFrame + whole, clip.inFrame + 1, clip.sourceFrames) : clip.outFrame;
  return { inFrame, outFrame: outFrame === clip.sourceFrames ? null : outFrame };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** Where a clip goes when it is dropped on another, counted on the strip without itself. */
export function dropIndex(ids: readonly string[], id: string, over: string): number | null {
  const from = ids.indexOf(id);
  const to = ids.indexOf(over);
  return from < 0 || to < 0 || from === to ? null : to;
}

/** Where a clip goes when it is nudged; null at the end of the strip. */
export function stepIndex(ids: readonly string[], id: string, by: -1 | 1): number | null {
  const to = ids.indexOf(id) + by;
  return to < 0 || to >= ids.length ? null : to;
}

/**
 * The position for `moveClip`, which counts every clip of the cut, of a position on the strip, which shows only those whose shot is there:
 * right behind the clip that stands before it on the strip.
 */
export function indexInCut(
  all: readonly string[],
  shown: readonly string[],
  id: string,
  index: number,
): number {
  const others = all.filter((one) => one !== id);
  const shownOthers = shown.filter((one) => one !== id);
  const before = shownOthers[index - 1];
  return before === undefined ? 0 : others.indexOf(before) + 1;
}

/** Shots in story order that the cut does not show yet. */
export function missingShots(order: readonly string[], cut: readonly Pick<CutClip, "shotId">[]): string[] {
  const present = new Set(cut.map((clip) => clip.shotId));
  return order.filter((id) => !present.has(id));
}

/** Widths that the strip can be zoomed to, in pixels a frame. */
export const zooms = [0.5, 1, 1.5, 2.5, 4, 8] as const;

/** Width of a clip on screen; even a frame stays wide enough to be hit. */
export function widthOf(clip: Pick<StripClip, "inFrame" | "outFrame">, pixelsPerFrame: number): number {
  return Math.max(44, lengthOf(clip) * pixelsPerFrame);
}
