import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@backlot/shared/errors/app-error";

/** Folder of the client package, found through its own export map. */
function clientFolder(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.resolve("@backlot/client/stage/renderer")))));
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A digest of everything that the page is made of, so that a change in the drawing makes a new page and nothing else does. */
async function sourceDigest(client: string): Promise<string> {
  const shared = dirname(dirname(fileURLToPath(import.meta.resolve("@backlot/shared/stage/schema"))));
  const folders = [
    join(client, "src/stage"),
    ...["stage", "optics", "time", "shot"].map((noun) => join(shared, noun)),
  ];
  const files = (await Promise.all(folders.map(filesUnder)))
    .flat()
    .filter((path) => !path.endsWith(".test.ts"));
  const hash = createHash("sha256");
  for (const path of [...files, join(client, "previs.html"), join(client, "package.json")].toSorted())
    hash.update(path).update(await readFile(path));
  return hash.digest("hex").slice(0, 24);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Builds the headless page into `cacheFolder`, unless the same source was built before; answers with the folder to serve. */
export async function buildPrevisPage(cacheFolder: string): Promise<string> {
  const client = clientFolder();
  const folder = join(cacheFolder, `previs-page-${await sourceDigest(client)}`);
  if (await exists(folder)) {
    // What was used last is kept longest when the cache is swept.
    const now = new Date();
    await utimes(folder, now, now).catch(() => {});
    return folder;
  }
  await mkdir(cacheFolder, { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder, ".previs-page-"));
  try {
    const { build } = await import("vite");
    await build({
      root: client,
      configFile: false,
      publicDir: false,
      logLevel: "error",
      build: {
        outDir: scratch,
        emptyOutDir: false,
        rollupOptions: { input: join(client, "previs.html") },
        chunkSizeWarningLimit: 4000,
      },
    });
    await rename(scratch, folder).catch(async (cause: unknown) => {
      // Another worker may have finished the same page first.
      if (!(await exists(folder))) throw cause;
    });
    return folder;
  } catch (cause) {
    throw new AppError("draw-failed", {
      sentence: "The previs page could not be built.",
      nextStep: "Run npm start again; if it stays, the log names the file.",
      cause,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
