import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { film } from "@backlot/shared/time/rate";
import { renderCut } from "./assemble.ts";
import { countFrames, probe, runFfmpeg } from "./ffmpeg.ts";
import { houseOptions } from "./segment.ts";

let folder = "";
const size = { width: 320, height: 180 };

async function aClip(
  name: string,
  frames: number,
  options: string[] = ["-c:v", "libx264", "-preset", "ultrafast"],
): Promise<string> {
  const output = join(folder, name);
  await runFfmpeg({
    inputs: [{ source: "testsrc2=size=320x180:rate=24", options: ["-f", "lavfi"] }],
    options: ["-frames:v", String(frames), "-pix_fmt", "yuv420p", ...options],
    output,
    frames,
  });
  return output;
}

async function aVoice(name: string, seconds: number): Promise<string> {
  const output = join(folder, name);
  await runFfmpeg({
    inputs: [{ source: `sine=frequency=320:duration=${seconds}`, options: ["-f", "lavfi"] }],
    options: ["-af", "tremolo=f=4:d=0.8,volume=-12dB", "-ar", "22050", "-ac", "1"],
    output,
  });
  return output;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-assemble-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("rendering a cut", () => {
  it("is exact to the frame, at −14 LUFS, with captions as a track and a file, and reuses what did not change", async () => {
    const clips = await Promise.all([aClip("a.mp4", 40), aClip("b.mp4", 30), aClip("c.mp4", 50)]);
    const segments = clips.map((path, index) => ({ path, inFrame: index, outFrame: 25 + index * 10 }));
    const frames = segments.reduce((sum, segment) => sum + segment.outFrame - segment.inFrame, 0);
    const render = {
      segments,
      dialogue: [
        { wavPath: await aVoice("one.wav", 1), startFrame: 6 },
        { wavPath: await aVoice("two.wav", 1.2), startFrame: 48 },
      ],
      captions: [{ startFrame: 6, endFrame: 30, text: "Who's there? [a knock]" }],
      language: "de",
      size,
      outPath: join(folder, "cut.mp4"),
      workDir: join(folder, "work"),
    };
    const first = await renderCut(render);
    expect(first.segments).toEqual({ copied: 0, reused: 0, encoded: 3 });
    expect(await countFrames(render.outPath)).toBe(frames);
    const media = await probe(render.outPath);
    expect(media.seconds).toBeCloseTo(frames / 24, 1);
    expect(media).toMatchObject({
      video: { codec: "h264", width: 320, height: 180 },
      audio: { codec: "aac" },
      subtitles: 1,
      captionLanguages: ["deu"],
    });
    expect(Math.abs((first.loudness?.integrated ?? 0) + 14)).toBeLessThanOrEqual(1);
    expect(await readFile(first.srtPath, "utf8")).toContain("Who's there?");

    const changed = segments.with(1, { ...(segments[1] as (typeof segments)[0]), outFrame: 29 });
    const second = await renderCut({ ...render, segments: changed, outPath: join(folder, "cut2.mp4") });
    expect(second.segments).toEqual({ copied: 0, reused: 2, encoded: 1 });
    expect(second.frames).toBe(frames - 6);

    // As long as the first, with another picture: nothing new is to be heard.
    const tracks = await readdir(join(folder, "work", "sounds"));
    const swapped = segments.with(0, { ...(segments[0] as (typeof segments)[0]), inFrame: 1, outFrame: 26 });
    const third = await renderCut({ ...render, segments: swapped, outPath: join(folder, "cut3.mp4") });
    expect(third.segments).toEqual({ copied: 0, reused: 2, encoded: 1 });
    expect(await readdir(join(folder, "work", "sounds"))).toEqual(tracks);
    expect(third.loudness).toEqual(first.loudness);
  });

  it("copies a segment that is already in house encoding, and says when there is no sound", async () => {
    const path = await aClip("house.mp4", 24, houseOptions({ ...size, rate: film }));
    const result = await renderCut({
      segments: [
        { path, inFrame: 0, outFrame: 24 },
        { path, inFrame: 0, outFrame: 24 },
      ],
      dialogue: [],
      captions: [],
      size,
      outPath: join(folder, "silent.mp4"),
      workDir: join(folder, "work"),
    });
    expect(result.segments).toEqual({ copied: 2, reused: 0, encoded: 0 });
    expect(result.loudness).toBeNull();
    expect(result.soundNote).toContain("no sound");
    expect(await countFrames(result.outPath)).toBe(48);
  });

  it("stops within a second when cancelled and leaves no file", async () => {
    const path = await aClip("long.mp4", 400);
    const stop = new AbortController();
    const render = renderCut({
      segments: [{ path, inFrame: 0, outFrame: 400 }],
      dialogue: [],
      captions: [],
      size: { width: 1920, height: 1080 },
      outPath: join(folder, "never.mp4"),
      workDir: join(folder, "work-cancel"),
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 150);
    await expect(render).rejects.toMatchObject({ code: "cancelled" });
    await expect(probe(join(folder, "never.mp4"))).rejects.toMatchObject({ code: "bad-file" });
  });

  it("refuses a segment without frames, naming the field", async () => {
    await expect(
      renderCut({
        segments: [{ path: "x.mp4", inFrame: 5, outFrame: 5 }],
        dialogue: [],
        captions: [],
        size,
        outPath: "x",
        workDir: folder,
      }),
    ).rejects.toMatchObject({ code: "bad-request", field: "segments.0.outFrame" });
  });
});
