import type { Kysely } from "kysely";
import { shotsInOrder, type Film } from "@backlot/shared/build/film";
import { staleSlots, type StaleSlot } from "@backlot/shared/build/stale-shots";
import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";
import {
  workflowId,
  workflowType,
  taskQueue,
  type GenerationJobInput,
} from "@backlot/shared/pipeline/contract";
import { runOptions, type RunOptions } from "@backlot/shared/pipeline/stages";
import { listTakes } from "@backlot/shared/server/takes";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Slot } from "@backlot/shared/shot/schema";
import type { Direction } from "@backlot/shared/stage/direction";
import type { Actor } from "../app-env.ts";
import { callEngine } from "../run/engine-call.ts";
import { withJobs, type NewJob } from "./jobs.ts";
import type { TemporalClient } from "../engine/temporal.ts";

/** Every stale slot of the film, in story order, with its causes. */
export async function readStale(db: Kysely<Database>, film: Film): Promise<StaleSlot[]> {
  return staleSlots(shotsInOrder(film), await listTakes(db, film));
}

/** The options of the project's newest run, which single jobs follow; the defaults when there was none. */
export async function lastOptions(db: Kysely<Database>, projectId: string): Promise<RunOptions> {
  const row = await db
    .selectFrom("run")
    .select("options")
    .where("projectId", "=", projectId)
    .orderBy("number", "desc")
    .executeTakeFirst();
  return runOptions.parse(row?.options ?? {});
}

/** A take is replaced by one of its own kind: a master by a master, whatever the newest run made. */
export function madeLike(
  take: Pick<Take, "provider" | "quality">,
  { provider, quality }: Pick<RunOptions, "provider" | "quality">,
): Pick<RunOptions, "provider" | "quality"> {
  const known = runOptions.shape.provider.unwrap().safeParse(take.provider);
  return { provider: known.success ? known.data : provider, quality: take.quality ?? quality };
}

export type JobRequest = {
  film: Film;
  shotId: string;
  slot: Slot;
  variation: number;
  directions: Direction[];
  options: Pick<RunOptions, "provider" | "quality">;
  actor: Actor;
  replacesCircled?: boolean;
};

/**
 * Starts the job of one slot. Its id is made of what it will be made from, so that asking twice is asking once.
 * Throws `not-found` when the shot is gone and `engine-preparing` while there is no engine.
 */
export async function startSlotJob(
  db: Kysely<Database>,
  temporal: TemporalClient,
  request: JobRequest,
): Promise<string> {
  const job = jobOf(request);
  await withJobs(db, [recordOf(job)], () => start(temporal, job));
  return job.jobId;
}

/** So many jobs are handed to the engine at once. */
const startsAtOnce = 16;

/**
 * Starts many jobs and says how many. Once the first is on its way, one that the engine does not take does not hold the
 * others up: it is not listed and stays stale, so that asking again starts it. Throws like `startSlotJob` when none was.
 */
export async function startSlotJobs(
  db: Kysely<Database>,
  temporal: TemporalClient,
  requests: readonly JobRequest[],
): Promise<{ started: number; notStarted: number }> {
  const jobs = requests.map(jobOf);
  let started = 0;
  let failure: unknown = null;
  await withJobs(db, jobs.map(recordOf), async () => {
    const waiting = jobs.values();
    const failed: string[] = [];
    const startAll = async () => {
      for (const job of waiting) {
        try {
          // What was refused once is refused to the rest: nobody waits for the engine so many times.
          if (failure !== null && started === 0) failed.push(job.jobId);
          else {
            await start(temporal, job);
            started += 1;
          }
        } catch (thrown) {
          failure ??= thrown;
          failed.push(job.jobId);
        }
      }
    };
    await Promise.all(Array.from({ length: startsAtOnce }, startAll));
    if (started === 0 && failure !== null) throw failure;
    return failed;
  });
  return { started, notStarted: jobs.length - started };
}

function jobOf(request: JobRequest): GenerationJobInput {
  const { film, shotId, slot, variation, directions, options, actor } = request;
  const { provider, quality } = options;
  const digest = slotDigest(resolveSlot(film, shotId, slot, { provider, quality, variation, directions }));
  return {
    jobId: `again:${film.projectId}:${slot}:${digest.slice(0, 24)}`,
    projectId: film.projectId,
    runId: null,
    stage: null,
    shotId,
    slot,
    quality,
    provider,
    actor: { id: actor.id, name: actor.name },
    variation,
    directions,
    ...(request.replacesCircled === true ? { replacesCircled: true } : {}),
  };
}

function recordOf({ jobId, projectId, slot, shotId, actor }: GenerationJobInput): NewJob {
  return { id: jobId, projectId, kind: slot, shotId, actorName: actor.name };
}

async function start(temporal: TemporalClient, job: GenerationJobInput): Promise<void> {
  await callEngine(temporal, (client) =>
    client.workflow.start(workflowType.generationJob, {
      workflowId: workflowId.generation(job.jobId),
      taskQueue: taskQueue.studio,
      args: [job],
      workflowIdConflictPolicy: "USE_EXISTING",
      priority: { priorityKey: 1 },
    }),
  );
}
