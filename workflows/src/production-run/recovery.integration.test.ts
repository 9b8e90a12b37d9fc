import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentName } from "@backlot/shared/documents/names";
import { newId } from "@backlot/shared/documents/record";
import { readShots } from "@backlot/shared/documents/shots";
import { updateName, type DecideGateInput, type GenerationJobInput } from "@backlot/shared/pipeline/contract";
import { runOptions, type StageId } from "@backlot/shared/pipeline/stages";
import { spendingOf } from "@backlot/shared/server/spending";
import { silentLog } from "@backlot/shared/server/logging";
import { nothingProvider } from "../provider/nothing.ts";
import { gateOf, openTestStudio, tinyScript, until, type TestStudio } from "../testing/studio.ts";
import { recoverJobs, recoverRuns } from "../worker/recover-runs.ts";

/** Called once in the middle of the next making. */
let meanwhile: (() => Promise<void>) | null = null;
const nothing = nothingProvider();
let studio: TestStudio;

beforeAll(async () => {
  studio = await openTestStudio({
    provider: {
      make: async (request) => {
        const interrupt = meanwhile;
        meanwhile = null;
        await interrupt?.();
        return await nothing.make(request);
      },
    },
  });
});
afterAll(() => studio.close());

async function writtenDown(projectId: string, status: "starting" | "waiting"): Promise<string> {
  const runId = newId("run");
  await studio.db
    .insertInto("run")
    .values({
      id: runId,
      projectId,
      number: 1,
      status,
      stage: "breakdown",
      options: JSON.stringify(runOptions.parse({ provider: "nothing" })),
      error: "null",
      startedBy: "ana",
      startedByName: "Ana",
    })
    .execute();
  return runId;
}

const ana = { id: "ana", name: "Ana", role: "producer" as const };

async function approve(runId: string, stage: StageId) {
  const gate = await gateOf(studio, runId, stage);
  const decision = { decision: "approve", digest: gate.digest, note: "" } as const;
  await studio.handle(runId).executeUpdate(updateName.decideGate, {
    args: [{ gateId: gate.id, by: ana, decision } satisfies DecideGateInput],
  });
}

const recover = () => recoverRuns({ db: studio.db, log: silentLog() }, studio.client());

test("RUN-19: starts what the engine never got", async () => {
  const waiting = await writtenDown(await studio.aProject(), "starting");
  await recover();
  await recover();
  expect(await gateOf(studio, waiting, "breakdown")).toMatchObject({ iteration: 1 });
  await studio.handle(waiting).cancel();
});

test("RUN-19: a run that ended in the engine without our knowing is failed, with all that it held open", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await gateOf(studio, runId, "breakdown");
  await studio.handle(runId).terminate("as if the engine had lost it");
  const jobId = newId("job");
  await studio.db
    .insertInto("budgetEntry")
    .values({ id: newId("entry"), projectId, runId, kind: "reserve", amountMicros: 500, jobId })
    .execute();
  await studio.db.updateTable("runItem").set({ status: "working" }).where("runId", "=", runId).execute();
  await recover();
  await recover();
  const row = await studio.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: "failed", error: { code: "gone", nextStep: expect.any(String) } });
  const items = await studio.db.selectFrom("runItem").select("status").where("runId", "=", runId).execute();
  expect(items).toEqual([{ status: "cancelled" }]);
  const gates = await studio.db.selectFrom("gate").select("status").where("runId", "=", runId).execute();
  expect(gates).toEqual([{ status: "withdrawn" }]);
  expect(await spendingOf(studio.db, { runId })).toEqual({ reserved: 0, spent: 0 });
});

test("RUN-30: a run that the engine has lost goes on from the database, at its stage and gate, and makes nothing twice", async () => {
  const projectId = await studio.aProject();
  const old = await studio.aRun(projectId);
  for (const stage of ["breakdown", "casting"] as const) await approve(old, stage);
  await gateOf(studio, old, "frames");
  const before = await studio.db
    .selectFrom("artifact")
    .select("id")
    .where("projectId", "=", projectId)
    .execute();
  // The same rows under another id are a run that this engine has never heard of.
  await studio.handle(old).terminate("the engine's file is a new one");
  const lost = newId("run");
  await studio.db.updateTable("run").set({ endedAt: new Date(), number: 2 }).where("id", "=", old).execute();
  const { id: _id, ...row } = await studio.db
    .selectFrom("run")
    .selectAll()
    .where("id", "=", old)
    .executeTakeFirstOrThrow();
  await studio.db
    .insertInto("run")
    .values({
      ...row,
      id: lost,
      number: 3,
      status: "waiting",
      options: JSON.stringify(row.options),
      error: "null",
      endedAt: null,
    })
    .execute();
  await studio.db
    .updateTable("gate")
    .set({ runId: lost, id: sql<string>`replace(id, ${old}, ${lost})` })
    .where("runId", "=", old)
    .execute();
  await recover();
  const gate = await until(async () => {
    const open = await gateOf(studio, lost, "frames");
    return open.summary["reused"] === before.length && open;
  });
  expect(gate).toMatchObject({ iteration: 1, summary: { failed: 0 } });
  const after = await studio.db
    .selectFrom("artifact")
    .select("id")
    .where("projectId", "=", projectId)
    .execute();
  expect(after).toHaveLength(before.length);
  for (const stage of ["frames", "clips", "cut", "delivery"] as const) await approve(lost, stage);
  await studio.handle(lost).result();
  const end = await studio.db.selectFrom("run").select("status").where("id", "=", lost).executeTakeFirst();
  expect(end).toEqual({ status: "done" });
});

