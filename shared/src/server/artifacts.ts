import { sql, type Kysely } from "kysely";
import type { ArtifactKind } from "../generation/artifact.ts";
import type { Database } from "./database-schema.ts";

export type MediaRecord = {
  hash: string;
  mime: string;
  bytes: number;
  width?: number | null;
  height?: number | null;
  frames?: number | null;
  fps?: number | null;
};

export type NewArtifact = {
  projectId: string;
  kind: ArtifactKind;
  shotId: string | null;
  runId: string | null;
  inputs: unknown;
  digest: string;
  media: MediaRecord;
  meta?: Record<string, unknown>;
  provider: string;
  alternate: boolean;
  costMicros: number;
  author: string;
  /** The job that made it: recording the same job again gives the artifact of the first time. */
  jobId: string;
};

export type ArtifactRow = {
  id: string;
  mediaHash: string;
  number: number;
  alternate: boolean;
  digest: string;
  /** What its maker noted about it. */
  meta: Record<string, unknown>;
};

const rowColumns = ["id", "mediaHash", "number", "alternate", "digest", "meta"] as const;

/** Records media and artifact in one transaction; a repeated `jobId` gives the row that is already there. */
export async function recordArtifact(db: Kysely<Database>, made: NewArtifact): Promise<ArtifactRow> {
  return await db.transaction().execute(async (trx) => {
    const present = await artifactOfJob(trx, made.jobId);
    if (present !== null) return present;
    await recordMedia(trx, made.projectId, made.media, made.author);
    // Two takes of one slot made at the same moment must not share a number.
    await sql`select pg_advisory_xact_lock(hashtext(${`${made.projectId}:${made.shotId}:${made.kind}`}))`.execute(
      trx,
    );
    const { last } = await trx
      .selectFrom("artifact")
      .select((eb) => eb.fn.max("number").as("last"))
      .where("projectId", "=", made.projectId)
      .where("kind", "=", made.kind)
      .where("shotId", made.shotId === null ? "is" : "=", made.shotId)
      .executeTakeFirstOrThrow();
    const row = {
      id: `take-${crypto.randomUUID()}`,
      mediaHash: made.media.hash,
      number: Number(last ?? 0) + 1,
      alternate: made.alternate,
      digest: made.digest,
      meta: made.meta ?? {},
    };
    await trx
      .insertInto("artifact")
      .values({
        ...row,
        projectId: made.projectId,
        kind: made.kind,
        shotId: made.shotId,
        runId: made.runId,
        inputs: JSON.stringify(made.inputs),
        meta: JSON.stringify(row.meta),
        provider: made.provider,
        costMicros: made.costMicros,
        author: made.author,
        jobId: made.jobId,
      })
      .execute();
    return row;
  });
}

/** The artifact that a job has made, or null. */
export async function artifactOfJob(db: Kysely<Database>, jobId: string): Promise<ArtifactRow | null> {
  const row = await db
    .selectFrom("artifact")
    .select(rowColumns)
    .where("jobId", "=", jobId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * An artifact made from exactly these inputs, or null: an identical request is answered from the store. One that was set
 * aside while it was made is as good as any other when its inputs are asked for again.
 */
export async function artifactOfDigest(
  db: Kysely<Database>,
  projectId: string,
  kind: ArtifactKind,
  digest: string,
): Promise<ArtifactRow | null> {
  const row = await db
    .selectFrom("artifact")
    .select(rowColumns)
    .where("projectId", "=", projectId)
    .where("kind", "=", kind)
    .where("digest", "=", digest)
    .orderBy("alternate")
    .orderBy("number", "desc")
    .executeTakeFirst();
  return row ?? null;
}

/** An alternate whose inputs are what the film says again is no alternate any more. */
export async function adoptAlternate(db: Kysely<Database>, row: ArtifactRow): Promise<ArtifactRow> {
  await db.updateTable("artifact").set({ alternate: false }).where("id", "=", row.id).execute();
  return { ...row, alternate: false };
}

/** Makes media known and lets the project use it. The bytes must already be in the media store. */
export async function recordMedia(
  db: Kysely<Database>,
  projectId: string,
  media: MediaRecord,
  addedBy: string,
): Promise<void> {
  await db
    .insertInto("media")
    .values({
      hash: media.hash,
      mime: media.mime,
      bytes: media.bytes,
      width: media.width ?? null,
      height: media.height ?? null,
      frames: media.frames ?? null,
      fps: media.fps ?? null,
    })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
  await db
    .insertInto("projectMedia")
    .values({ projectId, hash: media.hash, addedBy })
    .onConflict((conflict) => conflict.columns(["projectId", "hash"]).doNothing())
    .execute();
}
