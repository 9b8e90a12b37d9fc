import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkflowUpdateFailedError } from "@temporalio/client";
import type { Role } from "@backlot/shared/access/roles";
import { dialogueOf, shotsInOrder } from "@backlot/shared/build/film";
import { readFilm } from "@backlot/shared/build/read-film";
import { readAssets } from "@backlot/shared/documents/assets";
import { readCut } from "@backlot/shared/documents/cut";
import { readShots } from "@backlot/shared/documents/shots";
import { newId } from "@backlot/shared/documents/record";
import {
  taskQueue,
  updateName,
  workflowId,
  workflowType,
  type DecideGateInput,
  type GenerationJobInput,
} from "@backlot/shared/pipeline/contract";
import { stages, type StageId } from "@backlot/shared/pipeline/stages";
import { AppError } from "@backlot/shared/errors/app-error";
import { countFrames } from "../media/ffmpeg.ts";
import { nothingProvider } from "../provider/nothing.ts";
import { gateOf, openTestStudio, until, type TestStudio } from "../testing/studio.ts";

/** Shot and slot pairs that the provider refuses for now, as `shotId slot`. */
const broken = new Set<string>();
/** Everything the provider made, in order. */
const made: string[] = [];
/** While set, clips wait for it or for their cancellation. */
let hold: Promise<void> | null = null;

const nothing = nothingProvider();
let studio: TestStudio;

beforeAll(async () => {
  studio = await openTestStudio({
    provider: {
      make: async (request) => {
        const name = `${request.shot.id} ${request.slot}`;
        if (broken.has(name)) throw new AppError("preflight-failed", { sentence: "This cannot be drawn." });
        if (hold !== null && request.slot === "clip") await heldOrStopped(request.signal);
        made.push(name);
        return await nothing.make(request);
      },
    },
  });
});
afterAll(() => studio.close());

async function heldOrStopped(signal: AbortSignal): Promise<void> {
  const stopped = new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new AppError("cancelled", { sentence: "Stopped." })), {
      once: true,
    }),
  );
  await Promise.race([hold, stopped]);
}

const ana = { id: "ana", name: "Ana", role: "producer" as Role };

async function decide(runId: string, input: DecideGateInput): Promise<void> {
  await studio.handle(runId).executeUpdate(updateName.decideGate, { args: [input] });
}

async function approve(runId: string, stage: StageId): Promise<void> {
  const gate = await gateOf(studio, runId, stage);
  await decide(runId, {
    gateId: gate.id,
    by: ana,
    decision: { decision: "approve", digest: gate.digest, note: "" },
  });
}

/** Approves every gate before this stage. */
async function approveUpTo(runId: string, stage: StageId): Promise<void> {
  for (const { id } of stages) {
    if (id === stage) return;
    await approve(runId, id);
  }
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (thrown) {
    if (!(thrown instanceof WorkflowUpdateFailedError)) throw thrown;
    return (thrown.cause as { type?: string }).type ?? "";
  }
}

function itemsOf(runId: string, stage: StageId) {
  return studio.db
    .selectFrom("runItem")
    .selectAll()
    .where("runId", "=", runId)
    .where("stage", "=", stage)
    .orderBy("position")
    .execute();
}

async function runOf(runId: string) {
  return await studio.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
}

async function endOf(runId: string) {
  return await until(async () => {
    const run = await runOf(runId);
    return run.endedAt !== null && run;
  });
}

async function liveShots(projectId: string) {
  return readShots(await studio.documents.readDocument(projectId, "shots"));
}

/** Ids of the shots in which somebody says something, in story order. */
async function speakingShots(projectId: string): Promise<Set<string>> {
  const film = await readFilm(studio.documents, projectId);
  const speaking = shotsInOrder(film).filter((shot) => dialogueOf(film, shot).length > 0);
  return new Set(speaking.map((shot) => shot.id));
}

