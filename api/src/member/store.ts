import type { Kysely } from "kysely";
import { grantableRoles, type Role } from "@backlot/shared/access/roles";
import { newId } from "@backlot/shared/documents/record";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Actor, Member } from "../app-env.ts";
import { shownEmail } from "../access/people.ts";
import { newLinkToken, welcomePath } from "../access/tokens.ts";
import { recordAudit } from "../audit/record-audit.ts";

const week = 7 * 24 * 60 * 60 * 1000;

/** How often a link works unless told otherwise: reviewers come in groups, everybody else one by one. */
const usesByRole: Record<Role, number> = { owner: 1, producer: 1, crew: 1, reviewer: 20 };

type Db = Kysely<Database>;

export async function listMembers(db: Db, projectId: string) {
  const rows = await db
    .selectFrom("member")
    .innerJoin("user", "user.id", "member.userId")
    .select(["member.userId", "member.role", "member.joinedAt"])
    .select(["user.name", "user.email", "user.color", "user.kind"])
    .where("member.projectId", "=", projectId)
    .orderBy("member.joinedAt")
    .execute();
  return rows.map(({ kind, email, joinedAt, ...row }) => ({
    ...row,
    email: shownEmail({ email, kind }),
    joinedAt: joinedAt.getTime(),
  }));
}

/** Links that still work; their tokens are not kept, so they cannot be shown again. */
export async function listInvitations(db: Db, projectId: string) {
  const rows = await db
    .selectFrom("invitation")
    .select(["id", "role", "expiresAt", "usesLeft"])
    .where("projectId", "=", projectId)
    .where("revokedAt", "is", null)
    .where("usesLeft", ">", 0)
    .where("expiresAt", ">", new Date())
    .orderBy("createdAt")
    .execute();
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.getTime() }));
}

/** Makes a link. Throws `not-allowed` for a role that the inviter may not hand out. */
export async function createInvitation(
  db: Db,
  by: { member: Member; actor: Actor; publicUrl: string },
  { role, uses }: { role: Role; uses?: number | undefined },
) {
  const { projectId } = by.member;
  requireGrantable(by.member.role, role);
  const { token, tokenHash } = newLinkToken();
  const id = newId("invitation");
  const expiresAt = new Date(Date.now() + week);
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("invitation")
      .values({
        id,
        tokenHash,
        kind: "member",
        projectId,
        role,
        createdBy: by.actor.id,
        expiresAt,
        usesLeft: uses ?? usesByRole[role],
      })
      .execute();
    await recordAudit(tx, {
      projectId,
      userId: by.actor.id,
      action: "invitation.create",
      detail: { id, role },
    });
  });
  return { id, role, url: new URL(welcomePath(token), by.publicUrl).href, expiresAt: expiresAt.getTime() };
}

/** Withdraws a link; who came in through it stays. Throws `not-found`. */
export async function withdrawInvitation(
  db: Db,
  projectId: string,
  id: string,
  userId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const found = await tx
      .updateTable("invitation")
      .set({ revokedAt: new Date() })
      .where("id", "=", id)
      .where("projectId", "=", projectId)
      .where("revokedAt", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (found === undefined) throw new AppError("not-found", { sentence: "There is no such invitation." });
    await recordAudit(tx, { projectId, userId, action: "invitation.withdraw", detail: { id } });
  });
}

/**
 * Changes somebody's role; raising the access version ends every ticket of the old one. Setting the same role again
 * changes nothing. Answers whether anything changed.
 *
 * @throws AppError `not-allowed` for a role or a person above one's own; `conflict` for the last owner
 */
export async function changeRole(
  db: Db,
  by: { member: Member; actor: Actor },
  { userId, role }: { userId: string; role: Role },
): Promise<boolean> {
  const { projectId } = by.member;
  requireGrantable(by.member.role, role);
  return db.transaction().execute(async (tx) => {
    const current = await lockMember(tx, projectId, userId);
    requireGrantable(by.member.role, current.role);
    if (current.role === role) return false;
    if (current.role === "owner") await requireAnotherOwner(tx, projectId, userId);
    await tx
      .updateTable("member")
      .set((eb) => ({ role, accessVersion: eb("accessVersion", "+", 1) }))
      .where("projectId", "=", projectId)
      .where("userId", "=", userId)
      .execute();
    await recordAudit(tx, {
      projectId,
      userId: by.actor.id,
      action: "member.role",
      detail: { userId, from: current.role, to: role },
    });
    return true;
  });
}

/** Removes a member; everybody may leave. Throws like `changeRole`. */
export async function removeMember(
  db: Db,
  by: { member: Member; actor: Actor },
  userId: string,
): Promise<void> {
  const { projectId } = by.member;
  await db.transaction().execute(async (tx) => {
    const current = await lockMember(tx, projectId, userId);
    if (userId !== by.actor.id) requireGrantable(by.member.role, current.role);
    if (current.role === "owner") await requireAnotherOwner(tx, projectId, userId);
    await tx.deleteFrom("member").where("projectId", "=", projectId).where("userId", "=", userId).execute();
    await recordAudit(tx, {
      projectId,
      userId: by.actor.id,
      action: "member.remove",
      detail: { userId, role: current.role },
    });
  });
}

function requireGrantable(own: Role, role: Role): void {
  if (grantableRoles(own).includes(role)) return;
  throw new AppError("not-allowed", {
    sentence:
      role === "owner"
        ? "Only an owner decides about owners."
        : "Your role does not include managing members.",
    nextStep: "Ask an owner of the project.",
    field: "role",
  });
}

async function lockMember(tx: Db, projectId: string, userId: string): Promise<{ role: Role }> {
  const row = await tx
    .selectFrom("member")
    .select("role")
    .where("projectId", "=", projectId)
    .where("userId", "=", userId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError("not-found", { sentence: "This person is not a member." });
  return row;
}

/** The row locks make two owners who leave at the same time queue up: the second finds itself the last. */
async function requireAnotherOwner(tx: Db, projectId: string, userId: string): Promise<void> {
  const owners = await tx
    .selectFrom("member")
    .select("userId")
    .where("projectId", "=", projectId)
    .where("role", "=", "owner")
    .orderBy("userId")
    .forUpdate()
    .execute();
  if (owners.some((owner) => owner.userId !== userId)) return;
  throw new AppError("conflict", {
    sentence: "This is the last owner, and a project needs one.",
    nextStep: "Make somebody else an owner first.",
  });
}
