import { join } from "node:path";
import { film as filmRate } from "@backlot/shared/time/rate";
import { languageOf } from "@backlot/shared/build/film";
import { planningFps } from "@backlot/shared/build/stage-input";
import { linesOf } from "@backlot/shared/cut/film-plan";
import { findMediaTools, findTool } from "../media/binaries.ts";
import { mixLines, writeSilence } from "../media/sound.ts";
import type { MadeMedia, MakeRequest } from "../provider/provider.ts";
import { placeLines } from "./place-lines.ts";
import { speakCached, type SpokenLine } from "./speak-cached.ts";

/** What is noted about a dialogue: how many lines it has, and who spoke them. */
type DialogueMeta = { lines: number; engine: SpokenLine["engine"] };

/**
 * Speaks the lines of a shot, each in its character's voice and at its place, into one file as long as they are. The render
 * speaks the same words the same way. A shot that nobody speaks in any more is a moment of silence.
 */
export async function makeDialogue(
  {
    film,
    shot,
    workDir,
    onProgress,
    signal,
  }: Pick<MakeRequest, "film" | "shot" | "workDir" | "onProgress" | "signal">,
  folder: string,
): Promise<MadeMedia> {
  const planned = linesOf(film, shot);
  const language = languageOf(film);
  const spoken: SpokenLine[] = [];
  for (const line of planned) {
    spoken.push(await speakCached({ line, language, projectId: film.projectId, folder, signal }));
    onProgress((0.9 * spoken.length) / planned.length);
  }
  const placed = placeLines(planned, spoken, planningFps);
  const totalFrames = placed.at(-1)?.endFrame ?? planningFps;
  const path = join(workDir, "dialogue.flac");
  const job = { rate: filmRate, totalFrames, workDir, tools: findMediaTools(), signal };
  const sounds = spoken.map(({ wavPath }, index) => ({
    wavPath,
    startFrame: placed[index]?.startFrame ?? 0,
  }));
  if (sounds.length > 0) await mixLines(sounds, path, job);
  else await writeSilence(path, job, "shot");
  const engine = spoken.some((line) => line.engine === "espeak-ng") ? "espeak-ng" : "timed-silence";
  const meta: DialogueMeta = { lines: spoken.length, engine };
  return {
    path,
    mime: "audio/flac",
    width: null,
    height: null,
    frames: totalFrames,
    fps: planningFps,
    meta,
  };
}

/** Whether there is a voice now for lines that were only timed before. */
export function isNowSpoken(meta: Record<string, unknown>): boolean {
  const { lines, engine } = meta as Partial<DialogueMeta>;
  return engine === "timed-silence" && (lines ?? 0) > 0 && findTool("espeak") !== null;
}
