import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import {
  taskQueue,
  workflowId,
  workflowType,
  type ProductionRunInput,
} from "@backlot/shared/pipeline/contract";
import { runOptions, stages, type StageId } from "@backlot/shared/pipeline/stages";
import type { StudioDeps } from "../deps.ts";
import { releaseLost } from "../generation-job/budget.ts";
import { endRun } from "@backlot/shared/server/end-run";
import type { DecidedGate } from "../production-run/gate.ts";
import type { CarriedRun } from "../production-run/workflow.ts";

type Deps = Pick<StudioDeps, "db" | "log">;
type LiveRun = { id: string; projectId: string; status: string; stage: StageId; options: unknown };

/**
 * Brings database and engine together. A run that was written down and that the engine does not know, because it never got there or
 * because the engine's own file is a new one, is started from where the database says it is. One that ended in the engine without
 * our knowing is marked failed, with everything that it held open, so that nobody waits for it.
 */
export async function recoverRuns({ db, log }: Deps, client: Client): Promise<void> {
  const live = await db
    .selectFrom("run")
    .select(["id", "projectId", "status", "stage", "options"])
    .where("endedAt", "is", null)
    .execute();
  for (const run of live) {
    const state = await stateInEngine(client, workflowId.run(run.id));
    if (state === "running") continue;
    const where = { runId: run.id, projectId: run.projectId };
    if (state === "absent" && (await restoreRun({ db, log }, client, run))) continue;
    const failure = {
      code: "gone",
      sentence: "The pipeline engine no longer knows this run.",
      nextStep: "Start a new run: everything that was made is found again and not made twice.",
    };
    if (!(await endRun(db, { runId: run.id, status: "failed", failure }))) continue;
    await releaseLost(db, { runId: run.id });
    log.warn(where, "a run was marked failed: it ended in the engine without our knowing");
  }
}

/** Starts a run that the engine does not know, at the stage and gate where the database has it; false when it was at its end. */
async function restoreRun({ db, log }: Deps, client: Client, run: LiveRun): Promise<boolean> {
  const where = { runId: run.id, projectId: run.projectId };
  const input = { runId: run.id, projectId: run.projectId, options: runOptions.parse(run.options) };
  const gates = await db
    .selectFrom("gate")
    .select(["id", "stage", "iteration", "status"])
    .where("runId", "=", run.id)
    .orderBy("iteration")
    .execute();
  if (run.status === "starting" && gates.length === 0) {
    await startRun(client, input);
    log.info(where, "a run that was waiting for the engine is started");
    return true;
  }
  const last = gates.findLast((gate) => gate.stage === run.stage);
  const isApproved = last?.status === "approved";
  const stage = isApproved ? stages[stages.findIndex(({ id }) => id === run.stage) + 1]?.id : run.stage;
  if (stage === undefined) {
    await endRun(db, { runId: run.id, status: "done", failure: null });
    return true;
  }
  const decided: DecidedGate[] = gates.flatMap(({ id, status }) =>
    status === "approved" || status === "changes"
      ? [{ gateId: id, decision: status === "approved" ? "approve" : "changes" }]
      : [],
  );
  const iteration =
    isApproved || last === undefined ? 1 : last.iteration + (last.status === "waiting" ? 0 : 1);
  await startRun(client, input, {
    stage,
    decided,
    isPaused: run.status === "paused",
    restoredAt: iteration,
  });
  log.warn({ ...where, stage, iteration }, "a run that the engine had lost goes on from the database");
  return true;
}

/** Marks jobs that a person asked for outside a run and that the engine has lost; they can be asked for again. */
export async function recoverJobs({ db, log }: Deps, client: Client, olderThanMs = 60_000): Promise<void> {
  const open = await db
    .selectFrom("job")
    .select(["id", "kind", "projectId"])
    .where("status", "in", ["queued", "working"])
    // A younger one may be on its way to the engine at this moment.
    .where("updatedAt", "<", new Date(Date.now() - olderThanMs))
    .execute();
  for (const { id, kind, projectId } of open) {
    const workflow = kind === "render" ? workflowId.render(id) : workflowId.generation(id);
    if ((await stateInEngine(client, workflow)) === "running") continue;
    const failure = {
      code: "gone",
      sentence: "The pipeline engine no longer knows this job.",
      nextStep: "Ask for it again: what was made is found and not made twice.",
    };
    await db
      .updateTable("job")
      .set({ status: "failed", error: JSON.stringify(failure), updatedAt: new Date() })
      .where("id", "=", id)
      .where("status", "in", ["queued", "working"])
      .execute();
    await releaseLost(db, { jobId: id });
    log.warn({ jobId: id, projectId }, "a job was marked failed: the engine has no such job");
  }
}

/** Starts the workflow of a run; starting it twice is starting it once. */
export async function startRun(
  client: Client,
  input: ProductionRunInput,
  carried?: CarriedRun,
): Promise<void> {
  await client.workflow.start(workflowType.productionRun, {
    workflowId: workflowId.run(input.runId),
    taskQueue: taskQueue.studio,
    args: carried === undefined ? [input] : [input, carried],
    workflowIdConflictPolicy: "USE_EXISTING",
    workflowIdReusePolicy: "REJECT_DUPLICATE",
  });
}

async function stateInEngine(client: Client, id: string): Promise<"running" | "ended" | "absent"> {
  try {
    const { status } = await client.workflow.getHandle(id).describe();
    return status.name === "RUNNING" || status.name === "CONTINUED_AS_NEW" ? "running" : "ended";
  } catch (thrown) {
    if (thrown instanceof WorkflowNotFoundError) return "absent";
    throw thrown;
  }
}
