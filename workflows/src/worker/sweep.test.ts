import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentLog } from "@backlot/shared/server/logging";
import { sweep } from "./sweep.ts";

test("STA-14: a start deletes what killed processes left and bounds the caches, and leaves today's work alone", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "backlot-sweep-"));
  try {
    const at = async (hoursAgo: number, bytes: number, ...path: string[]) => {
      const file = join(dataDir, ...path);
      await mkdir(join(file, ".."), { recursive: true });
      await writeFile(file, new Uint8Array(bytes));
      const time = new Date(Date.now() - hoursAgo * 3_600_000);
      await utimes(file, time, time);
      await utimes(join(file, ".."), time, time);
    };
    await at(48, 1, "work", "job-old", "still.png");
    await at(0, 1, "work", "job-new", "still.png");
    await at(48, 1, "media", "incoming", "half");
    await at(48, 1, "media", "ab", "abcdef");
    await at(3, 60, "cache", "voice", "older.wav");
    await at(1, 60, "cache", "voice", "newer.wav");
    await at(9, 1, "cache", "previs", ".previs-page-half", "previs.html");
    await at(3, 30, "cache", "previs", "previs-page-older", "previs.html");
    await at(3, 30, "cache", "previs", "previs-page-older", "assets", "page.js");
    await at(1, 60, "cache", "previs", "previs-page-newer", "previs.html");
    await sweep({ dataDir, log: silentLog() }, { limitBytes: 100 });
    expect(await readdir(join(dataDir, "work"))).toEqual(["job-new"]);
    expect(await readdir(join(dataDir, "media", "incoming"))).toEqual([]);
    expect(await readdir(join(dataDir, "media", "ab"))).toEqual(["abcdef"]);
    expect(await readdir(join(dataDir, "cache", "voice"))).toEqual(["newer.wav"]);
    expect(await readdir(join(dataDir, "cache", "previs"))).toEqual(["previs-page-newer"]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
