import { z } from "zod";
import { readLockedNumbers, readPageOptions } from "@backlot/shared/documents/page-options";
import { readRevisions, type RevisionSet } from "@backlot/shared/documents/revisions";
import { readScreenplay } from "@backlot/shared/documents/script";
import { scriptAsFdx } from "@backlot/shared/documents/script-as-fdx";
import { readScriptSettings } from "@backlot/shared/documents/script-settings";
import { AppError } from "@backlot/shared/errors/app-error";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { ScriptSource } from "@backlot/shared/screenplay/script-source";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { attachment } from "../web/attachment.ts";
import { printScreenplay } from "./pdf/print-screenplay.ts";
import { readProject } from "../project/store.ts";
import { putScript } from "./put-script.ts";
import { takeIn } from "./take-in.ts";

const tags = ["Script"];

const exportScript = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/script.fountain",
  tags,
  summary: "Download the screenplay as Fountain",
  request: { params: projectParams },
  responses: {
    200: {
      description: "The screenplay.",
      content: { "text/plain; charset=utf-8": { schema: z.string() } },
    },
  },
});
const printScript = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/script.pdf",
  tags,
  summary: "Download the screenplay as PDF",
  description: "The same pages as in Script Lab, on the paper that the script is set to.",
  request: { params: projectParams },
  responses: {
    200: {
      description: "The pages.",
      content: { "application/pdf": { schema: z.string().meta({ format: "binary" }) } },
    },
  },
});
const exportFdx = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/script.fdx",
  tags,
  summary:
    "Download the screenplay for Final Draft, with the breakdown as tags and the open notes of the margin",
  request: { params: projectParams },
  responses: {
    200: {
      description: "The screenplay.",
      content: { "application/xml; charset=utf-8": { schema: z.string() } },
    },
  },
});
const importScript = defineRoute("document.edit", {
  method: "post",
  path: "/api/projects/{projectId}/script/import",
  tags,
  summary: "Replace the screenplay by a Fountain text, a Final Draft file or a screenplay",
  description:
    "One of the three. Blocks that did not change keep their ids, and with them their shots and takes. What a Final Draft file tags becomes assets.",
  request: { params: projectParams, body: jsonBody(ScriptSource) },
  responses: { 200: jsonAnswer(z.object({ blocks: z.number().int() }), "How many blocks there are now.") },
});

/** What revised pages say at their top: "Blue Rev. 2026-11-21". */
function revisionHeader(set: RevisionSet | undefined): { set: string; header: string } | null {
  if (set === undefined) return null;
  const name = set.name.charAt(0).toUpperCase() + set.name.slice(1);
  return { set: set.id, header: `${name} Rev. ${new Date(set.startedAt).toISOString().slice(0, 10)}` };
}

export function scriptRoutes({ db, documents }: ApiDeps) {
  return createRouter()
    .openapi(exportScript, async (c) => {
      const { title } = await readProject(db, c.var.member);
      const doc = await documents.readDocument(c.var.member.projectId, "script");
      const text = printFountain(readScreenplay(doc), { numbers: readLockedNumbers(doc) });
      return c.text(text, 200, { "content-disposition": attachment(`${title}.fountain`) });
    })
    .openapi(printScript, async (c) => {
      const { title } = await readProject(db, c.var.member);
      const doc = await documents.readDocument(c.var.member.projectId, "script");
      const { continued, spelling } = readScriptSettings(doc);
      const { sets, areNumbersLocked } = readRevisions(doc);
      const pdf = await printScreenplay(c.var.member.projectId, {
        title,
        ...readScreenplay(doc),
        pages: readPageOptions(doc),
        continued,
        language: spelling,
        areNumbersLocked,
        revision: revisionHeader(sets.at(-1)),
      });
      return c.body(pdf, 200, {
        "content-type": "application/pdf",
        "content-disposition": attachment(`${title}.pdf`),
        "cache-control": "private, no-store",
      });
    })
    .openapi(exportFdx, async (c) => {
      const { title } = await readProject(db, c.var.member);
      const { projectId } = c.var.member;
      const [script, assets, notes] = await Promise.all([
        documents.readDocument(projectId, "script"),
        documents.readDocument(projectId, "assets"),
        documents.readDocument(projectId, "notes"),
      ]);
      const text = scriptAsFdx({ script, assets, notes });
      return c.text(text, 200, {
        "content-type": "application/xml; charset=utf-8",
        "content-disposition": attachment(`${title}.fdx`),
      });
    })
    .openapi(importScript, async (c) => {
      // Looked at here, so that a bad file is refused with its reason before anything is asked to change.
      const taken = await takeIn(c.req.valid("json"));
      if (taken === null) {
        throw new AppError("bad-request", { sentence: "There is no script to import.", field: "fountain" });
      }
      const { projectId } = c.var.member;
      const key = `import:${projectId}:${crypto.randomUUID()}`;
      await putScript({ documents }, { key, projectId, actor: actorOf(c) }, taken);
      return c.json({ blocks: taken.blocks }, 200);
    });
}
