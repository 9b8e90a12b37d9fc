import type { MediaTools } from "./binaries.ts";
import { runFfmpeg } from "./ffmpeg.ts";

export type Loudness = {
  /** Integrated loudness in LUFS; −70 is the meter's floor and means silence. */
  integrated: number;
  /** True peak in dBTP. */
  truePeak: number;
};

export const silenceFloor = -69;

/** Reads the summary that the `ebur128` filter prints last. */
export function readLoudness(log: string): Loudness {
  const summary = log.slice(log.lastIndexOf("Summary:"));
  const number = (pattern: RegExp) => Number(pattern.exec(summary)?.[1] ?? Number.NEGATIVE_INFINITY);
  return { integrated: number(/I:\s+(-?[\d.]+) LUFS/), truePeak: number(/Peak:\s+(-?[\d.]+) dBFS/) };
}

/** Measures a file's sound by EBU R 128. */
export async function measureLoudness(
  path: string,
  tools: MediaTools,
  signal?: AbortSignal,
): Promise<Loudness> {
  const { log } = await runFfmpeg({
    inputs: [{ source: path }],
    options: ["-map", "0:a:0", "-af", "ebur128=peak=true", "-vn"],
    output: null,
    tools,
    ...(signal ? { signal } : {}),
  });
  return readLoudness(log);
}

const target = -14;
const ceiling = -1.5;

/**
 * Brings a WAV to −14 LUFS: plain gain into an oversampled limiter, measured again, at most four rounds, because a limiter
 * that works takes loudness away. Answers with what was reached; the caller shows it rather than the target.
 */
export async function normaliseLoudness(input: {
  from: string;
  to: string;
  tools: MediaTools;
  signal?: AbortSignal;
}): Promise<Loudness> {
  const signal = input.signal ? { signal: input.signal } : {};
  let reached = await measureLoudness(input.from, input.tools, input.signal);
  let gain = 0;
  for (let round = 0; round < 4 && (round === 0 || Math.abs(reached.integrated - target) > 0.3); round += 1) {
    gain += target - reached.integrated;
    const limit = 10 ** (ceiling / 20);
    const filter = `volume=${gain.toFixed(2)}dB,aresample=192000,alimiter=limit=${limit.toFixed(4)}:level=false:attack=2:release=40,aresample=48000`;
    await runFfmpeg({
      inputs: [{ source: input.from }],
      options: ["-af", filter, "-ar", "48000", "-c:a", "pcm_s16le"],
      output: input.to,
      tools: input.tools,
      ...signal,
    });
    reached = await measureLoudness(input.to, input.tools, input.signal);
  }
  return reached;
}
