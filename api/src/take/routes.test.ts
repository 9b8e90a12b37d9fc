import { afterAll, beforeAll, expect, test } from "vitest";
import { addAsset, assetDescription } from "@backlot/shared/documents/assets";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { addShots } from "@backlot/shared/documents/shots";
import { readFilm } from "@backlot/shared/build/read-film";
import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";
import type { Take } from "@backlot/shared/generation/artifact";
import { textBlock } from "@backlot/shared/screenplay/block";
import { recordArtifact } from "@backlot/shared/server/artifacts";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { withJob } from "./jobs.ts";

let studio: TestStudio;
let owner: Caller;
let projectId: string;
let shotId: string;
let zoe: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Takes" })).body.id;
  const { documents } = studio;
  const heading = { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" };
  writeScreenplay(documents.document(projectId, "script"), { titlePage: [], blocks: [heading] });
  zoe = addAsset(documents.document(projectId, "assets"), {
    category: "character",
    name: "Zoë",
    description: "thirty",
    origin: "person",
    createdAt: 1,
  });
  const presence = { [zoe]: { start: true, end: true, startLook: null, endLook: null } };
  [shotId = ""] = addShots(documents.document(projectId, "shots"), "scene1", [
    { sceneId: "scene1", origin: "person", createdAt: 1, presence },
  ]);
});
afterAll(() => studio.close());

async function record(jobId: string) {
  const film = await readFilm(studio.documents, projectId);
  const inputs = resolveSlot(film, shotId, "startFrame", {
    provider: "previs",
    quality: "draft",
    variation: 0,
  });
  return await recordArtifact(studio.db, {
    projectId,
    kind: "startFrame",
    shotId,
    runId: null,
    inputs,
    digest: slotDigest(inputs),
    media: { hash: "a".repeat(64), mime: "image/jpeg", bytes: 10, width: 640, height: 360 },
    provider: "previs",
    alternate: false,
    costMicros: 0,
    author: "run",
    jobId,
  });
}

test("BLD-12: recording the same job twice gives one take; another job gives the next number", async () => {
  const first = await record("job-1");
  expect(await record("job-1")).toEqual(first);
  expect((await record("job-2")).number).toBe(first.number + 1);
  const { takes } = (await owner.send<{ takes: Take[] }>("GET", `/api/projects/${projectId}/takes`)).body;
  expect(takes.map((one) => [one.number, one.stale])).toEqual([
    [2, []],
    [1, []],
  ]);
});

test("BLD-9: what is stale is listed with its cause, and nothing is remade by itself", async () => {
  assetDescription(studio.documents.document(projectId, "assets"), zoe).insert(0, "tall, ");
  await studio.db
    .insertInto("fieldAuthor")
    .values({ projectId, object: `asset:${zoe}`, field: "description", userId: owner.id, userName: "Ana" })
    .execute();
  const { body } = await owner.send<{ shots: unknown[]; items: number; estimatedSeconds: number | null }>(
    "GET",
    `/api/projects/${projectId}/stale`,
  );
  expect(body).toMatchObject({
    items: 1,
    estimatedSeconds: null,
    shots: [{ shotId, slots: ["startFrame"], causes: [{ label: "Zoë's description", by: "Ana" }] }],
  });
});

test("while the engine prepares, making a take is refused with a next step and changes nothing", async () => {
  const count = async () => (await studio.db.selectFrom("artifact").select("id").execute()).length;
  const before = await count();
  const path = `/api/projects/${projectId}/bring-up-to-date`;
  const answer = await owner.send<{ error: { code: string; nextStep: string } }>("POST", path, {});
  expect([answer.status, answer.body.error.code]).toEqual([503, "engine-preparing"]);
  expect(await count()).toBe(before);
});

test("a job that could not be started is not listed; a failed one says why", async () => {
  const jobs = async () =>
    (await owner.send<{ jobs: unknown[] }>("GET", `/api/projects/${projectId}/jobs`)).body.jobs;
  const refused = await owner.send("POST", `/api/projects/${projectId}/takes`, { shotId, slot: "clip" });
  expect([refused.status, await jobs()]).toEqual([503, []]);
  const job = { id: "job-3", projectId, kind: "render", shotId: null, actorName: "Ana" } as const;
  await withJob(studio.db, job, () => Promise.resolve());
  expect(await jobs()).toMatchObject([{ id: "job-3", status: "queued", progress: 0, startedByName: "Ana" }]);
  const error = { code: "internal", sentence: "There was no room." };
  await studio.db
    .updateTable("job")
    .set({ status: "failed", error: JSON.stringify(error) })
    .execute();
  expect(await jobs()).toMatchObject([{ id: "job-3", status: "failed", error }]);
});

test("RUN-32: a job can be cancelled while it is under way, by those who may, in its own project", async () => {
  const job = { id: "gen:job-4", projectId, kind: "clip", shotId, actorName: "Ana" } as const;
  await withJob(studio.db, job, () => Promise.resolve());
  const cancel = async (by: Caller, id: string = job.id, project = projectId) =>
    (await by.send("POST", `/api/projects/${project}/jobs/${encodeURIComponent(id)}/cancel`)).status;
  const other = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Another" });
  expect(await cancel(await studio.invite(owner, projectId, "reviewer"))).toBe(403);
  expect(await cancel(owner, job.id, other.body.id)).toBe(404);
  // Asking the engine is what is left, and there is none here.
  expect(await cancel(owner)).toBe(503);
  await studio.db.updateTable("job").set({ status: "done" }).where("id", "=", job.id).execute();
  expect(await cancel(owner)).toBe(409);
});

test.each([
  ["/takes", { shotId: "", slot: "clip" }, 400, "shotId"],
  ["/takes", { shotId: "gone", slot: "clip" }, 404, undefined],
  ["/takes", { shotId: "gone", slot: "poster" }, 400, "slot"],
  ["/bring-up-to-date", { shotIds: ["gone"] }, 404, "shotIds"],
])("API-2: %s with %j is refused", async (path, body, status, field) => {
  const answer = await owner.send<{ error: { field?: string } }>(
    "POST",
    `/api/projects/${projectId}${path}`,
    body,
  );
  expect([answer.status, answer.body.error.field]).toEqual([status, field]);
});
