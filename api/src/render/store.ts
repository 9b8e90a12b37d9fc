import type { Kysely } from "kysely";
import { z } from "zod";
import type { StaleCause } from "@backlot/shared/build/inputs";
import type { Database } from "@backlot/shared/server/database-schema";

/** What a render remembers beside its media; whatever an older studio left out has a plain default. */
const filmMeta = z.object({
  captionsHash: z.string().nullable().catch(null),
  captionsSrtHash: z.string().nullable().catch(null),
  loudness: z.number().nullable().catch(null),
  hasVoice: z.boolean().catch(false),
  soundNote: z.string().catch(""),
  language: z.string().catch("en"),
  leftOut: z.array(z.string()).catch([]),
});

const noCauses: StaleCause[] = [];

/** Finished films of a project, newest first, in one query. */
export async function listFilms(db: Kysely<Database>, projectId: string) {
  const rows = await db
    .selectFrom("artifact")
    .innerJoin("media", "media.hash", "artifact.mediaHash")
    .select([
      "artifact.id",
      "artifact.kind",
      "artifact.shotId",
      "artifact.runId",
      "artifact.number",
      "artifact.mediaHash",
      "artifact.provider",
      "artifact.alternate",
      "artifact.costMicros",
      "artifact.author",
      "artifact.createdAt",
      "artifact.meta",
      "media.mime",
      "media.width",
      "media.height",
      "media.frames",
      "media.fps",
    ])
    .where("artifact.projectId", "=", projectId)
    .where("artifact.kind", "=", "render")
    .orderBy("artifact.number", "desc")
    .execute();
  return rows.map(({ meta, createdAt, ...row }) => ({
    ...row,
    ...filmMeta.parse(meta),
    createdAt: createdAt.getTime(),
    // A film shows what was rendered; whether its shots have moved on is said of the shots.
    stale: noCauses,
  }));
}
