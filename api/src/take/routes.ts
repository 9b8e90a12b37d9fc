import { z } from "zod";
import { staleCause } from "@backlot/shared/build/inputs";
import { AppError } from "@backlot/shared/errors/app-error";
import { take } from "@backlot/shared/generation/artifact";
import { createFilmReader } from "@backlot/shared/server/film-reader";
import { listTakes } from "@backlot/shared/server/takes";
import type { Film } from "@backlot/shared/build/film";
import { firstSetup, type Setup } from "@backlot/shared/generation/setup";
import { freshVariation, setupNow, takesSoFar, type TakesSoFar } from "@backlot/shared/server/setups";
import { slot, type Slot } from "@backlot/shared/shot/schema";
import { createRouter, type ApiDeps } from "../app-env.ts";
import type { TemporalClient } from "../engine/temporal.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { lastOptions, madeLike, readStale, startSlotJob, startSlotJobs } from "./bring-up-to-date.ts";
import { tellJobs } from "./jobs.ts";
import { estimateSeconds } from "./pace.ts";

const listRoute = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/takes",
  summary: "All takes of the project, newest first, with what makes each stale today",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ takes: z.array(take) }), "The takes.") },
});

const makeRoute = defineRoute("run.start", {
  method: "post",
  path: "/api/projects/{projectId}/takes",
  summary: "Make another take of one slot",
  request: {
    params: projectParams,
    body: jsonBody(
      z.object({
        shotId: z.string().min(1),
        slot,
        /** Another number is another take; left out, the shot is staged as it was not before. */
        variation: z.number().int().min(0).max(100_000).optional(),
      }),
    ),
  },
  responses: { 202: jsonAnswer(z.object({ jobId: z.string() }), "The job that makes it.") },
});

const staleRoute = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/stale",
  summary: "What is stale, why, and how long bringing it up to date takes",
  request: { params: projectParams },
  responses: {
    200: jsonAnswer(
      z.object({
        shots: z.array(z.object({ shotId: z.string(), slots: z.array(slot), causes: z.array(staleCause) })),
        items: z.number().int(),
        /** Null where nothing like it was measured yet. */
        estimatedSeconds: z.number().nullable(),
      }),
      "The stale shots in story order.",
    ),
  },
});

const refreshRoute = defineRoute("run.start", {
  method: "post",
  path: "/api/projects/{projectId}/bring-up-to-date",
  summary: "Remake what is stale, and only that",
  request: {
    params: projectParams,
    body: jsonBody(z.object({ shotIds: z.array(z.string()).max(2000).optional() })),
  },
  responses: {
    202: jsonAnswer(
      z.object({
        jobs: z.number().int(),
        notStarted: z.number().int().describe("Stay stale: ask again."),
      }),
      "How many jobs were started.",
    ),
  },
});

/** Takes, their staleness, and asking for single slots again. */
export function takeRoutes(deps: ApiDeps, temporal: TemporalClient) {
  const { db, documents } = deps;
  const films = createFilmReader(documents);
  return createRouter()
    .openapi(listRoute, async (c) => {
      const film = await films.read(c.req.valid("param").projectId);
      return c.json({ takes: await listTakes(db, film) }, 200);
    })
    .openapi(makeRoute, async (c) => {
      const { projectId } = c.req.valid("param");
      const body = c.req.valid("json");
      const film = await films.read(projectId);
      const options = await lastOptions(db, projectId);
      const jobId = await startSlotJob(db, temporal, {
        film,
        ...body,
        ...(await anotherSetup(deps, film, body)),
        options,
        actor: actorOf(c),
      });
      await tellJobs(deps, projectId);
      return c.json({ jobId }, 202);
    })
    .openapi(staleRoute, async (c) => {
      const { projectId } = c.req.valid("param");
      const stale = await readStale(db, await films.read(projectId));
      const shots = [...Map.groupBy(stale, (one) => one.shotId)].map(([shotId, slots]) => ({
        shotId,
        slots: slots.map((one) => one.slot),
        causes: [
          ...new Map(
            slots.flatMap((one) => one.causes).map((one) => [`${one.object} ${one.field}`, one]),
          ).values(),
        ],
      }));
      const options = await lastOptions(db, projectId);
      const estimatedSeconds = await estimateSeconds(
        db,
        projectId,
        stale.map(({ slot: one, take }) => ({ slot: one, quality: madeLike(take, options).quality })),
      );
      return c.json({ shots, items: stale.length, estimatedSeconds }, 200);
    })
    .openapi(refreshRoute, async (c) => {
      const { projectId } = c.req.valid("param");
      const wanted = c.req.valid("json").shotIds;
      const film = await films.read(projectId);
      const missing = wanted?.find((id) => !film.shots.some((one) => one.id === id));
      if (missing !== undefined) {
        throw new AppError("not-found", {
          sentence: "One of these shots is no longer in the film.",
          field: "shotIds",
        });
      }
      const options = await lastOptions(db, projectId);
      const takes = await takesSoFar(db, projectId);
      const actor = actorOf(c);
      const slots = (await readStale(db, film)).filter((one) => wanted?.includes(one.shotId) ?? true);
      const { started, notStarted } = await startSlotJobs(
        db,
        temporal,
        slots.map(({ shotId, slot: one, take }) => ({
          film,
          shotId,
          slot: one,
          ...setupOfShot(film, { shotId, slot: one }, takes),
          options: madeLike(take, options),
          actor,
          replacesCircled: true,
        })),
      );
      await tellJobs(deps, projectId);
      return c.json({ jobs: started, notStarted }, 202);
    });
}

/** The set-up in which a shot stands now: bringing it up to date keeps what the crew asked for. */
function setupOfShot(film: Film, at: { shotId: string; slot: Slot }, takes: TakesSoFar): Setup {
  const shot = film.shots.find((one) => one.id === at.shotId);
  return shot === undefined ? firstSetup : setupNow(shot, at.slot, takes);
}

/** A set-up of the shot that was not drawn yet; the very first take is the first one. */
async function anotherSetup(
  { db }: ApiDeps,
  film: Film,
  at: { shotId: string; slot: Slot; variation?: number },
): Promise<Setup> {
  const takes = await takesSoFar(db, film.projectId);
  const now = setupOfShot(film, at, takes);
  const shot = film.shots.find((one) => one.id === at.shotId);
  if (at.variation !== undefined) return { ...now, variation: at.variation };
  if (shot === undefined || !takes.slots.has(`${at.shotId} ${at.slot}`)) return now;
  return { ...now, variation: freshVariation(shot, now, takes) };
}
