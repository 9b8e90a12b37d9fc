import type { Kysely, Selectable } from "kysely";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import { firstAccessVersion } from "../project/create-project.ts";
import { hashToken } from "./tokens.ts";

export type Invitation = Selectable<Database["invitation"]> & { projectTitle: string | null };

/**
 * The invitation behind a link.
 *
 * @throws AppError `not-found` for a token that never was; `gone` when it is used up, withdrawn or too old
 */
export async function findInvitation(db: Kysely<Database>, token: string): Promise<Invitation> {
  const row = await db
    .selectFrom("invitation")
    .leftJoin("project", "project.id", "invitation.projectId")
    .selectAll("invitation")
    .select(["project.title as projectTitle", "project.deletedAt as projectDeletedAt"])
    .where("tokenHash", "=", hashToken(token))
    .executeTakeFirst();
  if (row === undefined) {
    throw new AppError("not-found", {
      sentence: "This link is not one of ours.",
      nextStep: "Check that it was copied whole.",
    });
  }
  const isOver =
    row.revokedAt !== null ||
    row.usesLeft < 1 ||
    row.expiresAt.getTime() <= Date.now() ||
    row.projectDeletedAt !== null;
  if (isOver) throw used();
  return row;
}

/** Takes one use of an invitation, inside the transaction that gives what it promises. Throws `gone` when too late. */
export async function takeInvitation(tx: Kysely<Database>, id: string): Promise<void> {
  const taken = await tx
    .updateTable("invitation")
    .set((eb) => ({ usesLeft: eb("usesLeft", "-", 1) }))
    .where("id", "=", id)
    .where("usesLeft", ">", 0)
    .where("revokedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (taken === undefined) throw used();
}

/** Makes somebody a member with the invitation's role; false when they are one already, in whatever role. */
export async function joinProject(
  tx: Kysely<Database>,
  { projectId, role }: { projectId: string; role: Invitation["role"] },
  userId: string,
): Promise<boolean> {
  const joined = await tx
    .insertInto("member")
    .values({ projectId, userId, role, accessVersion: firstAccessVersion() })
    .onConflict((conflict) => conflict.columns(["projectId", "userId"]).doNothing())
    .returning("userId")
    .executeTakeFirst();
  return joined !== undefined;
}

function used(): AppError {
  return new AppError("gone", {
    sentence: "This link was used, withdrawn, or is too old.",
    nextStep: "Ask for a new one. The link to the first account is printed at every start of the studio.",
  });
}