test("RUN-1: a run goes through six stages and waits at the gate of each, to a film of the exact length", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  for (const { id } of stages) {
    const gate = await gateOf(studio, runId, id);
    expect(gate.summary).toMatchObject({ failed: 0 });
    expect((await runOf(runId)).status).toBe("waiting");
    await approve(runId, id);
  }
  expect(await endOf(runId)).toMatchObject({ status: "done", stage: "delivery" });
  await studio.handle(runId).result();

  const assets = readAssets(await studio.documents.readDocument(projectId, "assets"));
  expect(assets.map((asset) => asset.name)).toEqual(expect.arrayContaining(["Mara", "Peter"]));
  const shots = await liveShots(projectId);
  expect(shots.length).toBeGreaterThan(2);
  const spoken = await speakingShots(projectId);
  expect(spoken.size).toBeGreaterThan(0);
  expect(spoken.size).toBeLessThan(shots.length);
  for (const shot of shots) {
    const dialogue = spoken.has(shot.id) ? ["dialogue"] : [];
    expect(Object.keys(shot.circled).toSorted()).toEqual(["clip", ...dialogue, "endFrame", "startFrame"]);
    expect(shot.circled.clip?.by).toBeNull();
  }
  const cut = readCut(await studio.documents.readDocument(projectId, "cut"));
  expect(cut).toHaveLength(shots.length);
  const film = await studio.db
    .selectFrom("artifact")
    .innerJoin("media", "media.hash", "artifact.mediaHash")
    .selectAll()
    .where("projectId", "=", projectId)
    .where("kind", "=", "render")
    .executeTakeFirstOrThrow();
  const frames = shots.reduce((sum, shot) => sum + shot.durationFrames, 0);
  expect(film.frames).toBe(frames);
  expect(await countFrames(studio.deps.media.pathOf(film.mediaHash))).toBe(frames);
  expect(film.meta).toMatchObject({ captionsHash: expect.any(String), captionsSrtHash: expect.any(String) });
});

test("RUN-8: changes on two shots remake those two and nothing else", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "clips");
  const first = await gateOf(studio, runId, "clips");
  const before = await itemsOf(runId, "clips");
  const [one, two] = before.map((item) => item.shotId ?? "");
  made.length = 0;
  const items = [one ?? "", two ?? ""];
  await decide(runId, {
    gateId: first.id,
    by: ana,
    decision: { decision: "changes", digest: first.digest, note: "Slower.", items },
  });
  const second = await gateOf(studio, runId, "clips");
  expect(second.iteration).toBe(2);
  expect(second.digest).not.toBe(first.digest);
  expect(made.toSorted()).toEqual(items.map((id) => `${id} clip`).toSorted());
  const after = await itemsOf(runId, "clips");
  const changed = after.filter((item, index) => item.artifactId !== before[index]?.artifactId);
  expect(changed.map((item) => item.shotId)).toEqual(items);
  const circled = new Map(
    (await liveShots(projectId)).map((shot) => [shot.id, shot.circled.clip?.artifactId]),
  );
  for (const item of after) expect(circled.get(item.shotId ?? "")).toBe(item.artifactId);
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-8, RUN-28: a shot that was deleted meanwhile is left out, and a note moves the picture its way", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  const first = await gateOf(studio, runId, "frames");
  const [gone, kept] = await liveShots(projectId);
  if (gone === undefined || kept === undefined) throw new Error("The script gives two shots at least.");
  studio.removeShot(gone.id);
  const askAgain = (gate: { id: string; digest: string }, note: string, items: string[]) =>
    decide(runId, {
      gateId: gate.id,
      by: ana,
      decision: { decision: "changes", digest: gate.digest, note, items },
    });
  await askAgain(first, "Closer on her.", [gone.id, kept.id]);
  const second = await gateOf(studio, runId, "frames", first.id);
  const items = await itemsOf(runId, "frames");
  expect(items.some((item) => item.shotId === gone.id)).toBe(false);
  const changed = items.filter((item) => item.shotId === kept.id);
  expect(changed.map((item) => item.label)).toEqual(changed.map(() => expect.stringContaining("(closer)")));
  const setups = await studio.db
    .selectFrom("artifact")
    .select("meta")
    .where("runId", "=", runId)
    .where("shotId", "=", kept.id)
    .where("number", "=", 2)
    .execute();
  expect(setups.map(({ meta }) => meta["setup"])).toEqual([
    { variation: 0, directions: ["closer"] },
    { variation: 0, directions: ["closer"] },
  ]);

  studio.removeShot(kept.id);
  await askAgain(second, "Again.", [kept.id]);
  const third = await gateOf(studio, runId, "frames", second.id);
  expect((await runOf(runId)).status).toBe("waiting");
  expect(third.iteration).toBe(3);
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-29: a clip is filmed in the set-up of its start frame, and a later run keeps what was asked for", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  const first = await gateOf(studio, runId, "frames");
  const shotId = (await liveShots(projectId))[0]?.id ?? "";
  await decide(runId, {
    gateId: first.id,
    by: ana,
    decision: { decision: "changes", digest: first.digest, note: "Something is off.", items: [shotId] },
  });
  await gateOf(studio, runId, "frames", first.id);
  await approve(runId, "frames");
  await gateOf(studio, runId, "clips");
  const setupOfClips = async () =>
    await studio.db
      .selectFrom("artifact")
      .select("meta")
      .where("projectId", "=", projectId)
      .where("shotId", "=", shotId)
      .where("kind", "=", "clip")
      .execute();
  expect((await setupOfClips()).map(({ meta }) => meta["setup"])).toEqual([{ variation: 2, directions: [] }]);
  await studio.handle(runId).cancel();
  await endOf(runId);
  await studio.db.updateTable("run").set({ number: 2 }).where("id", "=", runId).execute();
  made.length = 0;
  const later = await studio.aRun(projectId);
  await approveUpTo(later, "clips");
  await gateOf(studio, later, "clips");
  expect(made).toEqual([]);
  await studio.handle(later).cancel();
  await endOf(later);
});

