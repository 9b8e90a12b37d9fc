import { sql, type Kysely } from "kysely";
import type { Film } from "../build/film.ts";
import { indexOf } from "../build/film-index.ts";
import { slotInputs, type StaleCause } from "../build/inputs.ts";
import { authorKey, staleCauses, type FieldAuthors } from "../build/stale.ts";
import type { Take } from "../generation/artifact.ts";
import { quality } from "../pipeline/stages.ts";
import { slot, type Slot } from "../shot/schema.ts";
import type { Database } from "./database-schema.ts";
import { nowIn, type SlotsNow } from "./slots-now.ts";

/**
 * Every take of a project, newest first, each with the causes that make it stale today. What a take was made from is only
 * read where its digest says that it is not what the film says now.
 */
export async function listTakes(db: Kysely<Database>, film: Film): Promise<Take[]> {
  const rows = await db
    .selectFrom("artifact")
    .innerJoin("media", "media.hash", "artifact.mediaHash")
    .select([
      "artifact.id",
      "artifact.kind",
      "artifact.shotId",
      "artifact.runId",
      "artifact.number",
      "artifact.digest",
      "artifact.mediaHash",
      "artifact.provider",
      "artifact.alternate",
      "artifact.costMicros",
      "artifact.author",
      "artifact.createdAt",
      "media.mime",
      "media.width",
      "media.height",
      "media.frames",
      "media.fps",
      sql<string | null>`artifact.inputs->>'quality'`.as("quality"),
      sql<string | null>`artifact.inputs->>'seed'`.as("seed"),
    ])
    .where("artifact.projectId", "=", film.projectId)
    .orderBy("artifact.createdAt", "desc")
    .orderBy("artifact.number", "desc")
    .execute();
  const now = nowIn(film);
  const moved = rows.filter((row) => isInFilm(film, row.shotId) && !isCurrent(now, row));
  const causes = await causesOf(
    db,
    film,
    moved.map((row) => row.id),
  );
  return rows.map(({ createdAt, digest: _digest, quality: made, seed: _seed, ...row }) => ({
    ...row,
    ...(quality.safeParse(made).success ? { quality: quality.parse(made) } : {}),
    createdAt: createdAt.getTime(),
    stale: causes.get(row.id) ?? [],
  }));
}

type MadeFrom = {
  kind: string;
  shotId: string | null;
  digest: string;
  provider: string;
  quality: string | null;
  seed: string | null;
};

function isCurrent(now: SlotsNow, { kind, shotId, digest, provider, quality, seed }: MadeFrom): boolean {
  const made = slot.safeParse(kind);
  if (!made.success || shotId === null || quality === null || seed === null) return false;
  return digest === now.digest(shotId, made.data, { provider, quality, seed: Number(seed) });
}

/** What belongs to no shot of the film, or to one that is gone, is never stale. */
function isInFilm(film: Film, shotId: string | null): boolean {
  const { shots, scenes } = indexOf(film);
  const shot = shots.get(shotId ?? "");
  return shot !== undefined && shot.deletedAt === null && scenes.has(shot.sceneId);
}

/** So many takes are read at once. */
const readAtOnce = 500;

async function causesOf(
  db: Kysely<Database>,
  film: Film,
  ids: readonly string[],
): Promise<Map<string, StaleCause[]>> {
  const found = new Map<string, StaleCause[]>();
  if (ids.length === 0) return found;
  const authors = await fieldAuthors(db, film.projectId);
  const now = nowIn(film);
  for (let at = 0; at < ids.length; at += readAtOnce) {
    const rows = await db
      .selectFrom("artifact")
      .select(["id", "shotId", "inputs"])
      .where("id", "in", ids.slice(at, at + readAtOnce))
      .execute();
    for (const { id, shotId, inputs } of rows) {
      const made = slotInputs.safeParse(inputs);
      if (!made.success || shotId === null) continue;
      found.set(id, staleCauses(made.data, now.inputs(shotId, made.data.slot satisfies Slot), authors));
    }
  }
  return found;
}

/** Who last moved each field of the project's documents. */
async function fieldAuthors(db: Kysely<Database>, projectId: string): Promise<FieldAuthors> {
  const rows = await db
    .selectFrom("fieldAuthor")
    .select(["object", "field", "userName", "at"])
    .where("projectId", "=", projectId)
    .execute();
  return new Map(
    rows.map((row) => [authorKey(row.object, row.field), { name: row.userName, at: row.at.getTime() }]),
  );
}
