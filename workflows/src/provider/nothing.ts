import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import sharp from "sharp";
import { planningFps } from "@backlot/shared/build/stage-input";
import { runFfmpeg } from "../media/ffmpeg.ts";
import { houseOptions } from "../media/segment.ts";
import { writeSilence } from "../media/sound.ts";
import { findMediaTools } from "../media/binaries.ts";
import type { MadeMedia, MakeRequest, Provider } from "./provider.ts";

const size = { width: 32, height: 18 };

/**
 * A provider that makes a tiny valid picture, clip or sound, for measuring a run and for tests of one. It costs neither time nor
 * money, unless it is told to take its time or to ask a price, as others do.
 */
export function nothingProvider({ pauseMs = 0, priceMicros = 0 } = {}): Provider {
  return {
    name: "nothing",
    estimate: () => priceMicros,
    make: async (request) => {
      if (pauseMs > 0) await setTimeout(pauseMs, undefined, { signal: request.signal });
      if (request.slot === "dialogue") return await makeSilence(request);
      return await (request.slot === "clip" ? makeClip(request) : makePicture(request));
    },
  };
}

/** One plain colour, by the seed. */
function colour(seed: number): { r: number; g: number; b: number } {
  return { r: seed & 0xff, g: (seed >> 8) & 0xff, b: (seed >> 16) & 0xff };
}

async function makePicture({ inputs, workDir }: MakeRequest): Promise<MadeMedia> {
  const path = join(workDir, "picture.png");
  const picture = sharp({ create: { ...size, channels: 3, background: colour(inputs.seed) } });
  await writeFile(path, await picture.png().toBuffer());
  return { path, mime: "image/png", ...size, frames: null, fps: null };
}

async function makeClip({ inputs, shot, workDir, signal }: MakeRequest): Promise<MadeMedia> {
  const path = join(workDir, "clip.mp4");
  const { r, g, b } = colour(inputs.seed);
  const hex = [r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("");
  const source = `color=c=0x${hex}:s=${size.width}x${size.height}:r=${planningFps}`;
  const rate = { num: planningFps, den: 1 };
  await runFfmpeg({
    inputs: [{ source, options: ["-f", "lavfi"] }],
    options: ["-frames:v", String(shot.durationFrames), ...houseOptions({ ...size, rate })],
    output: path,
    frames: shot.durationFrames,
    signal,
  });
  return { path, mime: "video/mp4", ...size, frames: shot.durationFrames, fps: planningFps };
}

async function makeSilence({ workDir, signal }: MakeRequest): Promise<MadeMedia> {
  const path = join(workDir, "dialogue.flac");
  const rate = { num: planningFps, den: 1 };
  await writeSilence(path, { rate, totalFrames: planningFps, tools: findMediaTools(), signal }, "shot");
  return { path, mime: "audio/flac", width: null, height: null, frames: planningFps, fps: planningFps };
}
