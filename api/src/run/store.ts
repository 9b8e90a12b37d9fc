import { sql, type Kysely, type Selectable } from "kysely";
import { AppError } from "@backlot/shared/errors/app-error";
import { newId } from "@backlot/shared/documents/record";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import { runOptions, type RunOptions, type StageId } from "@backlot/shared/pipeline/stages";
import type { Database } from "@backlot/shared/server/database-schema";
import { endRun } from "@backlot/shared/server/end-run";
import { spendingOf } from "@backlot/shared/server/spending";
import type { Actor } from "../app-env.ts";
import { secondsToGate } from "./eta.ts";

const runColumns = [
  "id",
  "number",
  "status",
  "stage",
  "options",
  "error",
  "startedByName",
  "createdAt",
  "endedAt",
] as const;

/** The runs of a project, newest first. */
export async function listRuns(db: Kysely<Database>, projectId: string) {
  const rows = await db
    .selectFrom("run")
    .select(runColumns)
    .where("projectId", "=", projectId)
    .orderBy("number", "desc")
    .execute();
  return rows.map(toRun);
}

type RunRow = Pick<Selectable<Database["run"]>, (typeof runColumns)[number]>;

function toRun({ createdAt, endedAt, options, ...row }: RunRow) {
  return {
    ...row,
    options: runOptions.parse(options),
    createdAt: createdAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
  };
}

/** A run of this project. Throws `not-found`. */
export async function findRun(db: Kysely<Database>, projectId: string, runId: string) {
  const row = await db
    .selectFrom("run")
    .select(runColumns)
    .where("projectId", "=", projectId)
    .where("id", "=", runId)
    .executeTakeFirst();
  if (row === undefined)
    throw new AppError("not-found", { sentence: "There is no such run.", field: "runId" });
  return toRun(row);
}

/** Everything that the studio shows of a run, in three queries whatever its size. */
export async function readRun(db: Kysely<Database>, projectId: string, runId: string) {
  const run = await findRun(db, projectId, runId);
  const [items, gates, spending, earlier] = await Promise.all([
    db.selectFrom("runItem").selectAll().where("runId", "=", runId).orderBy("position").execute(),
    db.selectFrom("gate").selectAll().where("runId", "=", runId).orderBy("openedAt").execute(),
    spendingOf(db, { runId }),
    earlierPace(db, projectId, runId, run.stage),
  ]);
  const isWorking = run.endedAt === null && run.status === "working";
  return {
    run: {
      ...run,
      etaSeconds: isWorking ? secondsToGate(items, run.stage, earlier) : null,
      budget: { limit: run.options.budgetMicros, ...spending },
    },
    items: items.map(
      ({ key, stage, label, status, progress, attempt, error, artifactId, shotId, slot }): RunItem => ({
        key,
        stage,
        label,
        status,
        progress,
        attempt,
        error,
        artifactId,
        shotId,
        slot,
      }),
    ),
    gates: gates.map(
      ({ runId: _run, projectId: _project, decidedBy: _by, openedAt, decidedAt, ...gate }) => ({
        ...gate,
        openedAt: openedAt.getTime(),
        decidedAt: decidedAt?.getTime() ?? null,
      }),
    ),
  };
}

/** Mean seconds that one item of a stage took in the project's other runs; null when there is none. */
async function earlierPace(db: Kysely<Database>, projectId: string, runId: string, stage: StageId) {
  const row = await db
    .selectFrom("runItem")
    .innerJoin("run", "run.id", "runItem.runId")
    .select(
      sql<number | null>`avg(extract(epoch from (run_item.updated_at - run_item.started_at)))::float8`.as(
        "mean",
      ),
    )
    .where("run.projectId", "=", projectId)
    .where("run.id", "!=", runId)
    .where("runItem.stage", "=", stage)
    .where("runItem.status", "=", "done")
    .where("runItem.startedAt", "is not", null)
    .executeTakeFirstOrThrow();
  return row.mean;
}

/**
 * Writes a new run down, or finds the one that is under way: a project has one live run. Throws `bad-request` for a
 * budget beyond the project's.
 */
export async function createRun(
  db: Kysely<Database>,
  { projectId, options, actor }: { projectId: string; options: RunOptions; actor: Actor },
): Promise<{ runId: string; isNew: boolean }> {
  return await db.transaction().execute(async (trx) => {
    // Two starts in the same moment stand in line at the project's row.
    const project = await trx
      .selectFrom("project")
      .select("budgetMicros")
      .where("id", "=", projectId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const live = await trx
      .selectFrom("run")
      .select("id")
      .where("projectId", "=", projectId)
      .where("endedAt", "is", null)
      .executeTakeFirst();
    if (live !== undefined) return { runId: live.id, isNew: false };
    if (options.budgetMicros > project.budgetMicros) {
      throw new AppError("bad-request", {
        sentence: "The run's budget is larger than the project's.",
        nextStep: "Choose a smaller budget, or ask a producer to raise the project's.",
        field: "options.budgetMicros",
      });
    }
    const { last } = await trx
      .selectFrom("run")
      .select((eb) => eb.fn.max("number").as("last"))
      .where("projectId", "=", projectId)
      .executeTakeFirstOrThrow();
    const runId = newId("run");
    await trx
      .insertInto("run")
      .values({
        id: runId,
        projectId,
        number: (last ?? 0) + 1,
        status: "starting",
        stage: "breakdown",
        options: JSON.stringify(options),
        error: "null",
        startedBy: actor.id,
        startedByName: actor.name,
      })
      .execute();
    return { runId, isNew: true };
  });
}

/** Ends a run that the engine no longer knows, as its workflow would have ended it. */
export async function endLostRun(db: Kysely<Database>, runId: string): Promise<void> {
  await endRun(db, { runId, status: "cancelled", failure: null });
}

/** Ends a run that the engine refused, with the reason, so that it is neither waited for nor in the way of the next. */
export async function endUnstartedRun(db: Kysely<Database>, runId: string, reason: unknown): Promise<void> {
  const error =
    reason instanceof AppError
      ? { code: reason.code, sentence: reason.sentence }
      : { code: "internal", sentence: "The pipeline engine did not take the run." };
  await db
    .updateTable("run")
    .set({ status: "failed", error: JSON.stringify(error), endedAt: sql`now()` })
    .where("id", "=", runId)
    .where("endedAt", "is", null)
    .execute();
}
