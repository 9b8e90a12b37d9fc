import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { film } from "@backlot/shared/time/rate";
import type { BenchResult } from "../../../infra/src/bench-types.ts";
import { renderCut } from "../media/assemble.ts";
import { findMediaTools } from "../media/binaries.ts";
import { houseEncoding, houseOptions } from "../media/segment.ts";

const run = promisify(execFile);
const shots = 12;
const framesPerShot = 72;
const size = { width: 1280, height: 720 };
const rounds = 5;
const draft = { width: 640, height: 360, rate: film };

/** Twelve draft clips, encoded as previs does, with moving content that differs from shot to shot. */
async function drawClips(folder: string, ffmpeg: string): Promise<string[]> {
  const paths = Array.from({ length: shots }, (_, index) => join(folder, `shot-${index}.mp4`));
  for (const [index, path] of paths.entries()) await drawClip(path, index, ffmpeg);
  return paths;
}

async function drawClip(path: string, index: number, ffmpeg: string): Promise<void> {
  const source = `testsrc2=size=${draft.width}x${draft.height}:rate=24,hue=h=${index * 29}`;
  await run(ffmpeg, ["-y", "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", String(framesPerShot), ...houseOptions(draft), path]); // prettier-ignore
}

/** One ffmpeg command that does the same: join, scale, encode alike, a silent sound track, fast start. */
async function bareRender(clips: string[], folder: string, ffmpeg: string): Promise<void> {
  const list = join(folder, "bare.ffconcat");
  await writeFile(list, ["ffconcat version 1.0", ...clips.map((path) => `file '${path}'`)].join("\n"));
  // The bare command may use both cores as ffmpeg likes; ours encodes two segments side by side.
  const encoding = houseEncoding.filter(
    (option, index, all) => option !== "-threads" && all[index - 1] !== "-threads",
  );
  const withSound = encoding.filter((option) => option !== "-an");
  await run(ffmpeg, ["-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", list, "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-vf", `scale=${size.width}:${size.height}`, ...withSound, "-c:a", "aac", "-shortest", "-movflags", "+faststart", join(folder, "bare.mp4")]); // prettier-ignore
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Render time against one bare ffmpeg command on the same frames, and again after one of twelve shots has changed. */
export async function bench(): Promise<BenchResult[]> {
  const { ffmpegPath } = findMediaTools();
  const bare: number[] = [];
  const whole: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), "backlot-bench-"));
    try {
      const clips = await drawClips(folder, ffmpegPath);
      const render = () =>
        renderCut({
          segments: clips.map((path) => ({ path, inFrame: 0, outFrame: framesPerShot })),
          dialogue: [],
          captions: [],
          size,
          outPath: join(folder, "film.mp4"),
          workDir: join(folder, "work"),
        });
      bare.push(await timed(() => bareRender(clips, folder, ffmpegPath)));
      whole.push(await timed(render));
      await drawClip(clips[5] ?? "", 99 + round, ffmpegPath);
      again.push(await timed(render));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return [
    {
      name: `Render of ${shots} shots, ${shots * framesPerShot} frames at ${size.width}×${size.height}`,
      unit: "s",
      rows: [
        { label: "one bare ffmpeg command", value: median(bare) },
        { label: "render of the whole cut", value: median(whole), ratioTo: "one bare ffmpeg command" },
        { label: "render after one changed shot", value: median(again), ratioTo: "render of the whole cut" },
      ],
      note: "Draft clips are scaled to delivery size; median of five rounds in fresh folders.",
      goals: [
        { what: "render against one bare ffmpeg command", figure: median(whole) / median(bare), atMost: 1.1 },
        {
          what: "render after one changed shot of twelve",
          figure: median(again) / median(whole),
          atMost: 0.2,
        },
      ],
    },
  ];
}
