import { hash } from "node:crypto";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { digestOf } from "@backlot/shared/build/digest";
import { formatRate, type Rate } from "@backlot/shared/time/rate";
import type { MediaTools } from "./binaries.ts";
import { runFfmpeg } from "./ffmpeg.ts";
import { measureLoudness, normaliseLoudness, silenceFloor, type Loudness } from "./loudness.ts";
import { encodings, mixDialogue, writeSilence, type PlacedSound } from "./sound.ts";

/** What a film sounds like, in AAC; the loudness is measured on it, and null when there is nothing to hear. */
export type SoundTrack = { path: string; loudness: Loudness | null };

type Job = {
  rate: Rate;
  totalFrames: number;
  /** Holds tracks by what they are made of, so that a render in which only pictures changed makes no sound. */
  cacheFolder: string;
  scratch: string;
  tools: MediaTools;
  signal?: AbortSignal;
};

const recipe = "backlot-sound-1";

const measured = z.object({
  loudness: z.object({ integrated: z.number(), truePeak: z.number() }).nullable(),
});

/** Mixes the dialogue of a film over room tone at −14 LUFS, or writes silence where nobody is heard. */
export async function makeSoundTrack(dialogue: readonly PlacedSound[], job: Job): Promise<SoundTrack> {
  const lines = await Promise.all(
    dialogue.map(async ({ wavPath, startFrame }) => [
      hash("sha256", await readFile(wavPath), "hex"),
      startFrame,
    ]),
  );
  const digest = digestOf({ recipe, rate: formatRate(job.rate), totalFrames: job.totalFrames, lines });
  const path = join(job.cacheFolder, `${digest}.m4a`);
  const known = await readTrack(path);
  if (known !== null) return known;
  const loudness = await writeTrack(dialogue, job);
  await mkdir(job.cacheFolder, { recursive: true });
  // The figures first: a track that is there has them.
  const figures = join(job.scratch, "sound.json");
  await writeFile(figures, JSON.stringify({ loudness }));
  await rename(figures, figuresOf(path));
  await rename(join(job.scratch, "sound.m4a"), path);
  return { path, loudness };
}

async function writeTrack(dialogue: readonly PlacedSound[], job: Job): Promise<Loudness | null> {
  const { scratch, tools, signal } = job;
  const stop = signal ? { signal } : {};
  const context = { ...job, workDir: scratch };
  const to = join(scratch, "sound.m4a");
  if (dialogue.length > 0) {
    const mixed = join(scratch, "mix.wav");
    await mixDialogue(dialogue, mixed, context);
    const raw = await measureLoudness(mixed, tools, signal);
    // Room tone alone sits far below speech; raising it to −14 LUFS would be noise, not sound.
    if (raw.integrated > -50) {
      const finished = join(scratch, "sound.wav");
      await normaliseLoudness({ from: mixed, to: finished, tools, ...stop });
      const job = { inputs: [{ source: finished }], options: encodings.track, output: to, tools, ...stop };
      await runFfmpeg(job);
      const loudness = await measureLoudness(to, tools, signal);
      return loudness.integrated > silenceFloor ? loudness : null;
    }
  }
  await writeSilence(to, context, "track");
  return null;
}

async function readTrack(path: string): Promise<SoundTrack | null> {
  try {
    await access(path);
    const { loudness } = measured.parse(JSON.parse(await readFile(figuresOf(path), "utf8")));
    return { path, loudness };
  } catch {
    // Never made, or swept since: it is made anew.
    return null;
  }
}

function figuresOf(path: string): string {
  return path.replace(/\.m4a$/, ".json");
}
