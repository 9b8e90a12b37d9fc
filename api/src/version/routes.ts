import { z } from "zod";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import { newId } from "@backlot/shared/documents/record";
import { readScreenplay } from "@backlot/shared/documents/script";
import { readWriting } from "@backlot/shared/documents/writing";
import { AppError } from "@backlot/shared/errors/app-error";
import { keepVersion, listVersions, readVersion, renameVersion } from "@backlot/shared/server/versions";
import {
  scriptVersion,
  scriptVersionText,
  scriptWriter,
  versionName,
  versionReason,
} from "@backlot/shared/version/schema";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";

const tags = ["Versions"];
const base = "/api/projects/{projectId}/versions";
const params = projectParams.extend({ versionId: z.string().min(1).max(64) });

const list = defineRoute("project.read", {
  method: "get",
  path: base,
  tags,
  summary: "List the versions of the screenplay, newest first",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ versions: z.array(scriptVersion) }), "The versions.") },
});
const keep = defineRoute("document.edit", {
  method: "post",
  path: base,
  tags,
  summary: "Keep the screenplay as it is as a version",
  description:
    "With a name it is kept for good. Without one it is kept before a larger change that the client is about to make. " +
    "When the newest version says the same, that one is answered.",
  request: {
    params: projectParams,
    body: jsonBody(
      z.union([
        z.object({ name: versionName }),
        z.object({ before: versionReason.extract(["restore", "accept-all", "rename", "import"]) }),
      ]),
    ),
  },
  responses: { 201: jsonAnswer(z.object({ version: scriptVersion }), "The version.") },
});
const read = defineRoute("project.read", {
  method: "get",
  path: `${base}/{versionId}`,
  tags,
  summary: "Read a version with its text and who wrote it",
  request: { params },
  responses: { 200: jsonAnswer(scriptVersionText, "The version.") },
});
const rename = defineRoute("document.edit", {
  method: "patch",
  path: `${base}/{versionId}`,
  tags,
  summary: "Name a version; a named version is kept for good",
  request: { params, body: jsonBody(z.object({ name: versionName })) },
  responses: { 200: jsonAnswer(z.object({ version: scriptVersion }), "The version.") },
});
const restore = defineRoute("document.edit", {
  method: "post",
  path: `${base}/{versionId}/restore`,
  tags,
  summary: "Make the screenplay say what a version said",
  description:
    "A forward edit: blocks keep their ids, the words that stay are not touched, and what was there before is kept as " +
    "a version of its own.",
  request: { params },
  responses: { 200: jsonAnswer(z.object({ blocks: z.number().int() }), "How many blocks there are now.") },
});
const writers = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/script/writers",
  tags,
  summary: "Whose edits the client numbers of the screenplay stand for",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ writers: z.array(scriptWriter) }), "The writers.") },
});

export function versionRoutes({ db, documents }: Pick<ApiDeps, "db" | "documents">) {
  async function found(projectId: string, versionId: string) {
    const version = await readVersion(db, projectId, versionId);
    if (version !== null) return version;
    throw new AppError("not-found", {
      sentence: "This version is not there any more.",
      nextStep: "Choose another one from the list.",
    });
  }

  return createRouter()
    .openapi(list, async (c) => c.json({ versions: await listVersions(db, c.var.member.projectId) }, 200))
    .openapi(keep, async (c) => {
      const { projectId } = c.var.member;
      const { id, name } = actorOf(c);
      const body = c.req.valid("json");
      const { version } = await keepVersion(db, {
        projectId,
        state: await documents.read(projectId, "script"),
        by: { id, name },
        ...("name" in body ? { reason: "named", name: body.name } : { reason: body.before }),
      });
      await documents.emit(projectId, { type: "versions" });
      return c.json({ version }, 201);
    })
    .openapi(read, async (c) => {
      const { projectId, versionId } = c.req.valid("param");
      const { version, state } = await found(projectId, versionId);
      const doc = toDocument(state);
      return c.json({ version, screenplay: readScreenplay(doc), writing: readWriting(doc) }, 200);
    })
    .openapi(rename, async (c) => {
      const { projectId, versionId } = c.req.valid("param");
      const version = await renameVersion(db, projectId, versionId, c.req.valid("json").name);
      if (version === null)
        throw new AppError("not-found", { sentence: "This version is not there any more." });
      await documents.emit(projectId, { type: "versions" });
      return c.json({ version }, 200);
    })
    .openapi(restore, async (c) => {
      const { projectId, versionId } = c.req.valid("param");
      const { state } = await found(projectId, versionId);
      const { id, name } = actorOf(c);
      const screenplay = readScreenplay(toDocument(state));
      await documents.command({
        key: newId("restore"),
        projectId,
        actor: { id, name },
        command: { type: "restoreScript", screenplay },
      });
      return c.json({ blocks: screenplay.blocks.length }, 200);
    })
    .openapi(writers, async (c) => {
      const { projectId } = c.req.valid("param");
      const rows = await db
        .selectFrom("documentWriter")
        .leftJoin("user", "user.id", "documentWriter.userId")
        .select(["documentWriter.clientId", "documentWriter.userId", "documentWriter.userName", "user.color"])
        .where("documentWriter.document", "=", documentName({ projectId, kind: "script" }))
        .orderBy("documentWriter.at")
        .execute();
      return c.json(
        {
          writers: rows.map((row) => ({
            clientId: Number(row.clientId),
            userId: row.userId,
            name: row.userName,
            color: row.color,
          })),
        },
        200,
      );
    });
}