test("RUN-14, COL-20: an activity that is tried again after its command was applied has made exactly one take", async () => {
  const projectId = await studio.aProject();
  const { documents } = studio.deps;
  const { command } = documents;
  let lost = 0;
  documents.command = async (request) => {
    const answer = await command(request);
    if (request.command.type !== "circleTake" || lost > 0) return answer;
    lost += 1;
    throw new Error("the answer was lost");
  };
  const runId = await studio.aRun(projectId);
  for (const stage of ["breakdown", "casting"] as const) await approve(runId, stage);
  const gate = await gateOf(studio, runId, "frames");
  documents.command = command;
  await studio.handle(runId).cancel();
  expect(lost).toBe(1);
  expect(gate.summary).toMatchObject({ failed: 0 });
  const takes = await studio.db
    .selectFrom("artifact")
    .select(["id", "shotId", "kind"])
    .where("projectId", "=", projectId)
    .execute();
  const circled = readShots(await studio.documents.readDocument(projectId, "shots")).flatMap((shot) =>
    Object.entries(shot.circled).map(([kind, take]) => ({ id: take.artifactId, shotId: shot.id, kind })),
  );
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  expect(circled.toSorted(byId)).toEqual(takes.toSorted(byId));
  const keys = await studio.db
    .selectFrom("documentCommand")
    .select("key")
    .where("document", "=", documentName({ projectId, kind: "shots" }))
    .where("key", "like", "circle:%")
    .execute();
  expect(keys).toHaveLength(takes.length);
});

test("RUN-19: a job outside a run that the engine has lost is marked failed and gives back what it held", async () => {
  const projectId = await studio.aProject();
  const id = newId("again");
  await studio.db
    .insertInto("job")
    .values({
      id,
      projectId,
      kind: "clip",
      shotId: "shot",
      status: "working",
      error: "null",
      startedByName: "Ana",
    })
    .execute();
  await studio.db
    .insertInto("budgetEntry")
    .values({ id: newId("entry"), projectId, runId: null, kind: "reserve", amountMicros: 500, jobId: id })
    .execute();
  await recoverJobs({ db: studio.db, log: silentLog() }, studio.client(), -60_000);
  const job = await studio.db.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect(job).toMatchObject({ status: "failed", error: { code: "gone" } });
  expect(await spendingOf(studio.db, { projectId })).toEqual({ reserved: 0, spent: 0 });
});

test("RUN-13, BLD-10: what was made from inputs that moved meanwhile is kept aside, not circled", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  for (const stage of ["breakdown", "casting", "frames"] as const) {
    const gate = await gateOf(studio, runId, stage);
    if (stage === "frames") break;
    const by = { id: "ana", name: "Ana", role: "producer" as const };
    const decision = { decision: "approve", digest: gate.digest, note: "" } as const;
    const input: DecideGateInput = { gateId: gate.id, by, decision };
    await studio.handle(runId).executeUpdate(updateName.decideGate, { args: [input] });
  }
  await studio.handle(runId).cancel();
  const [shot] = readShots(await studio.documents.readDocument(projectId, "shots"));
  const circledBefore = shot?.circled.startFrame?.artifactId;
  const job: GenerationJobInput = {
    jobId: newId("again"),
    projectId,
    runId: null,
    stage: null,
    shotId: shot?.id ?? "",
    slot: "startFrame",
    quality: "draft",
    provider: "nothing",
    actor: { id: "ana", name: "Ana" },
    variation: 7,
  };
  const write = async (fountain: string) => {
    await studio.documents.command({
      key: newId("rewrite"),
      projectId,
      actor: { id: "ben", name: "Ben" },
      command: { type: "importScript", fountain },
    });
  };
  const make = async (asked: GenerationJobInput) =>
    await studio.client().workflow.execute("generationJob", {
      workflowId: `gen:${asked.jobId}`,
      taskQueue: "studio",
      args: [asked],
    });
  meanwhile = () => write(tinyScript.replace("- NIGHT", "- EVENING").replace("- DAWN", "- DUSK"));
  await make(job);
  const take = await studio.db
    .selectFrom("artifact")
    .selectAll()
    .where("jobId", "=", job.jobId)
    .executeTakeFirstOrThrow();
  expect(take.alternate).toBe(true);
  const circled = async () => {
    const after = readShots(await studio.documents.readDocument(projectId, "shots"));
    return after.find((one) => one.id === shot?.id)?.circled.startFrame?.artifactId;
  };
  expect(await circled()).toBe(circledBefore);

  // The edit is taken back: what was set aside fits again, is found instead of made, and is circled.
  await write(tinyScript);
  expect(await make({ ...job, jobId: newId("again") })).toEqual({ status: "reused", artifactId: take.id });
  expect(await circled()).toBe(take.id);
  const adopted = await studio.db
    .selectFrom("artifact")
    .select("alternate")
    .where("id", "=", take.id)
    .execute();
  expect(adopted).toEqual([{ alternate: false }]);
});
