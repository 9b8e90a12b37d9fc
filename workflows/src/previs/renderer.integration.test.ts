import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stageInput, type StageInput } from "@backlot/shared/stage/input";
import { resolveStage } from "@backlot/shared/stage/resolve";
import type { Stage } from "@backlot/shared/stage/schema";
import { countFrames, probe } from "../media/ffmpeg.ts";
import { houseTag } from "../media/segment.ts";
import { createPrevisRenderer, type PrevisRenderer } from "./renderer.ts";

const size = { width: 320, height: 180 };

function aStage(shot: Record<string, unknown>, variation?: StageInput["variation"]): Stage {
  const person = (id: string) => ({
    assetId: id,
    name: id,
    description: "",
    presence: { start: true, end: true },
    speaks: false,
  });
  return resolveStage(
    stageInput.parse({
      seed: 3,
      ...(variation === undefined ? {} : { variation }),
      heading: { intExt: "INT", location: "KITCHEN", timeOfDay: "DAY" },
      shot: {
        size: "medium",
        angle: "eye",
        movement: "static",
        lensMm: 40,
        durationFrames: 24,
        description: "",
        ...shot,
      },
      cast: [person("mara"), person("jonah")],
      props: [],
      location: { name: "Kitchen", description: "" },
      dialogue: [],
    }),
  );
}

async function differenceOf(a: Buffer, b: Buffer): Promise<number> {
  const raw = (image: Buffer) => sharp(image).removeAlpha().raw().toBuffer();
  const [left, right] = await Promise.all([raw(a), raw(b)]);
  return left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] ?? 0)), 0) / left.length;
}

let renderer: PrevisRenderer;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-previs-test-"));
  renderer = createPrevisRenderer({ cacheFolder: join(folder, "cache") });
});
afterAll(async () => {
  await renderer.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe("drawing a stage", () => {
  it("gives a lit picture of the asked size, and another one for another shot", async () => {
    const wide = await renderer.drawStill(aStage({ size: "wide" }), { ...size, frame: 0, samples: 2 });
    const close = await renderer.drawStill(aStage({ size: "close" }), { ...size, frame: 0, samples: 2 });
    expect(await sharp(wide).metadata()).toMatchObject({ format: "png", ...size });
    expect(await differenceOf(wide, close)).toBeGreaterThan(8);
    const { channels } = await sharp(wide).stats();
    for (const channel of channels) expect(channel.mean).toBeGreaterThan(35);
  });

  it("RUN-28: shows another picture in each take, the same one in the same take, and one closer when asked", async () => {
    const draw = (variation: StageInput["variation"]) =>
      renderer.drawStill(aStage({}, variation), { ...size, frame: 0, samples: 1 });
    const takes = [await draw({ take: 0 }), await draw({ take: 1 }), await draw({ take: 2 })] as const;
    expect(await differenceOf(takes[0], takes[1])).toBeGreaterThan(8);
    expect(await differenceOf(takes[1], takes[2])).toBeGreaterThan(8);
    expect(await differenceOf(takes[1], await draw({ take: 1 }))).toBe(0);
    expect(await differenceOf(takes[0], await draw({ take: 0, directions: ["closer"] }))).toBeGreaterThan(4);
  });

  it("holds no more after the tenth shot than after the first", async () => {
    const draw = async (movement: string) => {
      await renderer.drawStill(aStage({ movement }), { ...size, frame: 0, samples: 1 });
      return renderer.held();
    };
    const first = await draw("static");
    for (let shot = 0; shot < 9; shot += 1) await draw(shot % 2 === 0 ? "push-in" : "pan-left");
    expect(await draw("static")).toEqual(first);
  });

  it("films a moving shot of exactly its frames in house encoding, and holds a still one", async () => {
    const moving = join(folder, "moving.mp4");
    const filmed = await renderer.drawClip(aStage({ movement: "push-in" }), {
      ...size,
      onTwos: true,
      outPath: moving,
    });
    expect(filmed).toEqual({ frames: 24, held: false });
    expect(await countFrames(moving)).toBe(24);
    expect((await probe(moving)).tags.comment).toBe(houseTag({ ...size, rate: { num: 24, den: 1 } }));
    const held = join(folder, "held.mp4");
    const still = { ...aStage({}), figures: [] };
    expect(await renderer.drawClip(still, { ...size, outPath: held })).toEqual({
      frames: 24,
      held: true,
    });
    expect(await countFrames(held)).toBe(24);
  });

  it("stops when cancelled and draws the next shot all the same", async () => {
    const stop = new AbortController();
    const drawing = renderer.drawClip(aStage({ movement: "handheld", durationFrames: 400 }), {
      ...size,
      outPath: join(folder, "never.mp4"),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(drawing).rejects.toMatchObject({ code: "cancelled" });
    expect((await renderer.drawStill(aStage({}), { ...size, frame: 0, samples: 1 })).length).toBeGreaterThan(
      1000,
    );
  });
});