test("RUN-9: a failed item fails alone, is counted at the gate, and is made again by itself", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  await gateOf(studio, runId, "frames");
  const shots = await liveShots(projectId);
  const victim = `${shots[0]?.id} clip`;
  broken.add(victim);
  await approve(runId, "frames");
  const first = await gateOf(studio, runId, "clips");
  expect(first.summary).toMatchObject({ failed: 1, done: shots.length - 1 });
  const failed = (await itemsOf(runId, "clips")).find((item) => item.status === "failed");
  expect(failed).toMatchObject({ shotId: shots[0]?.id, error: { sentence: "This cannot be drawn." } });

  broken.delete(victim);
  made.length = 0;
  const itemKey = failed?.key ?? "";
  await studio.handle(runId).executeUpdate(updateName.retryItem, { args: [{ itemKey }] });
  const second = await gateOf(studio, runId, "clips", first.id);
  expect(second.summary).toMatchObject({ failed: 0, done: shots.length });
  expect(made).toEqual([victim]);
  const again = studio.handle(runId).executeUpdate(updateName.retryItem, { args: [{ itemKey }] });
  expect(await refusalOf(again)).toBe("conflict");
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-4, RUN-5, RUN-6: refuses the wrong role, a stale gate and a contradiction; a repetition is fine", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  const gate = await gateOf(studio, runId, "breakdown");
  const yes = { decision: "approve", digest: gate.digest, note: "" } as const;
  const by = { ...ana, role: "crew" as const };
  expect(await refusalOf(decide(runId, { gateId: gate.id, by, decision: yes }))).toBe("not-allowed");
  const older = { ...yes, digest: "of something else" };
  expect(await refusalOf(decide(runId, { gateId: gate.id, by: ana, decision: older }))).toBe("conflict");
  const input = { gateId: gate.id, by: ana, decision: yes };
  await Promise.all([decide(runId, input), decide(runId, input)]);
  await decide(runId, input);
  const no = { decision: "changes", digest: gate.digest, note: "No.", items: [] as string[] } as const;
  expect(await refusalOf(decide(runId, { ...input, decision: no }))).toBe("conflict");
  const row = await studio.db
    .selectFrom("gate")
    .selectAll()
    .where("id", "=", gate.id)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: "approved", decidedBy: "ana", decidedByName: "Ana" });
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-10: a cancel ends the run within seconds, open items with it, and what was made stays", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "clips");
  let release = () => {};
  hold = new Promise((resolve) => (release = resolve));
  try {
    await until(async () => (await itemsOf(runId, "clips")).some((item) => item.status === "working"));
    await studio.handle(runId).cancel();
    const run = await endOf(runId);
    expect(run.status).toBe("cancelled");
    for (const item of await itemsOf(runId, "clips")) expect(item.status).toBe("cancelled");
    for (const item of await itemsOf(runId, "frames")) expect(item.status).toBe("done");
  } finally {
    hold = null;
    release();
  }
});

