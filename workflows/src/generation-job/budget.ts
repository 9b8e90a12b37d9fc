import type { Kysely, Transaction } from "kysely";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import { spendingOf } from "@backlot/shared/server/spending";

type Spending = { projectId: string; runId: string | null; jobId: string };
type Kind = "reserve" | "settle" | "release";

/**
 * Sets aside what a job can cost, before it is made. Doing it again for the same job does nothing, and a job that costs
 * nothing leaves no trace. Throws `budget-exceeded` when the run or the project has not enough left.
 */
export async function reserve(
  db: Kysely<Database>,
  job: Spending & { amountMicros: number; runLimitMicros: number | null },
): Promise<void> {
  if (job.amountMicros === 0) return;
  await db.transaction().execute(async (trx) => {
    // Two jobs that reserve at the same moment must see each other.
    const project = await trx
      .selectFrom("project")
      .select("budgetMicros")
      .where("id", "=", job.projectId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (await hasEntry(trx, job.jobId, "reserve")) return;
    const forProject = (await committed(trx, { projectId: job.projectId })) + job.amountMicros;
    const forRun = job.runId === null ? 0 : (await committed(trx, { runId: job.runId })) + job.amountMicros;
    const overRun = job.runLimitMicros !== null && forRun > job.runLimitMicros;
    if (overRun || forProject > project.budgetMicros) {
      throw new AppError("budget-exceeded", {
        sentence: overRun ? "The run's budget is used up." : "The project's budget is used up.",
        nextStep: "Ask a producer to raise the budget, then retry.",
      });
    }
    await write(trx, job, "reserve", job.amountMicros);
  });
}

/** Books what the job really cost, and gives the rest of its reservation back. */
export async function settle(db: Kysely<Database>, job: Spending & { costMicros: number }): Promise<void> {
  if (!(await hasEntry(db, job.jobId, "reserve"))) return;
  await db.transaction().execute(async (trx) => {
    await write(trx, job, "settle", job.costMicros);
  });
}

/** Settles by what the job's artifact cost; a job that made none, because another had, gets its reservation back. */
export async function closeReservation(db: Kysely<Database>, job: Spending): Promise<void> {
  const made = await db
    .selectFrom("artifact")
    .select("costMicros")
    .where("jobId", "=", job.jobId)
    .executeTakeFirst();
  if (made === undefined) await release(db, job);
  else await settle(db, { ...job, costMicros: Number(made.costMicros) });
}

/** Gives back what the jobs of a lost run, or a lost job, had reserved and nobody will settle. */
export async function releaseLost(
  db: Kysely<Database>,
  of: { runId: string } | { jobId: string },
): Promise<void> {
  const [column, id] = "runId" in of ? (["runId", of.runId] as const) : (["jobId", of.jobId] as const);
  const held = await db
    .selectFrom("budgetEntry")
    .select(["projectId", "runId", "jobId"])
    .where(column, "=", id)
    .where("kind", "=", "reserve")
    .execute();
  for (const { projectId, runId, jobId } of held)
    if (jobId !== null) await closeReservation(db, { projectId, runId, jobId });
}

/** Gives the whole reservation back: the job failed or was cancelled. */
export async function release(db: Kysely<Database>, job: Spending): Promise<void> {
  if (!(await hasEntry(db, job.jobId, "reserve")) || (await hasEntry(db, job.jobId, "settle"))) return;
  await db.transaction().execute(async (trx) => {
    await write(trx, job, "release", 0);
  });
}

async function committed(
  db: Kysely<Database>,
  of: { runId: string } | { projectId: string },
): Promise<number> {
  const { reserved, spent } = await spendingOf(db, of);
  return reserved + spent;
}

async function hasEntry(db: Kysely<Database>, jobId: string, kind: Kind): Promise<boolean> {
  const row = await db
    .selectFrom("budgetEntry")
    .select("id")
    .where("jobId", "=", jobId)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row !== undefined;
}

async function write(
  trx: Transaction<Database>,
  job: Spending,
  kind: Kind,
  amountMicros: number,
): Promise<void> {
  await trx
    .insertInto("budgetEntry")
    .values({
      id: `budget-${crypto.randomUUID()}`,
      projectId: job.projectId,
      runId: job.runId,
      kind,
      amountMicros,
      jobId: job.jobId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
