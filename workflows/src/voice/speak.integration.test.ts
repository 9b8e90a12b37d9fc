import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTool } from "../media/binaries.ts";
import { probe } from "../media/ffmpeg.ts";
import { speak } from "./speak.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-voice-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("speaking a line", () => {
  it.skipIf(findTool("espeak") === null)("is sound of a plausible length", async () => {
    const outPath = join(folder, "line.wav");
    const line = await speak({
      text: "You came back. I did not think you would.",
      character: "MARA",
      seed: 3,
      outPath,
    });
    expect(line.engine).toBe("espeak-ng");
    expect(line.seconds).toBeGreaterThan(1);
    expect(line.seconds).toBeLessThan(8);
    expect((await probe(outPath)).audio).toMatchObject({ sampleRate: 48_000, channels: 1 });
  });

  it.skipIf(findTool("espeak") === null)("RUN-33: is spoken in the language of the film", async () => {
    const line = { text: "Ich weiß nicht, wo die Fähre ist.", character: "MARA", seed: 3 };
    const inGerman = await speak({ ...line, language: "de", outPath: join(folder, "de.wav") });
    const inEnglish = await speak({ ...line, outPath: join(folder, "en.wav") });
    expect(inGerman.engine).toBe("espeak-ng");
    expect(inGerman.seconds).not.toBeCloseTo(inEnglish.seconds, 2);
  });

  it("is timed silence without an engine, and says so", async () => {
    const outPath = join(folder, "silent.wav");
    const line = await speak({
      text: "You came back.",
      character: "MARA",
      seed: 3,
      outPath,
      espeakPath: null,
    });
    expect(line.engine).toBe("timed-silence");
    expect((await probe(outPath)).seconds).toBeCloseTo(line.seconds, 2);
  });
});
