import { afterAll, beforeAll, expect, test } from "vitest";
import { filmOf } from "@backlot/shared/build/film";
import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { addShots, changeShot } from "@backlot/shared/documents/shots";
import { AppError } from "@backlot/shared/errors/app-error";
import type { GenerationJobInput } from "@backlot/shared/pipeline/contract";
import { runOptions } from "@backlot/shared/pipeline/stages";
import { textBlock } from "@backlot/shared/screenplay/block";
import { recordArtifact } from "@backlot/shared/server/artifacts";
import type { TemporalClient } from "../engine/temporal.ts";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { madeLike, readStale, startSlotJobs } from "./bring-up-to-date.ts";
import { estimateSeconds } from "./pace.ts";

const actor = { id: "ana", name: "Ana", email: null, color: "#fff", kind: "person" } as const;
let studio: TestStudio;
let owner: Caller;
let projectId: string;
let shotIds: string[];

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Stale" })).body.id;
  const heading = { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" };
  writeScreenplay(studio.documents.document(projectId, "script"), { titlePage: [], blocks: [heading] });
  const shot = { sceneId: "scene1", origin: "person", createdAt: 1 } as const;
  shotIds = addShots(
    studio.documents.document(projectId, "shots"),
    "scene1",
    Array.from({ length: 40 }, () => shot),
  );
});
afterAll(() => studio.close());

function film() {
  const [script, assets, shots] = (["script", "assets", "shots"] as const).map((kind) =>
    studio.documents.document(projectId, kind),
  );
  return filmOf(projectId, { script: script!, assets: assets!, shots: shots! });
}

/** An engine that takes what `refuse` lets through. */
function anEngine(refuse: (job: GenerationJobInput) => boolean) {
  const taken: GenerationJobInput[] = [];
  const client = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflow: {
      start(_type: string, { args: [job] }: { args: [GenerationJobInput] }) {
        if (refuse(job)) return Promise.reject(new AppError("engine-preparing", { sentence: "Away." }));
        taken.push(job);
        return Promise.resolve();
      },
    },
  };
  return { taken, temporal: (() => Promise.resolve(client)) as unknown as TemporalClient };
}

function requests() {
  const options = runOptions.parse({});
  return shotIds.map((shotId) => ({
    film: film(),
    shotId,
    slot: "clip" as const,
    variation: 0,
    directions: [],
    options,
    actor,
  }));
}

const queued = async () =>
  (await studio.db.selectFrom("job").select("id").where("status", "=", "queued").execute()).length;

test("BLD-9: many are started together, and one that is refused holds up nobody and is not listed", async () => {
  const { taken, temporal } = anEngine((job) => job.shotId === shotIds[20]);
  expect(await startSlotJobs(studio.db, temporal, requests())).toEqual({ started: 39, notStarted: 1 });
  expect(new Set(taken.map((job) => job.shotId)).size).toBe(39);
  expect(await queued()).toBe(39);
  const again = anEngine(() => false);
  await startSlotJobs(studio.db, again.temporal, requests());
  expect(await queued()).toBe(40);
  await studio.db.deleteFrom("job").execute();
});

test("BLD-9: while there is no engine nothing is listed, and it says so", async () => {
  const { temporal } = anEngine(() => true);
  await expect(startSlotJobs(studio.db, temporal, requests())).rejects.toMatchObject({ sentence: "Away." });
  expect(await queued()).toBe(0);
  expect(await startSlotJobs(studio.db, temporal, [])).toEqual({ started: 0, notStarted: 0 });
});

test("BLD-18: what takes the place of a stale take is made as that was, whatever the newest run made", async () => {
  const [shotId = ""] = shotIds;
  const inputs = resolveSlot(film(), shotId, "clip", { provider: "previs", quality: "master", variation: 0 });
  await recordArtifact(studio.db, {
    projectId,
    kind: "clip",
    shotId,
    runId: null,
    inputs,
    digest: slotDigest(inputs),
    media: { hash: "a".repeat(64), mime: "video/mp4", bytes: 10 },
    provider: "previs",
    alternate: false,
    costMicros: 0,
    author: "ana",
    jobId: "job-1",
  });
  changeShot(studio.documents.document(projectId, "shots"), shotId, { size: "close" });
  const [stale] = await readStale(studio.db, film());
  expect(stale).toMatchObject({ shotId, take: { quality: "master" } });
  expect(madeLike(stale!.take, runOptions.parse({ quality: "draft" }))).toEqual({
    provider: "previs",
    quality: "master",
  });
});

test("BLD-17: the time is measured at the quality that is asked for", async () => {
  const startedAt = new Date(0);
  for (const [number, quality] of (["draft", "master"] as const).entries()) {
    await studio.db
      .insertInto("run")
      .values({
        id: `run-${quality}`,
        projectId,
        number: number + 1,
        status: "done",
        stage: "delivery",
        options: JSON.stringify(runOptions.parse({ quality })),
        error: "null",
        startedBy: "ana",
        startedByName: "Ana",
        endedAt: new Date(),
      })
      .execute();
    await studio.db
      .insertInto("runItem")
      .values({
        runId: `run-${quality}`,
        key: "clip",
        stage: "clips",
        label: "1A",
        position: 0,
        status: "done",
        error: "null",
        shotId: "s",
        slot: "clip",
        startedAt,
        updatedAt: new Date(quality === "draft" ? 2_000 : 30_000),
      })
      .execute();
  }
  const estimate = (quality: "draft" | "master") =>
    estimateSeconds(studio.db, projectId, [
      { slot: "clip", quality },
      { slot: "clip", quality },
    ]);
  expect([await estimate("draft"), await estimate("master")]).toEqual([4, 60]);
  expect(await estimateSeconds(studio.db, projectId, [{ slot: "endFrame", quality: "draft" }])).toBeNull();
  expect(await estimateSeconds(studio.db, projectId, [])).toBe(0);
});
