import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { z } from "zod";
import { newId } from "@backlot/shared/documents/record";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import {
  upsertAuthors,
  upsertWriters,
  writeEdits,
  type FieldAuthorRow,
  type WriterRow,
} from "./log-statements.ts";
import { isDataError } from "./update-log.ts";

/** One edit that the database has not taken. */
export type SpilledRow = { document: string; payload: Uint8Array; userId: string | null };

/** Everything that the database has not taken: edits, who last moved which field, and whose each client number is. */
export type Unwritten = { rows: SpilledRow[]; authors: FieldAuthorRow[]; writers: WriterRow[] };

const userId = z.string().nullable();

/** One line of a file is one of these. */
const spilledLine = z.union([
  z.object({ document: z.string(), payload: z.base64(), userId }),
  z.object({
    author: z.object({
      projectId: z.string(),
      object: z.string(),
      field: z.string(),
      userId,
      userName: z.string(),
      at: z.coerce.date(),
    }),
  }),
  z.object({
    writer: z.object({
      document: z.string(),
      clientId: z.number(),
      userId: z.string(),
      userName: z.string(),
      isLive: z.boolean(),
    }),
  }),
]);

/** Rows written in one statement while a file is played back: three parameters each. */
const rowsPerStatement = 1_000;

export type Spill = {
  /** Writes what is left to a file that survives this process; throws when the disk does not take it. */
  keep: (left: Unwritten) => string;
  /** Takes a file back whose edits are in the database after all. */
  remove: (path: string) => void;
  /** Resolves once every file of earlier processes is in the database; rejects while the database is away. */
  played: () => Promise<void>;
};

/**
 * Where edits go when a server has to stop and the database does not take them: a file beside the other data, played
 * into the log by the next server before it opens any document. Playing one twice is harmless, because updates are.
 */
export function openSpill({ dir, db, log }: { dir: string; db: Kysely<Database>; log: Log }): Spill {
  let isPlayed = false;
  let playing: Promise<void> | null = null;

  async function playAll(): Promise<void> {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const files = readdirSync(dir).filter((name) => name.endsWith(".edits"));
    for (const name of files.toSorted()) await play(join(dir, name));
    isPlayed = true;
  }

  async function play(path: string): Promise<void> {
    const left = readFile(path);
    if (left === null) {
      log.error({ path }, "a file of edits cannot be read and was put aside");
      renameSync(path, `${path}.unreadable`);
      return;
    }
    try {
      await write(left);
    } catch (error) {
      // An attribution that the database cannot hold must never keep the edits themselves from being saved.
      if (!isDataError(error)) throw error;
      log.error(
        { err: error, path },
        "the attributions of left edits could not be written and were left out",
      );
      await write({ ...left, authors: [], writers: [] });
    }
    rmSync(path);
    log.info({ path, rows: left.rows.length }, "edits that an earlier server had to leave were written");
  }

  async function write({ rows, authors, writers }: Unwritten): Promise<void> {
    await db.transaction().execute(async (trx) => {
      for (let from = 0; from < rows.length; from += rowsPerStatement)
        await writeEdits(trx, rows.slice(from, from + rowsPerStatement));
      await upsertWriters(trx, writers);
      await upsertAuthors(trx, authors);
    });
  }

  return {
    keep({ rows, authors, writers }) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      const path = join(dir, `${Date.now()}-${newId("spill")}.edits`);
      const file = openSync(`${path}.part`, "w", 0o600);
      try {
        const lines = [
          ...rows.map((row) => ({ ...row, payload: Buffer.from(row.payload).toString("base64") })),
          ...authors.map((author) => ({ author })),
          ...writers.map((writer) => ({ writer })),
        ];
        for (const line of lines) writeSync(file, `${JSON.stringify(line)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      // Only a whole file gets the name under which it is played back.
      renameSync(`${path}.part`, path);
      return path;
    },
    // Another server may have written it, and removed it, first.
    remove: (path) => rmSync(path, { force: true }),
    played() {
      if (isPlayed) return Promise.resolve();
      return (playing ??= playAll().finally(() => (playing = null)));
    },
  };
}

/** What a file holds, or null when any line of it is not one of ours. */
function readFile(path: string): Unwritten | null {
  const left: Unwritten = { rows: [], authors: [], writers: [] };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    const parsed = spilledLine.safeParse(parseJson(line));
    if (!parsed.success) return null;
    const { data } = parsed;
    if ("author" in data) left.authors.push(data.author);
    else if ("writer" in data) left.writers.push(data.writer);
    else left.rows.push({ ...data, payload: new Uint8Array(Buffer.from(data.payload, "base64")) });
  }
  return left;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
