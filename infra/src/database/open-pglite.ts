import { fdatasyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/** What Emscripten keeps of an open file of the host: `nfd` is the host's descriptor. */
type HostStream = { nfd?: number };
type HostFileSystem = { stream_ops: { fsync?: (stream: HostStream) => number } };

/**
 * Opens the embedded Postgres so that a commit is on the disk when it is reported.
 *
 * PGlite starts Postgres with `-F` (no fsync), and its file layer ignores fsync even without that flag. Both are put
 * right here: the flag is left out, and the file layer is taught to pass fsync on to the host. `wal_sync_method` is
 * `fsync` because only that call reaches the file layer.
 */
export async function openPglite(directory: string): Promise<PGlite> {
  const parameters = PGlite.defaultStartParams.filter((parameter) => parameter !== "-F");
  const database = await PGlite.create(directory, {
    startParams: [...parameters, "-c", "wal_sync_method=fsync", "-c", "timezone=UTC"],
  });
  passFsyncToHost(database);
  return database;
}

function passFsyncToHost(database: PGlite): void {
  const files = database.Module.FS as unknown as { filesystems: Record<string, HostFileSystem | undefined> };
  const host = files.filesystems["NODEFS"];
  if (!host) throw new Error("PGlite no longer keeps its files on the host's file system as NODEFS.");
  host.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
}
