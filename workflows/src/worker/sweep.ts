import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "@backlot/shared/server/logging";

const hour = 3_600_000;
/** No piece of work takes longer than this, so what is older was left by a process that was killed. */
const leftAfterMs = 7 * hour;
/** Most that each cache keeps; the files that were not used for longest go first. */
const cacheBytes = 4 * 1024 ** 3;

/** Folders whose contents are of one piece of work each. */
const scratch = [
  { folder: ["work"], prefix: "job-" },
  { folder: ["cache", "render"], prefix: "render-" },
  { folder: ["media", "incoming"], prefix: "" },
  { folder: ["cache", "previs"], prefix: ".previs-page-" },
];
const caches = [
  ["cache", "render", "segments"],
  ["cache", "render", "sounds"],
  ["cache", "voice"],
  ["cache", "previs"],
];

/** Deletes what killed processes left in the data directory, and what the caches hold beyond their size. Never fails a start. */
export async function sweep(
  { dataDir, log }: { dataDir: string; log: Log },
  { now = Date.now(), limitBytes = cacheBytes }: { now?: number; limitBytes?: number } = {},
): Promise<void> {
  try {
    for (const { folder, prefix } of scratch) {
      for (const entry of await entriesOf(join(dataDir, ...folder)))
        if (entry.name.startsWith(prefix) && now - entry.usedAt > leftAfterMs)
          await rm(entry.path, { recursive: true, force: true });
    }
    for (const folder of caches) await shrink(join(dataDir, ...folder), limitBytes);
  } catch (error) {
    log.warn({ err: error }, "the data directory could not be swept");
  }
}

async function shrink(folder: string, limitBytes: number): Promise<void> {
  const newestFirst = (await entriesOf(folder)).toSorted((a, b) => b.usedAt - a.usedAt);
  let kept = 0;
  for (const { path, bytes } of newestFirst) {
    kept += bytes;
    if (kept > limitBytes) await rm(path, { recursive: true, force: true });
  }
}

async function entriesOf(folder: string) {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const known = await stat(path).catch(() => null);
      if (known === null) return [];
      const bytes = known.isDirectory() ? await bytesBelow(path) : known.size;
      return [{ name, path, bytes, usedAt: Math.max(known.mtimeMs, known.atimeMs) }];
    }),
  );
  return found.flat();
}

/** What all files of a folder hold together. */
async function bytesBelow(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (known) => (known.isFile() ? known.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}
