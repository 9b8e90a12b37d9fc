/**
 * Records a run whose history starts anew after its first stage, for the replay test: how that one ends, and how the next
 * begins. `node workflows/src/testing/record-continued.ts`
 */
import { updateName, workflowId } from "@backlot/shared/pipeline/contract";
import { saveHistory } from "./save-history.ts";
import { gateOf, openTestStudio } from "./studio.ts";

const studio = await openTestStudio({ suggestNewAfter: 8 });
try {
  const runId = await studio.aRun(await studio.aProject());
  const first = (await studio.handle(runId).describe()).runId;
  const gate = await gateOf(studio, runId, "breakdown");
  await studio.handle(runId).executeUpdate(updateName.decideGate, {
    args: [
      {
        gateId: gate.id,
        by: { id: "ana", name: "Ana", role: "producer" },
        decision: { decision: "approve", digest: gate.digest, note: "" },
      },
    ],
  });
  await gateOf(studio, runId, "casting");
  await saveHistory(studio, "production-run-continues-as-new-1", workflowId.run(runId), first);
  await saveHistory(studio, "production-run-continued-1", workflowId.run(runId));
  await studio.handle(runId).cancel();
} finally {
  await studio.close();
}
