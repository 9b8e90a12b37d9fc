import { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";
import { workflowId } from "@backlot/shared/pipeline/contract";
import { createRouter, type ApiDeps } from "../app-env.ts";
import type { TemporalClient } from "../engine/temporal.ts";
import { defineRoute, jsonAnswer, projectParams } from "../route.ts";
import { callEngine } from "../run/engine-call.ts";
import { jobView, listJobs } from "./jobs.ts";

const list = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/jobs",
  summary: "Takes and films that are being made outside a run, and what failed of the last day",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ jobs: z.array(jobView) }), "The jobs, newest first.") },
});

const cancel = defineRoute("run.control", {
  method: "post",
  path: "/api/projects/{projectId}/jobs/{jobId}/cancel",
  summary: "Cancel a take or a film that is being made outside a run",
  request: { params: projectParams.extend({ jobId: z.string().min(1).max(300) }) },
  responses: {
    202: jsonAnswer(z.object({ jobId: z.string() }), "Asked for; it leaves the list within seconds."),
  },
});

/** Jobs outside a run: watched and cancelled. */
export function jobRoutes({ db }: ApiDeps, temporal: TemporalClient) {
  return createRouter()
    .openapi(list, async (c) => c.json({ jobs: await listJobs(db, c.req.valid("param").projectId) }, 200))
    .openapi(cancel, async (c) => {
      const { projectId, jobId } = c.req.valid("param");
      const job = await db
        .selectFrom("job")
        .select(["kind", "status"])
        .where("id", "=", jobId)
        .where("projectId", "=", projectId)
        .executeTakeFirst();
      if (job === undefined) throw new AppError("not-found", { sentence: "There is no such job." });
      if (job.status !== "queued" && job.status !== "working")
        throw new AppError("conflict", { sentence: "This has ended already." });
      const workflow = job.kind === "render" ? workflowId.render(jobId) : workflowId.generation(jobId);
      await callEngine(temporal, (client) => client.workflow.getHandle(workflow).cancel());
      return c.json({ jobId }, 202);
    });
}
