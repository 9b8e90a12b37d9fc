import { afterAll, beforeAll, expect, test } from "vitest";
import { updateName, workflowId, type DecideGateInput } from "@backlot/shared/pipeline/contract";
import { stages } from "@backlot/shared/pipeline/stages";
import { gateOf, openTestStudio, until, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
beforeAll(async () => {
  studio = await openTestStudio({ suggestNewAfter: 8 });
});
afterAll(() => studio.close());

const by = { id: "ana", name: "Ana", role: "producer" as const };

test("RUN-14, RUN-11: a run whose history starts anew after each stage keeps its decisions, and stays paused", async () => {
  const runId = await studio.aRun(await studio.aProject());
  const handle = studio.handle(runId);
  const executions = new Set<string>();
  let first: DecideGateInput | null = null;
  for (const { id: stage } of stages) {
    const gate = await gateOf(studio, runId, stage);
    executions.add((await handle.describe()).runId);
    const decision = { decision: "approve", digest: gate.digest, note: "" } as const;
    const input: DecideGateInput = { gateId: gate.id, by, decision };
    first ??= input;
    if (stage === "casting") await handle.signal("pause");
    await handle.executeUpdate(updateName.decideGate, { args: [input] });
    // Decided in a history that is gone: the same again is fine.
    await until(async () => {
      try {
        await handle.executeUpdate(updateName.decideGate, { args: [first] });
        return true;
      } catch {
        return stage === "delivery";
      }
    });
    if (stage !== "casting") continue;
    await until(async () => (await handle.describe()).runId !== [...executions].at(-1));
    const run = () =>
      studio.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
    expect((await run()).stage).toBe("casting");
    await studio.handle(runId).signal("resume");
  }
  expect(executions.size).toBeGreaterThan(3);
  await studio.client().workflow.getHandle(workflowId.run(runId)).result();
  const end = await studio.db.selectFrom("run").select("status").where("id", "=", runId).executeTakeFirst();
  expect(end).toEqual({ status: "done" });
});
