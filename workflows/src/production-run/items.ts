import { sql } from "kysely";
import type { StageId } from "@backlot/shared/pipeline/stages";
import type { Failure } from "@backlot/shared/server/database-schema";
import type { StudioDeps } from "../deps.ts";
import type { PlannedItem } from "./keys.ts";
import type { RunNotices } from "./notices.ts";

export type ItemAt = { runId: string; projectId: string; key: string };

export type ItemDeps = Pick<StudioDeps, "db" | "log"> & { notices: RunNotices };

/** Puts the items of a stage in line; one that was made before is made anew. */
export async function queueItems(
  deps: ItemDeps,
  stage: { runId: string; stage: StageId; iteration: number },
  items: readonly (PlannedItem & { label: string })[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item, position) => ({
    runId: stage.runId,
    key: item.key,
    stage: stage.stage,
    label: item.label,
    position,
    status: "queued" as const,
    attempt: stage.iteration,
    error: "null",
    shotId: item.shotId,
    slot: item.slot,
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await deps.db
      .insertInto("runItem")
      .values(rows.slice(start, start + 500))
      .onConflict((conflict) =>
        conflict.columns(["runId", "key"]).doUpdateSet((eb) => ({
          label: eb.ref("excluded.label"),
          status: "queued",
          progress: 0,
          attempt: sql`greatest(excluded.attempt, run_item.attempt)`,
          error: "null",
          startedAt: null,
          updatedAt: sql`now()`,
        })),
      )
      .execute();
  }
}

/** The item is being worked on; a failed one counts a further attempt. */
export async function beginItem(deps: ItemDeps, { runId, projectId, key }: ItemAt): Promise<void> {
  await deps.db
    .updateTable("runItem")
    .set({
      attempt: sql`case when status = 'failed' then attempt + 1 else attempt end`,
      status: "working",
      progress: 0,
      error: "null",
      startedAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where("runId", "=", runId)
    .where("key", "=", key)
    .execute();
  deps.notices.runChanged(projectId, runId);
}

export type ItemOutcome =
  | { status: "done" | "reused"; artifactId: string | null }
  | { status: "failed"; failure: Failure }
  | { status: "cancelled" };

export async function finishItem(
  deps: ItemDeps,
  { runId, projectId, key }: ItemAt,
  outcome: ItemOutcome,
): Promise<void> {
  await deps.db
    .updateTable("runItem")
    .set({
      status: outcome.status,
      error: JSON.stringify(outcome.status === "failed" ? outcome.failure : null),
      updatedAt: sql`now()`,
      ...(outcome.status === "done" || outcome.status === "reused"
        ? { progress: 1, artifactId: outcome.artifactId }
        : {}),
    })
    .where("runId", "=", runId)
    .where("key", "=", key)
    .execute();
  deps.notices.runChanged(projectId, runId);
}

/** Milliseconds between two writes of one item's progress. */
export const progressInterval = 400;

/** A function that writes progress (0..1) down, at most two or three times a second; what is skipped is not missed. */
export function progressWriter(
  deps: ItemDeps,
  { runId, projectId, key }: ItemAt,
): (progress: number) => void {
  let last = 0;
  return (progress) => {
    const now = Date.now();
    if (now - last < progressInterval) return;
    last = now;
    deps.db
      .updateTable("runItem")
      .set({ progress: Math.max(0, Math.min(1, progress)), updatedAt: sql`now()` })
      .where("runId", "=", runId)
      .where("key", "=", key)
      .where("status", "=", "working")
      .execute()
      .then(
        () => deps.notices.runChanged(projectId, runId),
        (error: unknown) => deps.log.debug({ err: error, runId }, "progress was not written"),
      );
  };
}
