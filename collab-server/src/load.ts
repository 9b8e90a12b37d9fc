import { sql, type Kysely, type RawBuilder } from "kysely";
import * as Y from "yjs";
import { parseDocumentName, schemaVersion } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import { mergeMany } from "./merge-many.ts";
import { seedState } from "./seed.ts";

/** A document as it is stored: the snapshot (if any) and every row of the log that is not in it yet. */
export type StoredDocument = {
  snapshot: Uint8Array | null;
  /** Changes with every snapshot: the highest row that is in it, which no other snapshot can have had. */
  throughSeq: number;
  rows: { seq: number; payload: Uint8Array }[];
};

/** Reads snapshot and rows in one statement, so that a compaction in between cannot hide rows. */
export async function readStored(db: Kysely<Database>, document: string): Promise<StoredDocument> {
  const { hasSnapshot: _, ...stored } = await readLog(db, document, sql<Uint8Array | null>`payload`);
  return stored;
}

/**
 * What was read of a document some moments ago, with the rows of now; null when it has got another snapshot since. Does
 * not read the snapshot, which is nearly all of a large script.
 */
export async function readRowsSince(
  db: Kysely<Database>,
  document: string,
  { snapshot, throughSeq }: StoredDocument,
): Promise<StoredDocument | null> {
  const now = await readLog(db, document, sql<null>`null::bytea`);
  return now.hasSnapshot && now.throughSeq === throughSeq ? { ...now, snapshot } : null;
}

async function readLog(
  db: Kysely<Database>,
  document: string,
  payload: RawBuilder<Uint8Array | null>,
): Promise<StoredDocument & { hasSnapshot: boolean }> {
  const found = await db
    .selectFrom("documentSnapshot")
    .select([payload.as("payload"), sql<number | null>`null::bigint`.as("seq"), "throughSeq"])
    .where("document", "=", document)
    .unionAll(
      db
        .selectFrom("documentUpdate")
        .select([
          sql<Uint8Array | null>`payload`.as("payload"),
          sql<number | null>`seq`.as("seq"),
          sql<number>`0`.as("throughSeq"),
        ])
        .where("document", "=", document),
    )
    .execute();
  const rows = found
    .flatMap(({ seq, payload: bytes }) => (seq === null || bytes === null ? [] : [{ seq, payload: bytes }]))
    .toSorted((a, b) => a.seq - b.seq);
  const snapshot = found.find((row) => row.seq === null);
  return {
    snapshot: snapshot?.payload ?? null,
    throughSeq: snapshot?.throughSeq ?? 0,
    rows,
    hasSnapshot: snapshot !== undefined,
  };
}

/**
 * Reads a document, seeding it when it has never been stored. The seed is one row that only the first of several
 * loaders can insert, and everybody continues from what is stored then, so content is never there twice.
 * Rejects with `not-found` when the project is gone.
 */
export async function loadStored(db: Kysely<Database>, document: string): Promise<StoredDocument> {
  const stored = await readStored(db, document);
  if (stored.snapshot !== null) return stored;
  const { projectId, kind } = parseDocumentName(document);
  const project = await db
    .selectFrom("project")
    .select("title")
    .where("id", "=", projectId)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  if (project === undefined) throw new AppError("not-found", { sentence: "This project is gone." });
  await db
    .insertInto("documentSnapshot")
    .values({ document, payload: seedState(kind, project.title), throughSeq: 0, schemaVersion })
    .onConflict((conflict) => conflict.column("document").doNothing())
    .execute();
  return readStored(db, document);
}

/** Applies what is stored in one transaction, which is both faster and lets Yjs drop deleted content at once. */
export function applyStored(doc: Y.Doc, stored: StoredDocument): void {
  doc.transact(() => {
    if (stored.snapshot !== null) Y.applyUpdate(doc, stored.snapshot);
    for (const row of stored.rows) Y.applyUpdate(doc, row.payload);
  });
}

/**
 * Brings a document that has content already up to what is stored, with another snapshot than it was loaded from. A
 * snapshot does not list what is deleted in it, as what is left of that says so itself; but where a document has the
 * words, Yjs does not look at what is left of them. Only a document made of it can tell what it misses.
 */
export function applyNewer(doc: Y.Doc, stored: StoredDocument, origin: unknown): void {
  const whole = new Y.Doc();
  whole.gcFilter = doc.gcFilter;
  applyStored(whole, stored);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole, Y.encodeStateVector(doc)), origin);
  whole.destroy();
}

/**
 * What is stored as one update, for a document that has nothing yet, without making a document of it. Of rows that repeat
 * what the snapshot has (two servers log the same edit) only the rest goes in: words in them would come before what the
 * snapshot says of their deletion.
 */
export function storedAsUpdate({ snapshot, rows }: StoredDocument): Uint8Array {
  const edits = mergeMany(rows.map((row) => row.payload));
  if (snapshot === null) return edits;
  if (rows.length === 0) return snapshot;
  return mergeMany([snapshot, Y.diffUpdate(edits, Y.encodeStateVectorFromUpdate(snapshot))]);
}
