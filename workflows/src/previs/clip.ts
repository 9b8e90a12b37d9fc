import { once } from "node:events";
import { PassThrough } from "node:stream";
import type { Page } from "playwright-core";
import { changesAt } from "@backlot/shared/stage/at-frame";
import type { Stage } from "@backlot/shared/stage/schema";
import { formatRate, type Rate } from "@backlot/shared/time/rate";
import type { MediaTools } from "../media/binaries.ts";
import { runFfmpeg } from "../media/ffmpeg.ts";
import { houseOptions } from "../media/segment.ts";
import { callPage } from "./calls.ts";

export type ClipJob = {
  page: Page;
  stage: Stage;
  width: number;
  height: number;
  rate: Rate;
  onTwos: boolean;
  samples: number;
  outPath: string;
  onProgress: (frames: number) => void;
  signal: AbortSignal;
  tools: MediaTools;
};

const toHouse = "scale=out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p";

/** A shot in which nothing moves: one drawing, repeated by ffmpeg. */
export async function holdFrame(job: ClipJob, still: Buffer): Promise<void> {
  const picture = new PassThrough();
  picture.end(still);
  await runFfmpeg({
    inputs: [{ source: picture, options: ["-f", "image2pipe", "-framerate", formatRate(job.rate)] }],
    options: [
      "-vf",
      `loop=loop=-1:size=1:start=0,${toHouse}`,
      "-frames:v",
      String(job.stage.durationFrames),
      ...houseOptions({ width: job.width, height: job.height, rate: job.rate }),
    ],
    output: job.outPath,
    frames: job.stage.durationFrames,
    signal: job.signal,
    tools: job.tools,
  });
}

/** A few frames a call: short enough to stop within a second, long enough that calling costs nothing. */
const batch = 4;

async function write(stream: PassThrough, bytes: Buffer): Promise<void> {
  if (bytes.length > 0 && !stream.write(bytes)) await once(stream, "drain");
}

async function feedEncoded(job: ClipJob, stream: PassThrough): Promise<void> {
  const { page, stage, onTwos, samples } = job;
  for (let from = 0; from < stage.durationFrames; from += batch) {
    job.signal.throwIfAborted();
    const to = Math.min(stage.durationFrames, from + batch);
    await write(
      stream,
      Buffer.from(await callPage(page, "encode", [from, to, { onTwos, samples }]), "base64"),
    );
    job.onProgress(to);
  }
  await write(stream, Buffer.from(await callPage(page, "finishEncoding", []), "base64"));
}

async function feedPictures(job: ClipJob, stream: PassThrough): Promise<void> {
  const { page, stage, onTwos, samples } = job;
  let last: Buffer | null = null;
  let drawn = -1;
  for (let frame = 0; frame < stage.durationFrames; frame += 1) {
    job.signal.throwIfAborted();
    const shown = onTwos ? frame - (frame % 2) : frame;
    let changed = last === null;
    for (let at = drawn + 1; at <= shown && !changed; at += 1) changed = changesAt(stage, at);
    if (changed || last === null)
      last = Buffer.from(await callPage(page, "still", [shown, samples, "image/jpeg"]), "base64");
    drawn = Math.max(drawn, shown);
    await write(stream, last);
    job.onProgress(frame + 1);
  }
}

/**
 * Draws a moving shot straight into the house encoding: the page encodes H.264 as it draws (measured faster than handing raw
 * pictures over), ffmpeg makes it exact. Without WebCodecs, JPEG pictures go the same way.
 */
export async function filmStage(job: ClipJob): Promise<void> {
  const framesPerSecond = job.rate.num / job.rate.den;
  const bitrate = Math.round(job.width * job.height * 13);
  const encodes = await callPage(job.page, "startEncoding", [{ framesPerSecond, bitrate }]);
  const stream = new PassThrough({ highWaterMark: 4 << 20 });
  const format = encodes ? ["-f", "h264"] : ["-f", "image2pipe", "-c:v", "mjpeg"];
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const writing = runFfmpeg({
    inputs: [{ source: stream, options: [...format, "-framerate", formatRate(job.rate)] }],
    options: [
      "-vf",
      encodes ? "setsar=1,format=yuv420p" : toHouse,
      ...houseOptions({ width: job.width, height: job.height, rate: job.rate }),
    ],
    output: job.outPath,
    frames: job.stage.durationFrames,
    signal,
    tools: job.tools,
  });
  const feeding = (encodes ? feedEncoded(job, stream) : feedPictures(job, stream)).then(
    () => stream.end(),
    (cause: unknown) => {
      stop.abort();
      stream.destroy();
      throw cause;
    },
  );
  // The feeder's failure is the cause; ffmpeg's is then only its consequence. When ffmpeg fails first, nothing reads any more.
  const [fed, written] = await Promise.allSettled([
    Promise.race([
      feeding,
      writing.then(
        () => undefined,
        (cause: unknown) => Promise.reject(cause),
      ),
    ]),
    writing,
  ]);
  if (fed.status === "rejected") throw fed.reason;
  if (written.status === "rejected") throw written.reason;
}
