/**
 * Records the histories that the replay test keeps: `node workflows/src/testing/record-histories.ts`. Runs live for days at
 * their gates, so today's code must be able to carry on what an older studio began; record a new file beside the old
 * ones after a change that is meant to differ (with `patched`), and never overwrite one.
 */
import { updateName, workflowId } from "@backlot/shared/pipeline/contract";
import { stages, type GateDecision } from "@backlot/shared/pipeline/stages";
import { AppError } from "@backlot/shared/errors/app-error";
import { nothingProvider } from "../provider/nothing.ts";
import { saveHistory } from "./save-history.ts";
import { gateOf, openTestStudio, until } from "./studio.ts";

/** While set, the first clip of a film cannot be drawn. */
let isBroken = false;
const nothing = nothingProvider();
const studio = await openTestStudio({
  provider: {
    make: async (request) => {
      if (isBroken && request.slot === "clip")
        throw new AppError("preflight-failed", { sentence: "This cannot be drawn." });
      return await nothing.make(request);
    },
  },
});
const by = { id: "ana", name: "Ana", role: "producer" as const };
try {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  for (const { id: stage } of stages) {
    let gate = await gateOf(studio, runId, stage);
    if (stage === "frames") {
      const shots = await studio.db
        .selectFrom("runItem")
        .select("shotId")
        .where("runId", "=", runId)
        .where("stage", "=", stage)
        .limit(1)
        .execute();
      const items = shots.map((shot) => shot.shotId ?? "");
      await decide(gate.id, { decision: "changes", digest: gate.digest, note: "Closer.", items });
      gate = await gateOf(studio, runId, stage, gate.id);
      await studio.handle(runId).signal("pause");
      await studio.handle(runId).signal("resume");
    }
    await decide(gate.id, { decision: "approve", digest: gate.digest, note: "" });
  }
  await studio.handle(runId).result();
  // The first was recorded before the cut came with dialogue.
  await save("production-run-2", workflowId.run(runId));
  const job = await studio.db
    .selectFrom("artifact")
    .select("jobId")
    .where("kind", "=", "clip")
    .executeTakeFirstOrThrow();
  await save("generation-job-1", workflowId.generation(job.jobId));
  const film = await studio.db
    .selectFrom("artifact")
    .select("jobId")
    .where("kind", "=", "render")
    .executeTakeFirstOrThrow();
  await save("render-job-1", workflowId.render(film.jobId));

  const waiting = await studio.aRun(await studio.aProject());
  await gateOf(studio, waiting, "breakdown");
  await save("production-run-at-a-gate-1", workflowId.run(waiting));
  await studio.handle(waiting).cancel();
  await until(async () => (await studio.handle(waiting).describe()).status.name === "CANCELLED");
  await save("production-run-cancelled-1", workflowId.run(waiting));

  // Everything fails, one item is retried, the gate is withdrawn and another opens over the new result.
  isBroken = true;
  const retried = await studio.aRun(await studio.aProject());
  for (const stage of ["breakdown", "casting", "frames"] as const) {
    const gate = await gateOf(studio, retried, stage);
    await decide(gate.id, { decision: "approve", digest: gate.digest, note: "" }, retried);
  }
  const failed = await gateOf(studio, retried, "clips");
  isBroken = false;
  const item = await studio.db
    .selectFrom("runItem")
    .select("key")
    .where("runId", "=", retried)
    .where("status", "=", "failed")
    .limit(1)
    .executeTakeFirstOrThrow();
  await studio.handle(retried).executeUpdate(updateName.retryItem, { args: [{ itemKey: item.key }] });
  await gateOf(studio, retried, "clips", failed.id);
  await save("production-run-retried-1", workflowId.run(retried));
  await studio.handle(retried).cancel();

  async function decide(gateId: string, decision: GateDecision, run = runId): Promise<void> {
    await studio.handle(run).executeUpdate(updateName.decideGate, { args: [{ gateId, by, decision }] });
  }
} finally {
  await studio.close();
}

async function save(name: string, id: string): Promise<void> {
  await saveHistory(studio, name, id);
}
