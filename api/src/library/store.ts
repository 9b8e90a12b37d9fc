import type { Kysely, Selectable } from "kysely";
import { may, type Action } from "@backlot/shared/access/roles";
import type { AssetCategory } from "@backlot/shared/asset/schema";
import { newId } from "@backlot/shared/documents/record";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Actor } from "../app-env.ts";

export type LibraryAsset = {
  id: string;
  category: AssetCategory;
  name: string;
  aliases: string[];
  description: string;
  mediaHash: string | null;
  version: number;
  createdBy: string;
  /** Epoch milliseconds. */
  createdAt: number;
};

export type LibraryFields = Pick<LibraryAsset, "category" | "name" | "aliases" | "description" | "mediaHash">;

type Db = Kysely<Database>;

/**
 * The library is the team's, not a project's: reading and writing it takes a role in at least one project that
 * includes the action.
 *
 * @throws AppError `not-allowed`
 */
export async function requireTeam(db: Db, actor: Actor, action: Action): Promise<void> {
  if (actor.kind === "operator") return;
  const rows = await db
    .selectFrom("member")
    .innerJoin("project", "project.id", "member.projectId")
    .select("member.role")
    .where("userId", "=", actor.id)
    .where("project.deletedAt", "is", null)
    .execute();
  if (actor.kind === "person" && rows.some(({ role }) => may(role, action))) return;
  throw new AppError("not-allowed", {
    sentence: "The team's library is for its crew.",
    nextStep: "Ask an owner or a producer for a crew role.",
  });
}

export async function listLibrary(db: Db): Promise<LibraryAsset[]> {
  const rows = await db
    .selectFrom("libraryAsset")
    .selectAll()
    .where("deletedAt", "is", null)
    .orderBy("category")
    .orderBy("name")
    .execute();
  return rows.map(toLibraryAsset);
}

/** One live library asset. Throws `not-found`. */
export async function readLibraryAsset(db: Db, id: string): Promise<LibraryAsset> {
  const row = await db
    .selectFrom("libraryAsset")
    .selectAll()
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("not-found", { sentence: "This asset is not in the library." });
  return toLibraryAsset(row);
}

/**
 * Adds an asset to the library. One that came from a film has an id made of where it came from: it is there once, and comes
 * back, as it is in the film now, when it was taken out.
 *
 * @throws AppError `bad-request` without picture and description; `conflict` when one of that name is there already
 */
export async function addToLibrary(
  db: Db,
  fields: LibraryFields,
  createdBy: string,
  id: string = newId("library"),
): Promise<LibraryAsset> {
  requireSubstance(fields);
  return db.transaction().execute(async (tx) => {
    const present = await tx.selectFrom("libraryAsset").selectAll().where("id", "=", id).executeTakeFirst();
    if (present !== undefined && present.deletedAt === null) return toLibraryAsset(present);
    await requireNewName(tx, fields, id);
    const values = { ...fields, aliases: JSON.stringify(fields.aliases) };
    const row = await tx
      .insertInto("libraryAsset")
      .values({ ...values, id, createdBy })
      // Taken out before, or added by somebody else in this very moment.
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          ...values,
          deletedAt: null,
          version: eb("libraryAsset.version", "+", 1),
        })),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return toLibraryAsset(row);
  });
}

/** Changes fields and raises the version, unless nothing is different. Throws like `addToLibrary`, and `not-found`. */
export async function changeInLibrary(
  db: Db,
  id: string,
  change: Partial<LibraryFields>,
): Promise<LibraryAsset> {
  return db.transaction().execute(async (tx) => {
    const before = await readLibraryAsset(tx, id);
    const after = { ...before, ...change };
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    requireSubstance(after);
    await requireNewName(tx, after, id);
    const { category, name, description, mediaHash } = after;
    const row = await tx
      .updateTable("libraryAsset")
      .set({ category, name, description, mediaHash, aliases: JSON.stringify(after.aliases) })
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toLibraryAsset(row);
  });
}

/** Takes an asset out of the library; films that use it keep what they copied. Throws `not-found`. */
export async function removeFromLibrary(db: Db, id: string): Promise<void> {
  await readLibraryAsset(db, id);
  await db.updateTable("libraryAsset").set({ deletedAt: new Date() }).where("id", "=", id).execute();
}

/** Puts an asset back that was taken out, as it was. Throws `conflict` when another took its name meanwhile, and `not-found`. */
export async function restoreToLibrary(db: Db, id: string): Promise<LibraryAsset> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("libraryAsset").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined)
      throw new AppError("not-found", { sentence: "This asset was never in the library." });
    await requireNewName(tx, toLibraryAsset(row), id);
    await tx.updateTable("libraryAsset").set({ deletedAt: null }).where("id", "=", id).execute();
    return toLibraryAsset(row);
  });
}

/** Whether the actor may see a picture: it belongs to one of their projects, or is in the library. */
export async function requireVisiblePicture(db: Db, actor: Actor, hash: string): Promise<void> {
  const row = await db
    .selectFrom("media")
    .select("mime")
    .where("hash", "=", hash)
    .$if(actor.kind !== "operator", (query) =>
      query.where((eb) =>
        eb.or([
          eb.exists(
            eb
              .selectFrom("projectMedia")
              .innerJoin("member", "member.projectId", "projectMedia.projectId")
              .select("projectMedia.hash")
              .where("projectMedia.hash", "=", hash)
              .where("member.userId", "=", actor.id),
          ),
          eb.exists(
            eb
              .selectFrom("libraryAsset")
              .select("id")
              .where("mediaHash", "=", hash)
              .where("deletedAt", "is", null),
          ),
        ]),
      ),
    )
    .executeTakeFirst();
  if (row?.mime.startsWith("image/") !== true) {
    throw new AppError("bad-request", {
      sentence: "There is no such picture in your projects.",
      nextStep: "Upload it to a project first.",
      field: "mediaHash",
    });
  }
}

function requireSubstance({
  description,
  mediaHash,
}: Pick<LibraryFields, "description" | "mediaHash">): void {
  if (mediaHash !== null || description.trim() !== "") return;
  throw new AppError("bad-request", {
    sentence: "A library asset needs a picture or a description.",
    nextStep: "Add a picture, or write what it looks like, then promote it.",
    field: "description",
  });
}

/** Compared without regard to case: two assets that read the same could not be told apart in casting. */
async function requireNewName(tx: Db, { category, name }: LibraryFields, exceptId?: string): Promise<void> {
  const rows = await tx
    .selectFrom("libraryAsset")
    .select(["id", "name"])
    .where("category", "=", category)
    .where("deletedAt", "is", null)
    .execute();
  const twin = rows.find((row) => row.id !== exceptId && row.name.toLowerCase() === name.toLowerCase());
  if (twin === undefined) return;
  throw new AppError("conflict", {
    sentence: `The library has a ${category} called "${twin.name}" already.`,
    nextStep: "Link that one, or choose another name.",
    field: "name",
  });
}

function toLibraryAsset(row: Selectable<Database["libraryAsset"]>): LibraryAsset {
  const { id, category, name, aliases, description, mediaHash, version, createdBy } = row;
  const createdAt = row.createdAt.getTime();
  return { id, category, name, aliases, description, mediaHash, version, createdBy, createdAt };
}
