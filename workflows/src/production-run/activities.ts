import { sql } from "kysely";
import { digestOf } from "@backlot/shared/build/digest";
import type { DecideGateInput } from "@backlot/shared/pipeline/contract";
import type { StageId } from "@backlot/shared/pipeline/stages";
import type { Failure } from "@backlot/shared/server/database-schema";
import { asActivities } from "../activity.ts";
import type { StudioDeps } from "../deps.ts";
import { endRun } from "@backlot/shared/server/end-run";
import type { OpenGate } from "./gate.ts";
import { summarise } from "./gate-summary.ts";
import { finishItem } from "./items.ts";
import { gateIdOf, type PlannedItem } from "./keys.ts";
import { createNotices } from "./notices.ts";
import { planItems } from "./plan.ts";

type Run = { runId: string; projectId: string };
type StageOfRun = Run & { stage: StageId; iteration: number };

export type RunActivities = ReturnType<typeof createRunActivities>;

/** The bookkeeping of a run: plans, gates and endings, each written so that doing it twice is doing it once. */
export function createRunActivities(deps: StudioDeps) {
  const { db } = deps;
  const notices = createNotices(deps);

  async function setRun(run: Run, change: { status: "working" | "waiting" | "paused"; stage?: StageId }) {
    await db
      .updateTable("run")
      .set(change)
      .where("id", "=", run.runId)
      .where("endedAt", "is", null)
      .execute();
    notices.runChanged(run.projectId, run.runId);
  }

  /** Lists what the stage makes and puts it in line. `redo` names the shots to make again; empty or null is all. */
  async function planStage(
    at: StageOfRun & { redo: string[] | null; isRestored?: boolean },
  ): Promise<PlannedItem[]> {
    await setRun(at, { status: "working", stage: at.stage });
    return await planItems({ ...deps, notices }, at);
  }

  /** Opens the gate over what the stage made. Its digest stands for exactly that. */
  async function openGate(at: StageOfRun & { isPaused: boolean }): Promise<OpenGate> {
    const gateId = gateIdOf(at.runId, at.stage, at.iteration);
    const { summary, isApprovable, shotIds } = await summarise(deps, at);
    const digest = digestOf({ stage: at.stage, summary });
    await db
      .insertInto("gate")
      .values({
        id: gateId,
        runId: at.runId,
        projectId: at.projectId,
        stage: at.stage,
        iteration: at.iteration,
        status: "waiting",
        digest,
        summary: JSON.stringify(summary),
      })
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet({ digest, summary: JSON.stringify(summary) })
          .where("gate.status", "=", "waiting"),
      )
      .execute();
    await setRun(at, { status: at.isPaused ? "paused" : "waiting" });
    return { gateId, digest, isApprovable, shotIds };
  }

  async function recordDecision({ asked, ...run }: Run & { asked: DecideGateInput }): Promise<void> {
    const { decision, note } = asked.decision;
    await db
      .updateTable("gate")
      .set({
        status: decision === "approve" ? "approved" : "changes",
        decidedAt: sql`now()`,
        decidedBy: asked.by.id,
        decidedByName: asked.by.name,
        note,
        items: JSON.stringify(asked.decision.decision === "changes" ? asked.decision.items : []),
      })
      .where("id", "=", asked.gateId)
      .where("status", "=", "waiting")
      .execute();
    notices.runChanged(run.projectId, run.runId);
  }

  /** The stage goes on working (an item is retried), so what the gate showed no longer holds. */
  async function withdrawGate({ gateId, ...run }: Run & { gateId: string }): Promise<void> {
    await db
      .updateTable("gate")
      .set({ status: "withdrawn", decidedAt: sql`now()` })
      .where("id", "=", gateId)
      .where("status", "=", "waiting")
      .execute();
    await setRun(run, { status: "working" });
  }

  /** Paused, or back to what the run was at: a gate, or work. */
  async function markRun({ isPaused, ...run }: Run & { isPaused: boolean }): Promise<void> {
    const gate = await db
      .selectFrom("gate")
      .select("id")
      .where("runId", "=", run.runId)
      .where("status", "=", "waiting")
      .executeTakeFirst();
    await setRun(run, { status: isPaused ? "paused" : gate === undefined ? "working" : "waiting" });
  }

  async function failItem({ failure, ...at }: Run & { key: string; failure: Failure }): Promise<void> {
    await finishItem({ ...deps, notices }, at, { status: "failed", failure });
  }

  /** The end of a run, once and for all: open items are cancelled, an open gate is withdrawn. */
  async function finishRun(
    end: Run & { status: "done" | "failed" | "cancelled"; failure: Failure | null },
  ): Promise<void> {
    await endRun(db, end);
    notices.runChanged(end.projectId, end.runId);
  }

  return asActivities(
    { planStage, openGate, recordDecision, withdrawGate, markRun, failItem, finishRun },
    deps.log,
  );
}
