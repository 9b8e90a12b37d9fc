import { join } from "node:path";
import { framesToSamples, type Rate } from "@backlot/shared/time/rate";
import type { MediaTools } from "./binaries.ts";
import { runFfmpeg } from "./ffmpeg.ts";

export type PlacedSound = { wavPath: string; startFrame: number };

/** ffmpeg opens every input of a graph at once, so a bus takes this many and buses are mixed in turn. */
const busSize = 24;

/**
 * What sound ends as: `bus` is mixed on; `film` has room tone under it; `shot` is the bare lines of one shot, as a player
 * fetches them; `track` is what goes into the film as it is.
 */
type Finish = "bus" | "film" | "shot" | "track";
export const encodings: Readonly<Record<Finish, string[]>> = {
  bus: ["-ac", "2", "-c:a", "pcm_f32le"],
  film: ["-ac", "2", "-c:a", "pcm_s16le"],
  shot: ["-ac", "1", "-sample_fmt", "s16", "-c:a", "flac"],
  track: ["-ac", "2", "-c:a", "aac", "-b:a", "192k"],
};

type Job = { rate: Rate; totalFrames: number; workDir: string; tools: MediaTools; signal?: AbortSignal };

function mixFilter(delays: number[], totalSamples: number, withRoomTone: boolean): string {
  const placed = delays.map(
    (delay, index) =>
      `[${index}:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo,adelay=${delay}S:all=1,apad=whole_len=${totalSamples}[d${index}]`,
  );
  const tone = withRoomTone
    ? ["anoisesrc=color=brown:amplitude=0.0012:seed=7:sample_rate=48000,aformat=channel_layouts=stereo[tone]"]
    : [];
  const labels = delays.map((_, index) => `[d${index}]`).join("") + (withRoomTone ? "[tone]" : "");
  const inputs = delays.length + (withRoomTone ? 1 : 0);
  // `normalize=0`: amix otherwise lowers everything by the number of inputs and pumps when one ends.
  return [
    ...placed,
    ...tone,
    `${labels}amix=inputs=${inputs}:normalize=0:duration=longest,atrim=end_sample=${totalSamples}[mix]`,
  ].join(";");
}

async function mixBus(sounds: PlacedSound[], output: string, finish: Finish, job: Job): Promise<void> {
  const delays = sounds.map(({ startFrame }) => framesToSamples(startFrame, job.rate));
  await runFfmpeg({
    inputs: sounds.map(({ wavPath }) => ({ source: wavPath })),
    options: [
      "-filter_complex",
      mixFilter(delays, framesToSamples(job.totalFrames, job.rate), finish === "film"),
      "-map",
      "[mix]",
      "-ar",
      "48000",
      ...encodings[finish],
    ],
    output,
    tools: job.tools,
    ...(job.signal ? { signal: job.signal } : {}),
  });
}

/** All dialogue at its frame over a breath of room tone: one continuous stereo WAV of exactly the film's length. */
export async function mixDialogue(dialogue: readonly PlacedSound[], output: string, job: Job): Promise<void> {
  await mixTo("film", dialogue, output, job);
}

/** The lines of one shot, each at its frame and with nothing under them: one mono FLAC. There is at least one. */
export async function mixLines(lines: readonly PlacedSound[], output: string, job: Job): Promise<void> {
  await mixTo("shot", lines, output, job);
}

async function mixTo(
  finish: "film" | "shot",
  dialogue: readonly PlacedSound[],
  output: string,
  job: Job,
): Promise<void> {
  let sounds = [...dialogue];
  for (let level = 0; sounds.length > busSize; level += 1) {
    const buses: PlacedSound[] = [];
    for (let start = 0; start < sounds.length; start += busSize) {
      const wavPath = join(job.workDir, `bus-${level}-${start}.wav`);
      await mixBus(sounds.slice(start, start + busSize), wavPath, "bus", job);
      buses.push({ wavPath, startFrame: 0 });
    }
    sounds = buses;
  }
  await mixBus(sounds, output, finish, job);
}

/** Digital silence of the job's length, so that every player finds a sound track. */
export async function writeSilence(
  output: string,
  job: Omit<Job, "workDir">,
  finish: "shot" | "track",
): Promise<void> {
  const samples = framesToSamples(job.totalFrames, job.rate);
  await runFfmpeg({
    inputs: [{ source: "anullsrc=channel_layout=stereo:sample_rate=48000", options: ["-f", "lavfi"] }],
    options: ["-af", `atrim=end_sample=${samples}`, ...encodings[finish]],
    output,
    tools: job.tools,
    ...(job.signal ? { signal: job.signal } : {}),
  });
}
