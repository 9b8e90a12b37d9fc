import { sql, type Kysely } from "kysely";
import { z } from "zod";
import { artifactKind } from "@backlot/shared/generation/artifact";
import { itemStatus } from "@backlot/shared/pipeline/stages";
import type { Database } from "@backlot/shared/server/database-schema";
import type { ApiDeps } from "../app-env.ts";

/** A take or a film that somebody asked for outside a run. Times in ms. */
export const jobView = z.object({
  id: z.string(),
  kind: artifactKind,
  shotId: z.string().nullable(),
  status: itemStatus,
  progress: z.number().describe("0..1"),
  error: z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().optional() }).nullable(),
  startedByName: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type JobView = z.infer<typeof jobView>;

/** Jobs under way, and those of the last day that failed, newest first. */
export async function listJobs(db: Kysely<Database>, projectId: string): Promise<JobView[]> {
  const rows = await db
    .selectFrom("job")
    .selectAll()
    .where("projectId", "=", projectId)
    .where((eb) =>
      eb.or([
        eb("status", "in", ["queued", "working"]),
        eb.and([eb("status", "=", "failed"), eb("updatedAt", ">", sql<Date>`now() - interval '1 day'`)]),
      ]),
    )
    .orderBy("createdAt", "desc")
    .limit(500)
    .execute();
  return rows.map(({ projectId: _project, createdAt, updatedAt, ...job }) => ({
    ...job,
    createdAt: createdAt.getTime(),
    updatedAt: updatedAt.getTime(),
  }));
}

/** Lets everybody who has the project open look at its jobs again; who misses it looks later. */
export async function tellJobs({ documents }: Pick<ApiDeps, "documents">, projectId: string): Promise<void> {
  await documents.emit(projectId, { type: "jobs" }).catch(() => {});
}

export type NewJob = Pick<JobView, "id" | "kind" | "shotId"> & { projectId: string; actorName: string };

/** Writes the job down, then starts it; see `withJobs`. */
export async function withJob(
  db: Kysely<Database>,
  job: NewJob,
  start: () => Promise<unknown>,
): Promise<void> {
  await withJobs(db, [job], start);
}

/**
 * Writes jobs down, then starts them; those that could not be started (all of them when `start` throws, else those whose
 * ids it gives) are taken back. The same job asked for again is in line again.
 */
export async function withJobs(
  db: Kysely<Database>,
  jobs: readonly NewJob[],
  start: () => Promise<unknown>,
): Promise<void> {
  const rows = jobs.map(({ actorName, ...job }) => ({
    ...job,
    status: "queued" as const,
    error: "null",
    startedByName: actorName,
  }));
  for (const some of chunks(rows))
    await db
      .insertInto("job")
      .values(some)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          status: sql`case when job.status = 'working' then job.status else 'queued' end`,
          error: "null",
          startedByName: eb.ref("excluded.startedByName"),
          createdAt: sql`now()`,
          updatedAt: sql`now()`,
        })),
      )
      .execute();
  const takeBack = async (ids: readonly string[]) => {
    for (const some of chunks(ids))
      await db.deleteFrom("job").where("id", "in", some).where("status", "=", "queued").execute();
  };
  try {
    const failed = await start();
    if (Array.isArray(failed)) await takeBack(failed.map(String));
  } catch (thrown) {
    await takeBack(jobs.map((job) => job.id));
    throw thrown;
  }
}

function chunks<T>(all: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
