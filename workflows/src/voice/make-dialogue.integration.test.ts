import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { filmOf, type Film } from "@backlot/shared/build/film";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { addShots } from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import { findMediaTools, findTool } from "../media/binaries.ts";
import { probe } from "../media/ffmpeg.ts";
import { measureLoudness } from "../media/loudness.ts";
import { isNowSpoken, makeDialogue } from "./make-dialogue.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-dialogue-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A scene in which two people say one line each, and a shot of all of it; `lines` of none is a silent one. */
function aFilm(lines: readonly string[]): Film {
  const documents = { script: new Y.Doc(), assets: new Y.Doc(), shots: new Y.Doc() };
  writeScreenplay(documents.script, {
    titlePage: [],
    blocks: [
      { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene" },
      ...lines.flatMap((line, at) => [
        { ...textBlock("character", at % 2 === 0 ? "ZOË" : "BEN"), id: `cue-${at}` },
        { ...textBlock("dialogue", line), id: `line-${at}` },
      ]),
    ],
  });
  const blockIds = lines.map((_, at) => `line-${at}`);
  addShots(documents.shots, "scene", [{ sceneId: "scene", origin: "person", createdAt: 1, blockIds }]);
  return filmOf("film", documents);
}

async function make(film: Film, name: string) {
  const [shot] = film.shots;
  if (shot === undefined) throw new Error("The film has a shot.");
  const workDir = join(folder, name);
  await mkdir(workDir);
  const { signal } = new AbortController();
  return await makeDialogue({ film, shot, workDir, onProgress: () => {}, signal }, join(folder, "voice"));
}

describe("the dialogue of a shot", () => {
  it.skipIf(findTool("espeak") === null)("RUN-34: is one sound of all its lines, heard", async () => {
    const made = await make(aFilm(["You are late.", "The ferry waited for nobody."]), "heard");
    expect(made).toMatchObject({ mime: "audio/flac", fps: 24, meta: { lines: 2, engine: "espeak-ng" } });
    const { seconds, audio } = await probe(made.path);
    expect(audio).toMatchObject({ codec: "flac", channels: 1, sampleRate: 48_000 });
    expect(seconds).toBeCloseTo((made.frames ?? 0) / 24, 2);
    expect((await measureLoudness(made.path, findMediaTools())).integrated).toBeGreaterThan(-35);
  });

  it("RUN-34: is silence of its length where there is no voice, and says that a voice would do better", async () => {
    vi.stubEnv("ESPEAK_PATH", "/nowhere/espeak-ng");
    const made = await make(aFilm(["You are late."]), "silent").finally(() => vi.unstubAllEnvs());
    expect(made.meta).toEqual({ lines: 1, engine: "timed-silence" });
    expect((await probe(made.path)).seconds).toBeCloseTo((made.frames ?? 0) / 24, 2);
    expect(isNowSpoken(made.meta ?? {})).toBe(findTool("espeak") !== null);
    expect(isNowSpoken({ lines: 1, engine: "espeak-ng" })).toBe(false);
  });

  it("RUN-34: is a moment of silence once nobody speaks in the shot any more", async () => {
    const made = await make(aFilm([]), "nobody");
    expect(made.meta).toEqual({ lines: 0, engine: "timed-silence" });
    expect(isNowSpoken(made.meta ?? {})).toBe(false);
  });
});
