import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { digestOf, seedOf } from "@backlot/shared/build/digest";
import { voiceVersion } from "@backlot/shared/build/resolve";
import type { PlannedLine } from "@backlot/shared/cut/film-plan";
import { findTool } from "../media/binaries.ts";
import { speak } from "./speak.ts";

const spokenFile = z.object({ seconds: z.number(), engine: z.enum(["espeak-ng", "timed-silence"]) });

export type SpokenLine = z.infer<typeof spokenFile> & { wavPath: string };

/** Where spoken lines are kept, below the data directory. */
export function voiceFolder(dataDir: string): string {
  return join(dataDir, "cache", "voice");
}

/**
 * Speaks a line, or takes it from the cache: the same words by the same character of the same film are spoken once. The
 * note beside the sound is written last, so a cached line is a finished one.
 */
export async function speakCached(input: {
  line: PlannedLine;
  language: string;
  projectId: string;
  folder: string;
  signal: AbortSignal;
}): Promise<SpokenLine> {
  const { line, language, projectId, folder, signal } = input;
  const { text, character, description } = line;
  const espeakPath = findTool("espeak");
  const seed = seedOf(projectId);
  const digest = digestOf({
    voiceVersion,
    text,
    character,
    description,
    seed,
    hasVoice: espeakPath !== null,
    // English is what every line was spoken in before.
    ...(language === "en" ? {} : { language }),
  });
  const wavPath = join(folder, `${digest}.wav`);
  const notePath = join(folder, `${digest}.json`);
  const cached = await readNote(notePath);
  if (cached !== null) return { ...cached, wavPath };
  await mkdir(folder, { recursive: true });
  const spoken = await speak({
    ...{ text, language, character, description, seed, outPath: wavPath, espeakPath, signal },
  });
  await writeFile(`${notePath}.new`, JSON.stringify(spoken));
  await rename(`${notePath}.new`, notePath);
  return { ...spoken, wavPath };
}

async function readNote(path: string): Promise<z.infer<typeof spokenFile> | null> {
  try {
    return spokenFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}
