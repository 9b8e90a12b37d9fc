import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

/** Gives `work` an empty folder below the data directory and deletes it afterwards, whatever happens. */
export async function inWorkDir<T>(dataDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const root = join(dataDir, "work");
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, "job-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
