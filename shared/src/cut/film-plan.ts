import { dialogueOf, languageOf, shotLabel, type Film } from "../build/film.ts";
import { planningFps, timeLines } from "../build/stage-input.ts";
import { digestOf } from "../build/digest.ts";
import type { Delivery } from "../pipeline/stages.ts";
import type { Shot } from "../shot/schema.ts";
import { filmedFrames, layOutCut, type CutSource } from "./layout.ts";
import type { CutClip } from "./schema.ts";

/** The clip that stands for a shot. */
export type PlannedClip = { mediaHash: string; frames: number | null; fps: number | null };

/** A circled clip, trimmed: `[inFrame, outFrame)` of the clip, at `startFrame` of the film; all in delivered frames. */
export type PlannedSegment = {
  shotId: string;
  mediaHash: string;
  inFrame: number;
  outFrame: number;
  startFrame: number;
};

/** A spoken line at its place: of the film in delivered frames, of a shot in frames of planning. */
export type PlannedLine = {
  assetId: string | null;
  character: string;
  description: string;
  text: string;
  startFrame: number;
  endFrame: number;
};

export type FilmPlan = {
  segments: PlannedSegment[];
  lines: PlannedLine[];
  frames: number;
  /** What is spoken in it, as a tag such as "de". */
  language: string;
  /** Labels of shots in the cut that have no clip yet. */
  leftOut: string[];
};

/** The lines of a shot at their places in it, with who says them. */
export function linesOf(film: Film, shot: Shot): PlannedLine[] {
  return timeLines(dialogueOf(film, shot)).map(({ assetId, character, text, startFrame, endFrame }) => ({
    assetId,
    character,
    description: assetId === null ? "" : (film.assets.get(assetId)?.description ?? ""),
    text,
    startFrame,
    endFrame,
  }));
}

/**
 * Lays the cut out in delivered frames. Shots are planned at 24 frames a second; at another rate every position is
 * rounded once from its absolute place, so that nothing drifts.
 */
export function planFilm(input: {
  film: Film;
  cut: readonly CutClip[];
  /** The clip to use of each shot. */
  clipOf: ReadonlyMap<string, PlannedClip>;
  fps: number;
}): FilmPlan {
  const { film, cut, clipOf, fps } = input;
  const scale = (frame: number) => Math.round((frame * fps) / planningFps);
  const plan: FilmPlan = {
    segments: [],
    lines: [],
    frames: 0,
    language: languageOf(film),
    leftOut: [],
  };
  const shots = new Map(film.shots.filter((one) => one.deletedAt === null).map((one) => [one.id, one]));
  const sources = new Map<string, CutSource>();
  for (const { id, durationFrames } of shots.values()) {
    const made = clipOf.get(id);
    sources.set(id, {
      filmedFrames: made === undefined ? null : filmedFrames(made, durationFrames),
      plannedFrames: durationFrames,
    });
  }
  for (const { clip, ...laid } of layOutCut(cut, sources)) {
    const shot = shots.get(clip.shotId);
    const mediaHash = clipOf.get(clip.shotId)?.mediaHash;
    if (shot === undefined) continue;
    if (mediaHash === undefined) {
      plan.leftOut.push(shotLabel(film, shot));
      continue;
    }
    const inFrame = scale(laid.inFrame);
    const outFrame = Math.max(inFrame + 1, scale(laid.outFrame));
    const startFrame = plan.frames;
    plan.segments.push({ shotId: shot.id, mediaHash, inFrame, outFrame, startFrame });
    plan.frames += outFrame - inFrame;
    if (clip.muted) continue;
    for (const line of linesOf(film, shot)) {
      const at = scale(line.startFrame);
      if (at < inFrame || at >= outFrame) continue;
      plan.lines.push({
        ...line,
        startFrame: startFrame + at - inFrame,
        endFrame: startFrame + Math.max(at + 1, scale(line.endFrame)) - inFrame,
      });
    }
  }
  return plan;
}

/** Raised when rendering itself changes, so that an older film is not given for a new one. */
export const renderVersion = 2;

/** Stands for exactly what a film shows and says at this delivery: the same digest is the same film. */
export function filmDigest(
  { segments, lines, language }: FilmPlan,
  { width, height, fps }: Delivery,
): string {
  // English is what every film was spoken in before.
  const spoken = language === "en" || lines.length === 0 ? {} : { language };
  return digestOf({ renderVersion, width, height, fps, segments, lines, ...spoken });
}
