import type { Kysely } from "kysely";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Inspected } from "./inspect.ts";

export type MediaRecord = { hash: string; mime: string; bytes: number };

/** Records a stored upload as the project's; once however often it is uploaded. */
export async function recordUpload(
  db: Kysely<Database>,
  media: Inspected & { hash: string; bytes: number },
  { projectId, userId }: { projectId: string; userId: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("media")
      .values(media)
      .onConflict((conflict) => conflict.column("hash").doNothing())
      .execute();
    await linkMedia(tx, { projectId, hash: media.hash, userId });
  });
}

/** Makes stored media a project's, for example when a library picture is brought in. */
export async function linkMedia(
  db: Kysely<Database>,
  { projectId, hash, userId }: { projectId: string; hash: string; userId: string },
): Promise<void> {
  await db
    .insertInto("projectMedia")
    .values({ projectId, hash, addedBy: userId })
    .onConflict((conflict) => conflict.columns(["projectId", "hash"]).doNothing())
    .execute();
}

/**
 * Media that members of a project may see: uploaded to it, made in it, or a picture of the team's library.
 *
 * @throws AppError `not-found`, also for media of other projects
 */
export async function findProjectMedia(
  db: Kysely<Database>,
  projectId: string,
  hash: string,
): Promise<MediaRecord> {
  const row = await db
    .selectFrom("media")
    .select(["hash", "mime", "bytes"])
    .where("hash", "=", hash)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom("projectMedia")
            .select("hash")
            .where("projectId", "=", projectId)
            .where("hash", "=", hash),
        ),
        eb.exists(
          eb
            .selectFrom("artifact")
            .select("id")
            .where("projectId", "=", projectId)
            .where("mediaHash", "=", hash),
        ),
        eb.exists(
          eb
            .selectFrom("libraryAsset")
            .select("id")
            .where("mediaHash", "=", hash)
            .where("deletedAt", "is", null),
        ),
      ]),
    )
    .executeTakeFirst();
  if (row === undefined) {
    throw new AppError("not-found", { sentence: "This picture, clip or sound is not in the project." });
  }
  return { ...row, bytes: Number(row.bytes) };
}
