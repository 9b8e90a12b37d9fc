import { newId } from "@backlot/shared/documents/record";
import type { ScriptSource } from "@backlot/shared/screenplay/script-source";
import type { Actor, ApiDeps } from "../app-env.ts";
import { putScript } from "../script/put-script.ts";
import { takeIn } from "../script/take-in.ts";

export type NewProject = ScriptSource & { title: string; isSample?: boolean };

/**
 * Makes a project with its owner and, if given, its screenplay. The operator's projects belong to the studio's first
 * person, where there is one, so that a film made in the terminal is found in the browser.
 *
 * @throws AppError `bad-file` or `too-large` for a screenplay that cannot be taken in; then there is no project
 */
export async function createProject(
  { db, documents }: Pick<ApiDeps, "db" | "documents">,
  actor: Actor,
  { title, isSample = false, ...source }: NewProject,
): Promise<string> {
  const taken = await takeIn(source);
  const projectId = newId("project");
  const ownerId = actor.kind === "operator" ? await firstPerson(db) : actor.id;
  await db.transaction().execute(async (tx) => {
    await tx.insertInto("project").values({ id: projectId, title, createdBy: actor.id, isSample }).execute();
    if (ownerId !== null) {
      await tx
        .insertInto("member")
        .values({ projectId, userId: ownerId, role: "owner", accessVersion: firstAccessVersion() })
        .execute();
    }
  });
  if (taken !== null) {
    try {
      await putScript({ documents }, { key: `${projectId}:first-import`, projectId, actor }, taken);
    } catch (error) {
      await db.deleteFrom("project").where("id", "=", projectId).execute();
      throw error;
    }
  }
  return projectId;
}

/**
 * The access version a membership starts with: higher than any that the same person had before being removed, so
 * that no ticket of then opens a door now.
 */
export function firstAccessVersion(): number {
  return Math.floor(Date.now() / 1000);
}

async function firstPerson(db: ApiDeps["db"]): Promise<string | null> {
  const row = await db
    .selectFrom("user")
    .select("id")
    .where("kind", "=", "person")
    .orderBy("createdAt")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
