import { z } from "zod";
import { role } from "@backlot/shared/access/roles";
import { ScriptSource } from "@backlot/shared/screenplay/script-source";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { requireRole } from "../access/policy.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { createProject } from "./create-project.ts";
import { listProjects, readProject, setBudget } from "./store.ts";

/** A title: 1 to 200 characters after trimming. */
export const projectTitle = z.string().trim().min(1, "Give the project a title.").max(200);

const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable().describe("Null for guests and the operator."),
  color: z.string(),
});
const projectSummary = z.object({
  id: z.string(),
  title: z.string(),
  role,
  isSample: z.boolean(),
  updatedAt: z.number().describe("Epoch milliseconds of the last change."),
});
const projectDetail = z.object({
  id: z.string(),
  title: z.string(),
  role,
  budgetMicros: z.number().int().describe("Micro-credits."),
  spentMicros: z.number().int().describe("Micro-credits."),
  isSample: z.boolean(),
});
const tags = ["Projects"];

const me = defineRoute("signed-in", {
  method: "get",
  path: "/api/me",
  tags,
  summary: "Who am I, and which projects have I",
  responses: { 200: jsonAnswer(z.object({ user, projects: z.array(projectSummary) }), "You.") },
});
const create = defineRoute("signed-in", {
  method: "post",
  path: "/api/projects",
  tags,
  summary: "Make a project, with a screenplay if one is given",
  request: {
    body: jsonBody(ScriptSource.extend({ title: projectTitle })),
  },
  responses: { 201: jsonAnswer(projectDetail, "The project; you own it.") },
});
const read = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}",
  tags,
  summary: "Read a project",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(projectDetail, "The project.") },
});
const change = defineRoute("project.edit", {
  method: "patch",
  path: "/api/projects/{projectId}",
  tags,
  summary: "Change title or budget",
  description: "The budget is for producers and owners.",
  request: {
    params: projectParams,
    body: jsonBody(
      z
        .object({ title: projectTitle, budgetMicros: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) })
        .partial(),
    ),
  },
  responses: { 200: jsonAnswer(projectDetail, "The project as it is now.") },
});
const remove = defineRoute("project.delete", {
  method: "delete",
  path: "/api/projects/{projectId}",
  tags,
  summary: "Delete a project",
  request: { params: projectParams },
  responses: { 204: { description: "Deleted; nobody can open it any more." } },
});

export function projectRoutes(deps: ApiDeps) {
  const { db, documents } = deps;
  return createRouter()
    .openapi(me, async (c) => {
      const { id, name, email, color } = actorOf(c);
      return c.json({ user: { id, name, email, color }, projects: await listProjects(db, actorOf(c)) }, 200);
    })
    .openapi(create, async (c) => {
      const fields = c.req.valid("json");
      const actor = actorOf(c);
      if (actor.kind === "guest") requireRole("reviewer", "project.edit");
      const projectId = await createProject(deps, actor, fields);
      return c.json(await readProject(db, { projectId, role: "owner", accessVersion: 0 }), 201);
    })
    .openapi(read, async (c) => c.json(await readProject(db, c.var.member), 200))
    .openapi(change, async (c) => {
      const { title, budgetMicros } = c.req.valid("json");
      const { projectId, role } = c.var.member;
      const { id: userId, name } = actorOf(c);
      if (budgetMicros !== undefined) {
        requireRole(role, "budget.set");
        await setBudget(db, { projectId, userId, budgetMicros });
      }
      if (title !== undefined) {
        // The live document first: where it cannot be reached, the title stays what it was everywhere.
        await documents.command({
          key: `title:${c.var.requestId}:${projectId}`,
          projectId,
          actor: { id: userId, name },
          command: { type: "setTitle", title },
        });
        await db.updateTable("project").set({ title }).where("id", "=", projectId).execute();
      }
      await documents.emit(projectId, { type: "project" });
      return c.json(await readProject(db, c.var.member), 200);
    })
    .openapi(remove, async (c) => {
      const { projectId } = c.var.member;
      const userId = actorOf(c).id;
      const members = await db.transaction().execute(async (tx) => {
        await tx
          .updateTable("project")
          .set({ deletedAt: new Date() })
          .where("id", "=", projectId)
          .where("deletedAt", "is", null)
          .execute();
        await recordAudit(tx, { projectId, userId, action: "project.delete" });
        return tx.selectFrom("member").select("userId").where("projectId", "=", projectId).execute();
      });
      await Promise.all(members.map((member) => documents.revokeAccess(projectId, member.userId)));
      return c.body(null, 204);
    });
}
