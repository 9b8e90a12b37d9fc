import type { Kysely } from "kysely";
import type { Film } from "../build/film.ts";
import { chosenTake } from "../build/stale-shots.ts";
import { readFilm } from "../build/read-film.ts";
import { planFilm, type FilmPlan, type PlannedClip } from "../cut/film-plan.ts";
import type { DocumentsClient } from "../documents/client.ts";
import { readCut } from "../documents/cut.ts";
import { AppError } from "../errors/app-error.ts";
import type { Delivery } from "../pipeline/stages.ts";
import type { Database } from "./database-schema.ts";

/**
 * What a render of the cut would show now: whoever asks for a film and whoever makes it read the same.
 *
 * @throws AppError `bad-request` when the cut is empty, or none of its shots has a clip
 */
export async function readFilmPlan(
  { db, documents }: { db: Kysely<Database>; documents: Pick<DocumentsClient, "readDocument"> },
  projectId: string,
  { fps }: Pick<Delivery, "fps">,
): Promise<FilmPlan> {
  const [film, cutDocument] = await Promise.all([
    readFilm(documents, projectId),
    documents.readDocument(projectId, "cut"),
  ]);
  const cut = readCut(cutDocument);
  cutDocument.destroy();
  const plan = planFilm({ film, cut, clipOf: await clipsOf(db, film), fps });
  if (plan.segments.length > 0) return plan;
  const isEmpty = cut.length === 0;
  throw new AppError("bad-request", {
    sentence: isEmpty ? "The cut is empty." : "No shot in the cut has a clip yet.",
    nextStep: isEmpty ? "Put shots into the cut, then render." : "Make the clips, then render.",
    field: "cut",
  });
}

/** Whether a film has lines that it only captions, because there was no voice where it was rendered. */
export async function isUnspoken(db: Kysely<Database>, filmId: string, plan: FilmPlan): Promise<boolean> {
  if (plan.lines.length === 0) return false;
  const { meta } = await db
    .selectFrom("artifact")
    .select("meta")
    .where("id", "=", filmId)
    .executeTakeFirstOrThrow();
  return meta["hasVoice"] === false;
}

/** The clip that stands for each shot. */
async function clipsOf(db: Kysely<Database>, film: Film): Promise<Map<string, PlannedClip>> {
  const rows = await db
    .selectFrom("artifact")
    .innerJoin("media", "media.hash", "artifact.mediaHash")
    .select(["artifact.id", "artifact.kind", "artifact.number", "artifact.shotId"])
    .select(["artifact.mediaHash", "artifact.alternate", "media.frames", "media.fps"])
    .where("artifact.projectId", "=", film.projectId)
    .where("artifact.kind", "=", "clip")
    .execute();
  const byShot = Map.groupBy(rows, (row) => row.shotId);
  return new Map(
    film.shots.flatMap((shot) => {
      const clip = chosenTake(shot, "clip", byShot.get(shot.id) ?? []);
      return clip === null ? [] : [[shot.id, clip] as const];
    }),
  );
}
