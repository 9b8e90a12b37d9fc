import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findTool } from "./binaries.ts";
import { readLoudness } from "./loudness.ts";
import { countSamples } from "./mp4.ts";
import { concatList, houseTag } from "./segment.ts";

describe("media", () => {
  it("reads the summary that the loudness meter prints last", () => {
    const log =
      "t: 1 I: -30.0 LUFS\nSummary:\n Integrated loudness:\n I:         -14.2 LUFS\n True peak:\n Peak:       -1.6 dBFS\n";
    expect(readLoudness(log)).toEqual({ integrated: -14.2, truePeak: -1.6 });
  });

  it("writes each file's length into the list and escapes quotes", () => {
    const list = concatList([{ path: "/a/it's.mp4", frames: 24, how: "reused" }], { num: 24_000, den: 1001 });
    expect(list).toBe(String.raw`ffconcat version 1.0
file '/a/it'\''s.mp4'
duration 1.001000
`);
  });

  it("tags the house encoding with size and rate", () => {
    expect(houseTag({ width: 1280, height: 720, rate: { num: 24, den: 1 } })).toBe(
      "backlot-house-1 1280x720 24/1",
    );
  });

  it("refuses an MP4 that was cut off, or is none, before it reads a wrong count out of it", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "backlot-mp4-")), "cut.mp4");
    const box = (type: string, inside: Buffer) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + inside.length);
      head.write(type, 4, "latin1");
      return Buffer.concat([head, inside]);
    };
    const counts = Buffer.alloc(12);
    counts.writeUInt32BE(72, 8);
    const whole = ["stsz", "stbl", "minf", "mdia", "trak", "moov"].reduce(
      (inside, type) => box(type, inside),
      counts,
    );
    await writeFile(path, Buffer.concat([box("ftyp", Buffer.alloc(8)), whole]));
    expect(await countSamples(path)).toBe(72);
    for (const broken of [whole.subarray(0, 30), Buffer.from("not a film at all"), Buffer.alloc(0)]) {
      await writeFile(path, broken);
      await expect(countSamples(path)).rejects.toMatchObject({ code: "bad-file" });
    }
  });

  it("does not look elsewhere for a tool that a variable names wrongly", () => {
    expect(findTool("ffmpeg", { FFMPEG_PATH: "/nowhere/ffmpeg", PATH: "/usr/bin" })).toBeNull();
    expect(findTool("ffmpeg", { PATH: "/nowhere" }) ?? "/ffmpeg").toMatch(/ffmpeg$/);
  });
});
