import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Caption } from "@backlot/shared/cut/captions";
import { filmDigest, renderVersion, type FilmPlan } from "@backlot/shared/cut/film-plan";
import type { RenderJobInput } from "@backlot/shared/pipeline/contract";
import {
  artifactOfDigest,
  artifactOfJob,
  recordArtifact,
  recordMedia,
} from "@backlot/shared/server/artifacts";
import type { Failure } from "@backlot/shared/server/database-schema";
import { isUnspoken, readFilmPlan } from "@backlot/shared/server/film-plan";
import { asActivities, stopSignal } from "../activity.ts";
import type { StudioDeps } from "../deps.ts";
import type { JobOutcome } from "../generation-job/activities.ts";
import { trackOf } from "../generation-job/track.ts";
import { findTool } from "../media/binaries.ts";
import { renderCut, type CutResult } from "../media/assemble.ts";
import { createNotices } from "../production-run/notices.ts";
import { placeLines } from "../voice/place-lines.ts";
import { speakCached, voiceFolder, type SpokenLine } from "../voice/speak-cached.ts";
import { inWorkDir } from "../work-dir.ts";
import { srtToVtt } from "./web-captions.ts";

export type RenderActivities = ReturnType<typeof createRenderActivities>;

/** Rendering the cut, and closing a render that came to nothing. */
export function createRenderActivities(deps: StudioDeps) {
  const { db, documents, media } = deps;
  const notices = createNotices(deps);
  const itemDeps = { ...deps, notices };

  const trackRender = (job: RenderJobInput) =>
    trackOf(itemDeps, itemOf(job) ?? { jobId: job.renderId, projectId: job.projectId });

  /** Renders the cut with its dialogue and captions; the same cut is answered with the film that is there. */
  async function renderFilm(job: RenderJobInput): Promise<JobOutcome> {
    const track = trackRender(job);
    await track.begin();
    let status: "done" | "reused" = "done";
    let film = await artifactOfJob(db, job.renderId);
    if (film === null) {
      const plan = await readFilmPlan({ db, documents }, job.projectId, job.options.delivery);
      const digest = filmDigest(plan, job.options.delivery);
      film = await artifactOfDigest(db, job.projectId, "render", digest);
      // Made where there was no voice: with one it is another film.
      const isBetterNow =
        film !== null && findTool("espeak") !== null && (await isUnspoken(db, film.id, plan));
      if (film === null || isBetterNow) film = await renderAndRecord(job, plan, digest);
      else status = "reused";
    }
    await track.finish({ status, artifactId: film.id });
    notices.artifactsChanged(job.projectId, null);
    return { status, artifactId: film.id };
  }

  async function renderAndRecord(job: RenderJobInput, planned: FilmPlan, digest: string) {
    const { width, height, fps } = job.options.delivery;
    const onProgress = trackRender(job).progress();
    const spoken = await speakAll(job, planned, (done) => onProgress(0.15 * done));
    const plan = { ...planned, lines: placeLines(planned.lines, spoken, fps) };
    return await inWorkDir(deps.dataDir, async (folder) => {
      const result = await renderCut({
        segments: plan.segments.map(({ mediaHash, inFrame, outFrame }) => ({
          path: media.pathOf(mediaHash),
          inFrame,
          outFrame,
        })),
        dialogue: spoken.map(({ wavPath }, index) => ({
          wavPath,
          startFrame: lineAt(plan, index).startFrame,
        })),
        captions: captionsOf(plan, spoken, fps),
        language: plan.language,
        size: { width, height },
        fps: { num: fps, den: 1 },
        outPath: join(folder, "film.mp4"),
        workDir: join(deps.dataDir, "cache", "render"),
        onProgress: ({ done, total, doing }) =>
          onProgress(doing === "pictures" ? 0.15 + (0.75 * done) / total : 0.95),
        signal: stopSignal(),
      });
      // What the film is made from stays as it was planned; its digest is of that.
      return await record(job, { plan: planned, digest, result, spoken });
    });
  }

  async function record(
    job: RenderJobInput,
    made: { plan: FilmPlan; digest: string; result: CutResult; spoken: SpokenLine[] },
  ) {
    const { plan, digest, result } = made;
    const { width, height, fps } = job.options.delivery;
    const srt = await readFile(result.srtPath, "utf8");
    const vtt = srtToVtt(srt);
    const film = await media.putFile(result.outPath);
    const srtMedia = await media.putBytes(new TextEncoder().encode(srt));
    const vttMedia = await media.putBytes(new TextEncoder().encode(vtt));
    await recordMedia(db, job.projectId, { ...srtMedia, mime: "application/x-subrip" }, job.actor.id);
    await recordMedia(db, job.projectId, { ...vttMedia, mime: "text/vtt" }, job.actor.id);
    return await recordArtifact(db, {
      projectId: job.projectId,
      kind: "render",
      shotId: null,
      runId: job.runId,
      inputs: { version: renderVersion, delivery: job.options.delivery, ...plan },
      digest,
      media: {
        hash: film.hash,
        bytes: film.bytes,
        mime: "video/mp4",
        width,
        height,
        frames: result.frames,
        fps,
      },
      meta: {
        captionsHash: vttMedia.hash,
        captionsSrtHash: srtMedia.hash,
        loudness: result.loudness?.integrated ?? null,
        hasVoice: made.spoken.some((line) => line.engine === "espeak-ng"),
        soundNote: result.soundNote,
        language: plan.language,
        segments: result.segments,
        leftOut: plan.leftOut,
      },
      provider: job.options.provider,
      alternate: false,
      costMicros: 0,
      author: job.actor.id,
      jobId: job.renderId,
    });
  }

  async function speakAll(
    { projectId }: RenderJobInput,
    { lines, language }: FilmPlan,
    onDone: (part: number) => void,
  ): Promise<SpokenLine[]> {
    const folder = voiceFolder(deps.dataDir);
    const spoken: SpokenLine[] = [];
    for (const line of lines) {
      spoken.push(await speakCached({ line, language, projectId, folder, signal: stopSignal() }));
      onDone(spoken.length / lines.length);
    }
    return spoken;
  }

  async function closeRender({
    job,
    failure,
  }: {
    job: RenderJobInput;
    failure: Failure | null;
  }): Promise<void> {
    await trackRender(job).finish(failure === null ? { status: "cancelled" } : { status: "failed", failure });
    notices.artifactsChanged(job.projectId, null);
  }

  return asActivities({ renderFilm, closeRender }, deps.log);
}

/** A caption stands as long as its line is planned or spoken, whichever is longer, and never beyond the film. */
export function captionsOf(plan: FilmPlan, spoken: readonly { seconds: number }[], fps: number): Caption[] {
  return plan.lines.flatMap((line, index) => {
    const heard = line.startFrame + Math.ceil((spoken[index]?.seconds ?? 0) * fps);
    const endFrame = Math.min(plan.frames, Math.max(line.endFrame, heard));
    if (endFrame <= line.startFrame) return [];
    return [{ startFrame: line.startFrame, endFrame, text: line.text }];
  });
}

function lineAt(plan: FilmPlan, index: number) {
  const line = plan.lines[index];
  if (line === undefined) throw new RangeError(`The film has no line ${index}.`);
  return line;
}

function itemOf({ runId, projectId }: RenderJobInput) {
  return runId === null ? null : { runId, projectId, key: "delivery" };
}
