import { z } from "zod";
import { filmDigest } from "@backlot/shared/cut/film-plan";
import { take } from "@backlot/shared/generation/artifact";
import { taskQueue, workflowId, workflowType, type RenderJobInput } from "@backlot/shared/pipeline/contract";
import { runOptions } from "@backlot/shared/pipeline/stages";
import { artifactOfDigest } from "@backlot/shared/server/artifacts";
import { isUnspoken, readFilmPlan } from "@backlot/shared/server/film-plan";
import { createRouter, type ApiDeps } from "../app-env.ts";
import type { TemporalClient } from "../engine/temporal.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { callEngine } from "../run/engine-call.ts";
import { tellJobs, withJob } from "../take/jobs.ts";
import { listFilms } from "./store.ts";

const tags = ["Films"];

const film = take.extend({
  captionsHash: z.string().nullable().describe("WebVTT, for the player."),
  captionsSrtHash: z.string().nullable().describe("SubRip, for download."),
  loudness: z.number().nullable().describe("LUFS; null when there is nothing to hear."),
  hasVoice: z.boolean().describe("False when dialogue is timed silence."),
  soundNote: z.string(),
  language: z.string().describe('What is spoken and captioned, as a tag such as "de".'),
  leftOut: z.array(z.string()).describe("Shots of the cut that had no clip."),
});

const list = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/films",
  tags,
  summary: "Finished films, newest first",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ films: z.array(film) }), "The films.") },
});
const rendered = z.object({
  renderId: z.string(),
  filmId: z.string().nullable().describe("The film, where it is there already."),
});
const render = defineRoute("run.start", {
  method: "post",
  path: "/api/projects/{projectId}/renders",
  tags,
  summary: "Render the cut as it is now",
  request: {
    params: projectParams,
    body: jsonBody(z.object({ options: runOptions.default(runOptions.parse({})) })),
  },
  description:
    "The same cut is one film: asking again finds the render under way, or the film that is there.",
  responses: {
    200: jsonAnswer(rendered, "`filmId` shows exactly this already; nothing is rendered."),
    202: jsonAnswer(
      rendered,
      "It is rendered: `/jobs` says how far it is, and the film appears in the list.",
    ),
  },
});

/** Finished films, and rendering the cut outside a run. */
export function renderRoutes(deps: ApiDeps, temporal: TemporalClient) {
  return createRouter()
    .openapi(list, async (c) =>
      c.json({ films: await listFilms(deps.db, c.req.valid("param").projectId) }, 200),
    )
    .openapi(render, async (c) => {
      const { projectId } = c.req.valid("param");
      const { options } = c.req.valid("json");
      const { id, name } = actorOf(c);
      const plan = await readFilmPlan(deps, projectId, options.delivery);
      const digest = filmDigest(plan, options.delivery);
      // Made of what the film will show, so that asking twice is asking once.
      const film = await artifactOfDigest(deps.db, projectId, "render", digest);
      // Whether there is a voice by now is known where films are rendered; without one it is found again there.
      const isSilent = film !== null && (await isUnspoken(deps.db, film.id, plan));
      const renderId = `render:${projectId}:${digest.slice(0, 24)}${isSilent ? `:after-${film.number}` : ""}`;
      if (film !== null && !isSilent) return c.json({ renderId, filmId: film.id }, 200);
      const input: RenderJobInput = { renderId, projectId, runId: null, options, actor: { id, name } };
      await withJob(deps.db, { id: renderId, projectId, kind: "render", shotId: null, actorName: name }, () =>
        callEngine(temporal, (client) =>
          client.workflow.start(workflowType.renderJob, {
            workflowId: workflowId.render(renderId),
            taskQueue: taskQueue.studio,
            args: [input],
            workflowIdConflictPolicy: "USE_EXISTING",
          }),
        ),
      );
      await tellJobs(deps, projectId);
      return c.json({ renderId, filmId: null }, 202);
    });
}
