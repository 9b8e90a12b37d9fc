import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSrt, type Caption } from "@backlot/shared/cut/captions";
import { mediaLanguage } from "@backlot/shared/screenplay/language";
import { AppError } from "@backlot/shared/errors/app-error";
import { film, type Rate } from "@backlot/shared/time/rate";
import { findMediaTools, type MediaTools } from "./binaries.ts";
import { runFfmpeg } from "./ffmpeg.ts";
import type { Loudness } from "./loudness.ts";
import type { PlacedSound } from "./sound.ts";
import { makeSoundTrack, type SoundTrack } from "./sound-track.ts";
import {
  concatList,
  encodeSegments,
  placeSegment,
  type ConformedSegment,
  type PictureFormat,
  type Segment,
} from "./segment.ts";

export type CutRender = {
  segments: Segment[];
  dialogue: PlacedSound[];
  captions: Caption[];
  /** What the captions are in, as a tag such as "de"; English where nothing is said. */
  language?: string;
  size: { width: number; height: number };
  /** Frames a second; 24/1 unless given. */
  fps?: Rate;
  outPath: string;
  /** Kept between renders: its folders `segments` and `sounds` are the caches that make the next render short. */
  workDir: string;
  onProgress?: (progress: { done: number; total: number; doing: "pictures" | "joining" }) => void;
  signal?: AbortSignal;
  tools?: MediaTools;
};

export type CutResult = {
  outPath: string;
  srtPath: string;
  frames: number;
  /** Measured on the film's sound track; null when there is nothing to hear. */
  loudness: Loudness | null;
  /** For a person: what there is to hear. */
  soundNote: string;
  segments: { copied: number; reused: number; encoded: number };
};

/** One encoder thread each: measured faster than one many-threaded encode. */
const parallelEncodes = 2;

/** Segments that one process encodes: measured faster than one, whose start counts, and than six, which take turns. */
const longestBatch = 3;

/** Waits for all jobs; when one fails the others are stopped, and have ended before the failure goes on. */
async function together<T extends readonly unknown[]>(
  signal: AbortSignal | undefined,
  start: (signal: AbortSignal) => { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  const stop = new AbortController();
  const jobs = start(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
  try {
    return (await Promise.all(jobs)) as unknown as T;
  } catch (cause) {
    stop.abort();
    await Promise.allSettled(jobs);
    throw cause;
  }
}

/** Brings all segments into house encoding: what is there already is used, the rest is encoded by two processes. */
async function conformAll(
  render: CutRender,
  format: PictureFormat,
  tools: MediaTools,
): Promise<ConformedSegment[]> {
  const cacheFolder = join(render.workDir, "segments");
  const job = { format, cacheFolder, tools, ...(render.signal ? { signal: render.signal } : {}) };
  const placed = await Promise.all(render.segments.map((segment) => placeSegment(segment, job)));
  // The same trim of the same file twice in a cut is encoded once.
  const missing = new Map(
    render.segments.flatMap((segment, index) => {
      const place = placed[index];
      return place?.how === "encoded" ? [[place.path, { segment, placed: place }] as const] : [];
    }),
  );
  let done = render.segments.length - missing.size;
  const report = () => render.onProgress?.({ done, total: render.segments.length, doing: "pictures" });
  report();
  const batches = inBatches([...missing.values()]);
  await together(render.signal, (signal) =>
    Array.from({ length: parallelEncodes }, async () => {
      for (let batch = batches.shift(); batch && !signal.aborted; batch = batches.shift()) {
        await encodeSegments(batch, { ...job, signal });
        done += batch.length;
        report();
      }
    }),
  );
  return placed;
}

/** Evenly into as many batches as keep every encoder busy. */
function inBatches<T>(items: readonly T[]): T[][] {
  const rounds = Math.ceil(items.length / (parallelEncodes * longestBatch));
  const size = Math.ceil(items.length / (parallelEncodes * Math.max(1, rounds)));
  return Array.from({ length: Math.ceil(items.length / Math.max(1, size)) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function checkSegments(segments: Segment[]): void {
  if (segments.length === 0)
    throw new AppError("bad-request", { sentence: "The cut is empty.", field: "segments" });
  for (const [index, { inFrame, outFrame }] of segments.entries()) {
    if (Number.isInteger(inFrame) && Number.isInteger(outFrame) && inFrame >= 0 && outFrame > inFrame)
      continue;
    throw new AppError("bad-request", {
      sentence: `Segment ${index + 1} of the cut has no frames.`,
      field: `segments.${index}.outFrame`,
    });
  }
}

/**
 * Renders a cut to MP4 (H.264, AAC at −14 LUFS, captions as a track) and an SRT beside it. Pictures come from a cache by
 * content and trim, so changing one segment encodes one; the frame count is proven before the file takes its name.
 */
export async function renderCut(render: CutRender): Promise<CutResult> {
  checkSegments(render.segments);
  const tools = render.tools ?? findMediaTools();
  const rate = render.fps ?? film;
  const frames = render.segments.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  await mkdir(join(render.workDir, "segments"), { recursive: true });
  const scratch = await mkdtemp(join(render.workDir, "render-"));
  try {
    // Side by side: the sound asks little of the processor, and joining, which only copies, waits for both.
    const [conformed, sound] = await together<[ConformedSegment[], SoundTrack]>(render.signal, (signal) => [
      conformAll({ ...render, signal }, { ...render.size, rate }, tools),
      makeSoundTrack(render.dialogue, {
        totalFrames: frames,
        rate,
        cacheFolder: join(render.workDir, "sounds"),
        scratch,
        tools,
        signal,
      }),
    ]);
    render.onProgress?.({ done: 0, total: 1, doing: "joining" });
    const srtPath = render.outPath.replace(/\.[^./]+$/, "") + ".srt";
    const listPath = join(scratch, "list.ffconcat");
    const captionsPath = join(scratch, "captions.srt");
    const srt = writeSrt(render.captions, rate);
    await writeFile(listPath, concatList(conformed, rate));
    await writeFile(captionsPath, srt);
    const hasCaptions = render.captions.length > 0;
    const language = mediaLanguage(render.language ?? "en");
    await runFfmpeg({
      inputs: [
        { source: listPath, options: ["-f", "concat", "-safe", "0"] },
        { source: sound.path },
        ...(hasCaptions ? [{ source: captionsPath }] : []),
      ],
      options: [
        "-map",
        "0:v:0",
        "-map",
        "1:a:0",
        "-c:v",
        "copy",
        "-c:a",
        "copy",
        ...(hasCaptions
          ? ["-map", "2:s:0", "-c:s", "mov_text", "-metadata:s:s:0", `language=${language}`]
          : []),
        "-map_metadata",
        "-1",
        "-metadata",
        "comment=previs",
        "-video_track_timescale",
        String(rate.num),
        "-movflags",
        "+faststart",
      ],
      output: render.outPath,
      frames,
      tools,
      ...(render.signal ? { signal: render.signal } : {}),
    });
    await writeFile(srtPath, srt);
    const { loudness } = sound;
    const count = (how: ConformedSegment["how"]) => conformed.filter((segment) => segment.how === how).length;
    render.onProgress?.({ done: 1, total: 1, doing: "joining" });
    return {
      outPath: render.outPath,
      srtPath,
      frames,
      loudness,
      soundNote: loudness
        ? `Sound at ${loudness.integrated.toFixed(1)} LUFS, true peak ${loudness.truePeak.toFixed(1)} dBTP.`
        : "The film has no sound: the track is silent.",
      segments: { copied: count("copied"), reused: count("reused"), encoded: count("encoded") },
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
