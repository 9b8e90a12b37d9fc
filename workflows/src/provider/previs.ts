import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { picturesOf, planningFps, stageInputOf } from "@backlot/shared/build/stage-input";
import type { StageInput } from "@backlot/shared/stage/input";
import { resolveStage } from "@backlot/shared/stage/resolve";
import type { MediaStore } from "@backlot/shared/server/media-store";
import type { Quality } from "@backlot/shared/pipeline/stages";
import type { PrevisRenderer, StagePictures } from "../previs/renderer.ts";
import { voiceFolder } from "../voice/speak-cached.ts";
import { isNowSpoken, makeDialogue } from "../voice/make-dialogue.ts";
import type { MadeMedia, MakeRequest, Provider } from "./provider.ts";

/** Draft is for judging the scene quickly, on twos; master is the picture of the delivery. */
const sizes: Record<Quality, { width: number; height: number }> = {
  draft: { width: 640, height: 360 },
  master: { width: 1280, height: 720 },
};

/** Draws shots as storyboard pictures and moves, and speaks their lines: real framing and lens, labelled as previs, at no cost. */
export function previsProvider(deps: {
  renderer: PrevisRenderer;
  media: MediaStore;
  dataDir: string;
}): Provider {
  return {
    name: "previs",
    estimate: () => 0,
    isOutdone: isNowSpoken,
    make: async (request) => {
      if (request.slot === "dialogue") return await makeDialogue(request, voiceFolder(deps.dataDir));
      const { film, shot, variation, slot, directions } = request;
      const input = stageInputOf(film, shot, variation, slot, directions);
      const pictures = await readPictures(deps.media, input);
      return request.slot === "clip"
        ? await makeClip(deps.renderer, request, { input, pictures })
        : await makeStill(deps.renderer, request, { input, pictures });
    },
  };
}

type Drawing = { input: StageInput; pictures: StagePictures };

async function makeStill(
  renderer: PrevisRenderer,
  request: MakeRequest,
  { input, pictures }: Drawing,
): Promise<MadeMedia> {
  const stage = resolveStage(input);
  const size = sizes[request.quality];
  const frame = request.slot === "endFrame" ? stage.durationFrames - 1 : 0;
  const { signal } = request;
  const bytes = await renderer.drawStill(stage, { ...size, frame, pictures, signal });
  const path = join(request.workDir, "still.png");
  await writeFile(path, bytes);
  return { path, mime: "image/png", ...size, frames: null, fps: null };
}

async function makeClip(
  renderer: PrevisRenderer,
  request: MakeRequest,
  { input, pictures }: Drawing,
): Promise<MadeMedia> {
  const stage = resolveStage(input);
  const size = sizes[request.quality];
  const path = join(request.workDir, "clip.mp4");
  const { signal } = request;
  const { frames, held } = await renderer.drawClip(stage, {
    ...size,
    outPath: path,
    fps: { num: planningFps, den: 1 },
    onTwos: request.quality === "draft",
    pictures,
    signal,
    onProgress: ({ frames: done, total }) => request.onProgress(done / total),
  });
  return { path, mime: "video/mp4", ...size, frames, fps: planningFps, meta: { held } };
}

/** Uploaded pictures that the stage shows; one that is gone from the store is simply not shown. */
async function readPictures(media: MediaStore, input: StageInput): Promise<StagePictures> {
  const found = new Map<string, { body: Buffer; contentType: string }>();
  for (const hash of picturesOf(input)) {
    if (!(await media.has(hash))) continue;
    const body = await readFile(media.pathOf(hash));
    found.set(hash, { body, contentType: pictureType(body) });
  }
  return found;
}

function pictureType(body: Buffer): string {
  if (body.subarray(1, 4).toString("latin1") === "PNG") return "image/png";
  return body.subarray(8, 12).toString("latin1") === "WEBP" ? "image/webp" : "image/jpeg";
}
