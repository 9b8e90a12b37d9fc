import { planningFps } from "../build/stage-input.ts";
import type { CutClip } from "./schema.ts";

/** What a clip of the cut is taken from. Frames are those of the plan (24 a second). */
export type CutSource = {
  /** Length of the take in use; null while the shot has none. */
  filmedFrames: number | null;
  /** Length that the shot is planned to have: what an unfilmed clip stands for. */
  plannedFrames: number;
};

/** A clip at its place: `[inFrame, outFrame)` of its source, from frame `start` of the film. */
export type LaidClip = {
  clip: CutClip;
  isFilmed: boolean;
  sourceFrames: number;
  inFrame: number;
  outFrame: number;
  start: number;
};

/**
 * Lays the clips of the cut end to end. The Sequencer's strip and the render read this one layout, so that the film is what the strip shows:
 * a trim is held inside the take that is used, whatever the shot's planned length has become; a clip that is not filmed yet has its place and no
 * length; a clip whose shot is gone is left out.
 */
export function layOutCut(cut: readonly CutClip[], sources: ReadonlyMap<string, CutSource>): LaidClip[] {
  const laid: LaidClip[] = [];
  let start = 0;
  for (const clip of cut) {
    const source = sources.get(clip.shotId);
    if (source === undefined) continue;
    const isFilmed = source.filmedFrames !== null;
    const sourceFrames = Math.max(1, source.filmedFrames ?? source.plannedFrames);
    const inFrame = Math.min(clip.inFrame, sourceFrames - 1);
    const outFrame = Math.max(inFrame + 1, Math.min(clip.outFrame ?? sourceFrames, sourceFrames));
    laid.push({ clip, isFilmed, sourceFrames, inFrame, outFrame, start });
    if (isFilmed) start += outFrame - inFrame;
  }
  return laid;
}

/** A take's length in frames of the plan; `planned` where nobody has measured it. */
export function filmedFrames(take: { frames: number | null; fps: number | null }, planned: number): number {
  if (take.frames === null) return planned;
  return Math.max(1, Math.round((take.frames * planningFps) / (take.fps ?? planningFps)));
}