test("RUN-32: a clip outside a run is cancelled within seconds, and is made when it is asked for again", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  await gateOf(studio, runId, "frames");
  await studio.handle(runId).cancel();
  const [shot] = readShots(await studio.documents.readDocument(projectId, "shots"));
  const jobId = newId("again");
  const row = { id: jobId, projectId, kind: "clip", shotId: shot?.id ?? "", startedByName: "Ana" } as const;
  await studio.db
    .insertInto("job")
    .values({ ...row, status: "queued", error: "null" })
    .execute();
  const ask = () =>
    studio
      .client()
      .workflow.start<(job: GenerationJobInput) => Promise<unknown>>(workflowType.generationJob, {
        workflowId: workflowId.generation(jobId),
        taskQueue: taskQueue.studio,
        args: [
          {
            ...{ jobId, projectId, runId: null, stage: null, shotId: row.shotId, slot: "clip", variation: 0 },
            ...{ quality: "draft", provider: "nothing", actor: ana },
          },
        ],
      });
  const isAt = (status: string) =>
    until(async () => {
      const job = await studio.db
        .selectFrom("job")
        .select("status")
        .where("id", "=", jobId)
        .executeTakeFirst();
      return job?.status === status;
    });

  hold = new Promise(() => {});
  const first = await ask();
  await isAt("working");
  await first.cancel();
  await isAt("cancelled");
  // The row says so before Temporal has closed the workflow, and until then its name is taken.
  await expect(first.result()).rejects.toThrow("cancelled");
  hold = null;
  expect(made).not.toContain(`${row.shotId} clip`);
  await (await ask()).result();
  await isAt("done");
  expect(made.filter((name) => name === `${row.shotId} clip`)).toHaveLength(1);
});

test("RUN-34: the cut comes with the dialogue of every shot that somebody speaks in, and nothing is spoken twice", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "clips");
  await gateOf(studio, runId, "clips");
  const spoken = await speakingShots(projectId);
  const [first = ""] = spoken;
  broken.add(`${first} dialogue`);
  made.length = 0;
  await approve(runId, "clips");
  const gate = await gateOf(studio, runId, "cut");
  broken.clear();
  const items = await itemsOf(runId, "cut");
  expect(items.map(({ shotId, slot }) => shotId ?? slot)).toEqual([null, ...spoken]);
  expect(gate.summary).toMatchObject({ done: spoken.size, failed: 1 });
  // What could not be spoken is tried again by itself; the cut and the other lines stay as they are.
  const itemKey = items.find((item) => item.status === "failed")?.key;
  await studio.handle(runId).executeUpdate(updateName.retryItem, { args: [{ itemKey }] });
  expect((await gateOf(studio, runId, "cut", gate.id)).summary).toMatchObject({ failed: 0 });
  expect(made.toSorted()).toEqual([...spoken].map((id) => `${id} dialogue`).toSorted());
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-11: a paused run starts nothing new until it is resumed", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  await gateOf(studio, runId, "frames");
  await studio.handle(runId).signal("pause");
  await until(async () => (await runOf(runId)).status === "paused");
  made.length = 0;
  const gate = await gateOf(studio, runId, "frames");
  await decide(runId, {
    gateId: gate.id,
    by: ana,
    decision: { decision: "approve", digest: gate.digest, note: "" },
  });
  await until(async () => (await runOf(runId)).status === "paused");
  expect(made).toEqual([]);
  await studio.handle(runId).signal("resume");
  await gateOf(studio, runId, "clips");
  expect(made.length).toBeGreaterThan(0);
  await studio.handle(runId).cancel();
  await endOf(runId);
});

test("RUN-12: a second run over an unchanged film makes nothing again", async () => {
  const projectId = await studio.aProject();
  const first = await studio.aRun(projectId);
  await approveUpTo(first, "clips");
  await gateOf(studio, first, "clips");
  await studio.handle(first).cancel();
  await endOf(first);
  await studio.db.updateTable("run").set({ number: 2 }).where("id", "=", first).execute();
  made.length = 0;
  const second = await studio.aRun(projectId);
  await approveUpTo(second, "clips");
  const gate = await gateOf(studio, second, "clips");
  expect(made).toEqual([]);
  expect(gate.summary).toMatchObject({ failed: 0 });
  for (const item of await itemsOf(second, "clips")) expect(item.status).toBe("reused");
  await studio.handle(second).cancel();
  await endOf(second);
});

test("RUN-2: a gate waits through the restart of worker and engine, then goes on", async () => {
  const projectId = await studio.aProject();
  const runId = await studio.aRun(projectId);
  await approveUpTo(runId, "frames");
  const gate = await gateOf(studio, runId, "frames");
  await studio.stopWorker();
  await studio.temporal.kill();
  await studio.temporal.start();
  await studio.startWorker();
  await studio.reconnect();
  expect((await gateOf(studio, runId, "frames")).id).toBe(gate.id);
  for (const stage of ["frames", "clips", "cut", "delivery"] as const) await approve(runId, stage);
  expect(await endOf(runId)).toMatchObject({ status: "done" });
});
