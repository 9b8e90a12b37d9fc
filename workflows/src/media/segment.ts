import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { formatRate, framesToSeconds, sameRate, type Rate } from "@backlot/shared/time/rate";
import type { MediaTools } from "./binaries.ts";
import { probe, writeOutputs } from "./ffmpeg.ts";

export type PictureFormat = { width: number; height: number; rate: Rate };

export type Segment = { path: string; inFrame: number; outFrame: number };

/**
 * The house encoding: every segment starts with a key frame, has no B-frames and the same parameter sets, so segments
 * join by copy. One thread, because x264's bits depend on the thread count and the cache must compare across machines.
 */
export const houseEncoding = [
  "-c:v",
  "libx264",
  "-preset",
  "veryfast",
  "-crf",
  "18",
  "-g",
  "24",
  "-bf",
  "0",
  "-sc_threshold",
  "0",
  "-threads",
  "1",
  "-pix_fmt",
  "yuv420p",
  "-colorspace",
  "bt709",
  "-color_primaries",
  "bt709",
  "-color_trc",
  "bt709",
  "-color_range",
  "tv",
  "-an",
  "-sn",
  "-map_metadata",
  "-1",
];

const recipe = "backlot-house-1";

/** The tag that a file in house encoding carries, so that assembling knows it may copy it. */
export function houseTag({ width, height, rate }: PictureFormat): string {
  return `${recipe} ${width}x${height} ${formatRate(rate)}`;
}

/** Output options of a file in house encoding at this format. */
export function houseOptions(format: PictureFormat): string[] {
  return [
    ...houseEncoding,
    "-r",
    formatRate(format.rate),
    "-video_track_timescale",
    String(format.rate.num),
    "-metadata",
    `comment=${houseTag(format)}`,
  ];
}

/** The digest of a file's bytes, and whether they say `tag` anywhere: far quicker than asking ffprobe. */
async function readContent(path: string, tag: string): Promise<{ hash: string; saysTag: boolean }> {
  const hash = createHash("sha256");
  const wanted = Buffer.from(tag);
  let tail: Buffer = Buffer.alloc(0);
  let saysTag = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    saysTag ||= Buffer.concat([tail, chunk]).includes(wanted);
    tail = chunk.subarray(-wanted.length);
  }
  return { hash: hash.digest("hex"), saysTag };
}

/** Whether a file is in house encoding at this format and exactly as long as the segment: then it is joined as it is. */
async function isWhole(segment: Segment, format: PictureFormat, tools: MediaTools): Promise<boolean> {
  const { tags, video } = await probe(segment.path, tools);
  return (
    tags.comment === houseTag(format) &&
    video !== null &&
    sameRate(video.rate, format.rate) &&
    segment.inFrame === 0 &&
    video.frames === segment.outFrame
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Fits the source inside the frame with bars, at the sequence's rate, exactly the frames asked for. A source that is too
 * short (its shot was lengthened since) holds its last frame.
 */
function conformFilter({ inFrame, outFrame }: Segment, { width, height, rate }: PictureFormat): string {
  return [
    `fps=${formatRate(rate)}`,
    "tpad=stop=-1:stop_mode=clone",
    `trim=start_frame=${inFrame}:end_frame=${outFrame}`,
    "setpts=PTS-STARTPTS",
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:out_color_matrix=bt709:out_range=tv`,
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`,
    "setsar=1",
    "format=yuv420p",
  ].join(",");
}

export type ConformedSegment = { path: string; frames: number; how: "copied" | "reused" | "encoded" };

type Job = { format: PictureFormat; cacheFolder: string; tools: MediaTools; signal?: AbortSignal };

/**
 * Where a segment is, or will be, in house encoding: the source itself when it already is in full, a cached encode of the
 * same content and trim, or a place in `cacheFolder` for a new one, named by digest.
 */
export async function placeSegment(segment: Segment, job: Job): Promise<ConformedSegment> {
  const frames = segment.outFrame - segment.inFrame;
  const tag = houseTag(job.format);
  const { hash, saysTag } = await readContent(segment.path, tag);
  if (saysTag && (await isWhole(segment, job.format, job.tools)))
    return { path: segment.path, frames, how: "copied" };
  const key = JSON.stringify([recipe, hash, segment.inFrame, segment.outFrame, tag, houseEncoding]);
  const path = join(job.cacheFolder, `${createHash("sha256").update(key).digest("hex")}.mp4`);
  return { path, frames, how: (await exists(path)) ? "reused" : "encoded" };
}

/** Encodes segments to the places found for them, in one process: starting one costs a tenth of a short shot. */
export async function encodeSegments(
  segments: readonly { segment: Segment; placed: ConformedSegment }[],
  job: Job,
): Promise<void> {
  const graph = segments.map(
    ({ segment }, index) => `[${index}:v:0]${conformFilter(segment, job.format)}[v${index}]`,
  );
  await writeOutputs(
    {
      // One thread to read each, as the encoders keep the processor busy; a lone one has the other core for reading.
      inputs: segments.map(({ segment }) => ({
        source: segment.path,
        options: ["-threads", segments.length === 1 ? "2" : "1"],
      })),
      tools: job.tools,
      ...(job.signal ? { signal: job.signal } : {}),
    },
    segments.map(({ placed: { path, frames } }, index) => ({
      path,
      frames,
      options: [
        ...(index === 0 ? ["-filter_complex", graph.join(";")] : []),
        "-map",
        `[v${index}]`,
        "-frames:v",
        String(frames),
        ...houseOptions(job.format),
      ],
    })),
  );
}

/** The text of a concat list. The `duration` lines stop older ffmpeg from drifting by its rounding of each file's length. */
export function concatList(segments: readonly ConformedSegment[], rate: Rate): string {
  const line = ({ path, frames }: ConformedSegment) =>
    `file '${path.replaceAll("'", String.raw`'\''`)}'\nduration ${framesToSeconds(frames, rate).toFixed(6)}`;
  return `ffconcat version 1.0\n${segments.map(line).join("\n")}\n`;
}
