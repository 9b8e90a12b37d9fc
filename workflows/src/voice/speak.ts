import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@backlot/shared/errors/app-error";
import { findTool, type MediaTools } from "../media/binaries.ts";
import { probe, runFfmpeg } from "../media/ffmpeg.ts";
import { castVoice, estimateSpeech, type Voice } from "./casting.ts";

const run = promisify(execFile);

export type SpokenLine = {
  seconds: number;
  /** `timed-silence` where no speech engine is installed: silence as long as the line would take. */
  engine: "espeak-ng" | "timed-silence";
};

/** What is said aloud: no parentheticals, no markup. */
export function spokenText(text: string): string {
  return text
    .replaceAll(/\([^)]*\)/g, " ")
    .replaceAll(/[*_~]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

async function synthesise(
  espeakPath: string,
  text: string,
  voice: Voice,
  output: string,
  signal?: AbortSignal,
): Promise<void> {
  const settings = [
    "-v",
    voice.name,
    "-p",
    String(voice.pitch),
    "-s",
    String(voice.wordsPerMinute),
    "-w",
    output,
  ];
  const options = { timeout: 60_000, ...(signal ? { signal } : {}) };
  const speaking = run(espeakPath, [...settings, "--stdin"], options);
  speaking.child.stdin?.end(text);
  await speaking;
  // A voice that this build lacks makes espeak-ng exit well with an empty file.
  const header = await readFile(output);
  if (header.length <= 44) throw new Error(`espeak-ng wrote no sound for voice ${voice.name}`);
}

/**
 * Speaks one line to a 48 kHz mono WAV, in the character's own voice. Without espeak-ng the file is silence of the
 * estimated length, and the answer says so. Fails with `media-tool-failed`, or `cancelled` by the signal.
 */
export async function speak(line: {
  text: string;
  character: string;
  /** What the line is spoken in, as a tag such as "de"; English where nothing is said. */
  language?: string;
  /** The film's seed. */
  seed: number;
  outPath: string;
  /** The character's description, for the register of the voice. */
  description?: string;
  /** Path of espeak-ng; null speaks timed silence; found by itself when left out. */
  espeakPath?: string | null;
  tools?: MediaTools;
  signal?: AbortSignal;
}): Promise<SpokenLine> {
  const espeakPath = line.espeakPath === undefined ? findTool("espeak") : line.espeakPath;
  const text = spokenText(line.text);
  const voice = castVoice(line.character, line.seed, line.description, line.language);
  const signal = line.signal ? { signal: line.signal } : {};
  const tools = line.tools ? { tools: line.tools } : {};
  const finish = ["-ar", "48000", "-ac", "1", "-c:a", "pcm_s16le"];
  await mkdir(dirname(line.outPath), { recursive: true });
  if (espeakPath === null || !/[\p{L}\p{N}]/u.test(text)) {
    const seconds = estimateSpeech(text, voice.wordsPerMinute);
    const source = { source: "anullsrc=channel_layout=mono:sample_rate=48000", options: ["-f", "lavfi"] };
    await runFfmpeg({
      inputs: [source],
      options: ["-t", seconds.toFixed(3), ...finish],
      output: line.outPath,
      ...signal,
      ...tools,
    });
    return { seconds, engine: "timed-silence" };
  }
  const raw = join(dirname(line.outPath), `.${randomUUID().slice(0, 8)}.wav`);
  const spoken = `${raw}.48k.wav`;
  try {
    await synthesise(espeakPath, text, voice, raw, line.signal).catch(async (cause: unknown) => {
      if (line.signal?.aborted) throw new AppError("cancelled", { sentence: "Speaking was cancelled." });
      await synthesise(espeakPath, text, { ...voice, name: line.language ?? "en" }, raw, line.signal).catch(
        () => {
          throw new AppError("media-tool-failed", {
            sentence: `espeak-ng could not speak ${line.character}'s line.`,
            cause,
          });
        },
      );
    });
    // Leads of silence would shift lips; a high-pass and a touch of compression make it easier to follow.
    const filter =
      "silenceremove=start_periods=1:start_threshold=-50dB,highpass=f=90,acompressor=threshold=-20dB:ratio=3:makeup=2";
    await runFfmpeg({
      inputs: [{ source: raw }],
      options: ["-af", filter, ...finish],
      output: spoken,
      ...signal,
      ...tools,
    });
    await rename(spoken, line.outPath);
    const { seconds } = await probe(line.outPath, line.tools);
    return { seconds, engine: "espeak-ng" };
  } finally {
    await Promise.all([rm(raw, { force: true }), rm(spoken, { force: true })]);
  }
}
