/**
 * The one door to ffmpeg; nothing else imports `fluent-ffmpeg`. Every job writes to a temporary name beside its output,
 * is killed by its signal, proves its frame count where one is asked, and only then takes its final name.
 */
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import ffmpeg from "fluent-ffmpeg";
import { AppError } from "@backlot/shared/errors/app-error";
import { parseRate, type Rate } from "@backlot/shared/time/rate";
import { findMediaTools, type MediaTools } from "./binaries.ts";
import { countSamples } from "./mp4.ts";

export type MediaProbe = {
  seconds: number;
  video: {
    codec: string;
    width: number;
    height: number;
    rate: Rate;
    pixelFormat: string;
    frames: number | null;
  } | null;
  audio: { codec: string; sampleRate: number; channels: number } | null;
  subtitles: number;
  /** Of each track of captions, by three letters. */
  captionLanguages: string[];
  /** Container tags, names in lower case. */
  tags: Record<string, string>;
};

function ffprobe(path: string, options: string[], tools: MediaTools): Promise<ffmpeg.FfprobeData> {
  return new Promise((resolve, reject) => {
    ffmpeg(path)
      .setFfprobePath(tools.ffprobePath)
      .ffprobe(options, (cause: unknown, data) => {
        if (!cause) return resolve(data);
        reject(
          new AppError("bad-file", {
            sentence: `${basename(path)} is not a media file that can be read.`,
            cause,
          }),
        );
      });
  });
}

/** What a media file holds. Refuses an unreadable file with `bad-file`. */
export async function probe(path: string, tools = findMediaTools()): Promise<MediaProbe> {
  const { streams, format } = await ffprobe(path, [], tools);
  const video = streams.find((stream) => stream.codec_type === "video");
  const audio = streams.find((stream) => stream.codec_type === "audio");
  const captions = streams.filter((stream) => stream.codec_type === "subtitle");
  const frames = Number(video?.nb_frames);
  const tags = Object.entries(format.tags ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]);
  return {
    seconds: Number(format.duration ?? 0),
    video: video
      ? {
          codec: video.codec_name ?? "",
          width: video.width ?? 0,
          height: video.height ?? 0,
          rate: parseRate(video.r_frame_rate ?? "") ?? { num: 24, den: 1 },
          pixelFormat: video.pix_fmt ?? "",
          frames: Number.isInteger(frames) && frames > 0 ? frames : null,
        }
      : null,
    audio: audio
      ? {
          codec: audio.codec_name ?? "",
          sampleRate: Number(audio.sample_rate ?? 0),
          channels: audio.channels ?? 0,
        }
      : null,
    subtitles: captions.length,
    captionLanguages: captions.map(({ tags }) => String((tags as { language?: string })?.language ?? "und")),
    tags: Object.fromEntries(tags),
  };
}

/** Pictures in the first video stream, by reading every packet: never trusted from the header. */
export async function countFrames(path: string, tools = findMediaTools()): Promise<number> {
  const { streams } = await ffprobe(path, ["-select_streams", "v:0", "-count_packets"], tools);
  return Number(streams[0]?.nb_read_packets ?? 0);
}

type Input = { source: string | Readable; options?: string[] };

/** One file that a job writes. */
export type Output = {
  /** Final path. */
  path: string;
  /** Output options, filters included, as an argument array. */
  options: string[];
  /** Exact frames that an MP4 must have; checked before it takes its name. */
  frames?: number;
};

type Common = {
  inputs: Input[];
  /** Frames written so far. */
  onProgress?: (frames: number) => void;
  signal?: AbortSignal;
  tools?: MediaTools;
};

export type FfmpegJob = Common & {
  options: string[];
  /** Final path; null discards the output (measuring passes). */
  output: string | null;
  frames?: number;
};

const cancelled = () => new AppError("cancelled", { sentence: "The media job was cancelled." });

function execute(command: ffmpeg.FfmpegCommand, job: Common): Promise<string> {
  return new Promise((resolve, reject) => {
    let ended = false;
    let log = "";
    const abort = () => {
      command.kill("SIGTERM");
      setTimeout(() => ended || command.kill("SIGKILL"), 2000).unref();
    };
    const finish = (act: () => void) => {
      ended = true;
      job.signal?.removeEventListener("abort", abort);
      act();
    };
    command.on("start", () => job.signal?.aborted && abort());
    command.on("stderr", (line: string) => {
      log = `${log}${line}\n`.slice(-40_000);
    });
    command.on("progress", ({ frames }) => job.onProgress?.(frames));
    command.on("end", () => finish(() => (job.signal?.aborted ? reject(cancelled()) : resolve(log))));
    command.on("error", (cause: Error) => {
      const last = log.trim().split("\n").slice(-3).join(" ");
      const failure = new AppError("media-tool-failed", {
        sentence: `ffmpeg could not finish: ${(last || cause.message).replace(/[.!]?$/, ".")}`,
        nextStep: "Retry it; if it fails again, look whether the disk is full and the clips still play.",
        cause,
      });
      finish(() => reject(job.signal?.aborted ? cancelled() : failure));
    });
    job.signal?.addEventListener("abort", abort, { once: true });
    command.run();
  });
}

async function assertFrames(path: string, { frames, path: name }: Output): Promise<void> {
  if (frames === undefined) return;
  const counted = await countSamples(path);
  if (counted === frames) return;
  throw new AppError("media-tool-failed", {
    sentence: `${basename(name)} came out with ${counted} frames instead of ${frames}.`,
    nextStep: "Retry it; the unfinished file was thrown away.",
  });
}

function commandOf({ inputs, tools = findMediaTools() }: Common): ffmpeg.FfmpegCommand {
  const command = ffmpeg({ logger: undefined })
    .setFfmpegPath(tools.ffmpegPath)
    .setFfprobePath(tools.ffprobePath);
  for (const input of inputs) {
    command.input(input.source);
    if (input.options?.length) command.inputOptions(input.options);
  }
  return command;
}

/** Runs one ffmpeg job and answers with the end of its log. Fails with `media-tool-failed` or `cancelled`; leaves no half file. */
export async function runFfmpeg(job: FfmpegJob): Promise<{ log: string }> {
  const { options, output, frames } = job;
  if (output !== null)
    return writeOutputs(job, [{ path: output, options, ...(frames === undefined ? {} : { frames }) }]);
  if (job.signal?.aborted) throw cancelled();
  const command = commandOf(job)
    .outputOptions([...options, "-f", "null"])
    .output("-");
  return { log: await execute(command, job) };
}

/** Runs one ffmpeg that writes several files; they take their names together or not at all. */
export async function writeOutputs(job: Common, outputs: readonly Output[]): Promise<{ log: string }> {
  if (job.signal?.aborted) throw cancelled();
  const command = commandOf(job);
  const partials: string[] = [];
  for (const { path, options } of outputs) {
    await mkdir(dirname(path), { recursive: true });
    const partial = join(dirname(path), `.${randomUUID().slice(0, 8)}-${basename(path)}`);
    partials.push(partial);
    command.output(partial).outputOptions(options);
  }
  try {
    const log = await execute(command, job);
    for (const [index, output] of outputs.entries()) await assertFrames(partials[index] ?? "", output);
    for (const [index, { path }] of outputs.entries()) await rename(partials[index] ?? "", path);
    return { log };
  } finally {
    for (const partial of partials) await rm(partial, { force: true });
  }
}
