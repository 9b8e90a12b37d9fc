import type { Kysely } from "kysely";
import { may, type Action, type Role } from "@backlot/shared/access/roles";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Actor, Member } from "../app-env.ts";

/**
 * The actor's membership of a project, if its role includes the action. The operator acts as an owner of every project.
 *
 * @throws AppError `not-found` for strangers as for projects that do not exist, so that neither can be told apart;
 * `not-allowed` for members whose role does not include the action
 */
export async function requireMember(
  db: Kysely<Database>,
  actor: Actor,
  projectId: string,
  action: Action,
): Promise<Member> {
  const member = await findMember(db, actor, projectId);
  if (member === null) {
    throw new AppError("not-found", {
      sentence: "There is no such project, or you are not a member of it.",
      nextStep: "Ask somebody in the project for an invitation.",
    });
  }
  requireRole(member.role, action);
  return member;
}

/** @throws AppError `not-allowed` when the role does not include the action */
export function requireRole(role: Role, action: Action): void {
  if (may(role, action)) return;
  throw new AppError("not-allowed", {
    sentence: `You are ${roleWithArticle[role]} here, and ${actionSentences[action]} is not part of that.`,
    nextStep: "Ask a producer or an owner of the project.",
  });
}

async function findMember(db: Kysely<Database>, actor: Actor, projectId: string): Promise<Member | null> {
  if (actor.kind === "operator") {
    const project = await db
      .selectFrom("project")
      .select("id")
      .where("id", "=", projectId)
      .where("deletedAt", "is", null)
      .executeTakeFirst();
    return project === undefined ? null : { projectId, role: "owner", accessVersion: 1 };
  }
  const row = await db
    .selectFrom("member")
    .innerJoin("project", "project.id", "member.projectId")
    .select(["member.role", "member.accessVersion"])
    .where("member.projectId", "=", projectId)
    .where("member.userId", "=", actor.id)
    .where("project.deletedAt", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : { projectId, ...row };
}

const roleWithArticle: Record<Role, string> = {
  owner: "an owner",
  producer: "a producer",
  crew: "crew",
  reviewer: "a reviewer",
};

const actionSentences: Record<Action, string> = {
  "project.read": "opening the project",
  "project.edit": "changing the project",
  "project.delete": "deleting the project",
  "document.edit": "editing",
  "note.write": "leaving notes",
  "media.upload": "uploading",
  "run.start": "starting a run",
  "run.control": "controlling a run",
  "gate.decide": "deciding at a gate",
  "budget.set": "setting the budget",
  "member.manage": "managing members",
  "key.manage": "managing provider keys",
};
