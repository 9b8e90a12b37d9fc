import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { sql, type Kysely } from "kysely";
import { toDocument } from "../documents/client.ts";
import { documentName } from "../documents/names.ts";
import { newId } from "../documents/record.ts";
import { readScreenplay } from "../documents/script.ts";
import { visibleText, type Screenplay } from "../screenplay/block.ts";
import { versionsToDrop } from "../version/retention.ts";
import type { ScriptVersion, VersionReason } from "../version/schema.ts";
import type { Database } from "./database-schema.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export type NewVersion = {
  projectId: string;
  /** The whole script document as one Yjs update. */
  state: Uint8Array;
  reason: VersionReason;
  name?: string;
  /** Null when the studio keeps it by itself. */
  by: { id: string | null; name: string };
  /** Who wrote since the version before; nobody needs to be known. */
  contributors?: { id: string; name: string }[];
  runId?: string;
  now?: number;
};

type VersionRow = Omit<ScriptVersion, "createdAt"> & { createdAt: Date };

const columns = [
  "id",
  "number",
  "reason",
  "name",
  "words",
  "scenes",
  "contributors",
  "createdByName",
  "createdAt",
] as const;

/** The form in which versions travel. */
function presentVersion(row: VersionRow): ScriptVersion {
  return {
    id: row.id,
    number: row.number,
    reason: row.reason,
    name: row.name,
    words: row.words,
    scenes: row.scenes,
    contributors: row.contributors,
    createdByName: row.createdByName,
    createdAt: row.createdAt.getTime(),
  };
}

/**
 * Keeps the script as it is as a version, and drops old ones that retention lets go. When the newest version says
 * the same, that one is kept instead: given the name if there is one to give. Under a second name the same script is
 * a second version, so that nobody's name is lost.
 */
export async function keepVersion(
  db: Kysely<Database>,
  { projectId, state, reason, name, by, contributors = [], runId, now = Date.now() }: NewVersion,
): Promise<{ version: ScriptVersion; isNew: boolean }> {
  const document = documentName({ projectId, kind: "script" });
  const screenplay = readScreenplay(toDocument(state));
  const digest = screenplayDigest(screenplay);
  const packed = await pack(state);
  const made = await db.transaction().execute(async (trx) => {
    // Two servers that keep a version at once must not take the same number.
    await sql`select pg_advisory_xact_lock(hashtext(${document}))`.execute(trx);
    const newest = await trx
      .selectFrom("documentVersion")
      .select([...columns, "digest"])
      .where("document", "=", document)
      .orderBy("number", "desc")
      .limit(1)
      .executeTakeFirst();
    const isSaid = name === undefined || newest?.name === null || newest?.name === name;
    if (newest !== undefined && newest.digest === digest && isSaid) {
      if (name === undefined || newest.name === name) return { row: newest, isNew: false };
      const row = await trx
        .updateTable("documentVersion")
        .set({ name })
        .where("id", "=", newest.id)
        .returning(columns)
        .executeTakeFirstOrThrow();
      return { row, isNew: false };
    }
    const row = await trx
      .insertInto("documentVersion")
      .values({
        id: newId("version"),
        projectId,
        document,
        number: (newest?.number ?? 0) + 1,
        reason,
        name: name ?? null,
        digest,
        state: packed,
        ...measure(screenplay),
        contributors: JSON.stringify(contributors),
        createdBy: by.id,
        createdByName: by.name,
        runId: runId ?? null,
        createdAt: new Date(now),
      })
      .returning(columns)
      .executeTakeFirstOrThrow();
    return { row, isNew: true };
  });
  if (made.isNew) await dropOld(db, document, now);
  return { version: presentVersion(made.row), isNew: made.isNew };
}

async function dropOld(db: Kysely<Database>, document: string, now: number): Promise<void> {
  const rows = await db
    .selectFrom("documentVersion")
    .select(["id", "name", "createdAt"])
    .where("document", "=", document)
    .execute();
  const dropped = versionsToDrop(
    rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() })),
    now,
  );
  if (dropped.length > 0) await db.deleteFrom("documentVersion").where("id", "in", dropped).execute();
}

/** Versions of a project's script, newest first. */
export async function listVersions(db: Kysely<Database>, projectId: string): Promise<ScriptVersion[]> {
  const rows = await db
    .selectFrom("documentVersion")
    .select(columns)
    .where("document", "=", documentName({ projectId, kind: "script" }))
    .orderBy("number", "desc")
    .execute();
  return rows.map(presentVersion);
}

/** One version with the state that was kept, or null. */
export async function readVersion(
  db: Kysely<Database>,
  projectId: string,
  versionId: string,
): Promise<{ version: ScriptVersion; state: Uint8Array } | null> {
  const row = await db
    .selectFrom("documentVersion")
    .select([...columns, "state"])
    .where("projectId", "=", projectId)
    .where("id", "=", versionId)
    .executeTakeFirst();
  return row === undefined ? null : { version: presentVersion(row), state: await unpack(row.state) };
}

/** Names a version, which keeps it for good; null when it is gone. */
export async function renameVersion(
  db: Kysely<Database>,
  projectId: string,
  versionId: string,
  name: string,
): Promise<ScriptVersion | null> {
  const row = await db
    .updateTable("documentVersion")
    .set({ name })
    .where("projectId", "=", projectId)
    .where("id", "=", versionId)
    .returning(columns)
    .executeTakeFirst();
  return row === undefined ? null : presentVersion(row);
}

/** The state of the newest version, or null when there is none. */
export async function newestState(db: Kysely<Database>, projectId: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom("documentVersion")
    .select("state")
    .where("document", "=", documentName({ projectId, kind: "script" }))
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : unpack(row.state);
}

function measure({ blocks }: Screenplay): { words: number; scenes: number } {
  const words = blocks.reduce((sum, block) => sum + (visibleText(block).match(/\S+/g)?.length ?? 0), 0);
  return { words, scenes: blocks.filter((block) => block.type === "sceneHeading").length };
}

/** Two drafts with the same digest say the same with the same ids. */
export function screenplayDigest(screenplay: Screenplay): string {
  return createHash("sha256").update(JSON.stringify(screenplay)).digest("hex");
}
