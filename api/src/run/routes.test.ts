import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "@backlot/shared/errors/app-error";
import { runOptions } from "@backlot/shared/pipeline/stages";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { createRun, endLostRun, endUnstartedRun } from "./store.ts";

/** Answers as the studio's engine does while it prepares. */
const preparing = { state: "preparing", detail: "The engine is being built.", progress: 0.2 } as const;

let studio: TestStudio;
let owner: Caller;
let projectId: string;

beforeAll(async () => {
  studio = await openTestStudio({
    engineStatus: { current: () => preparing, subscribe: () => () => {} },
  });
  owner = await studio.enterOwner();
  const made = await owner.send<{ id: string }>("POST", "/api/projects", {
    title: "Night Ferry",
    fountain: "INT. CABIN - NIGHT\n\nMara waits.\n",
  });
  projectId = made.body.id;
});
afterAll(() => studio.close());

const runs = (rest = "") => `/api/projects/${projectId}/runs${rest}`;

test("RUN-17: while the engine prepares a start is refused with a next step, and nothing is written down", async () => {
  const answer = await owner.send("POST", runs(), {});
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ error: { code: "engine-preparing", sentence: preparing.detail } });
  expect((await owner.send("GET", runs())).body).toEqual({ runs: [] });
});

test("RUN-18: a project has one live run, also when two start it in the same moment", async () => {
  const made = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Twice" });
  const options = runOptions.parse({ provider: "nothing" });
  const actor = { id: owner.id, name: "Ana", email: null, color: "#888888", kind: "person" } as const;
  const start = () => createRun(studio.db, { projectId: made.body.id, options, actor });
  const [one, other] = await Promise.all([start(), start()]);
  expect(other.runId).toBe(one.runId);
  expect(one.isNew).not.toBe(other.isNew);
  await endLostRun(studio.db, one.runId);
  expect(await start()).toMatchObject({ isNew: true });
});

test("RUN-18: a script without a scene is refused with a next step", async () => {
  const made = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Empty" });
  const answer = await owner.send("POST", `/api/projects/${made.body.id}/runs`, {});
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    error: { sentence: "The script has no scenes yet.", nextStep: expect.any(String) },
  });
});

test("a start with options out of range names the field", async () => {
  const answer = await owner.send("POST", runs(), {
    options: { delivery: { width: 5, height: 90, fps: 24 } },
  });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: { field: "options.delivery.width" } });
});

test("RUN-4: crew may start and control, only producers and owners decide; reviewers only look", async () => {
  const crew = await studio.invite(owner, projectId, "crew");
  const reviewer = await studio.invite(owner, projectId, "reviewer");
  const decision = { decision: "approve", digest: "x" };
  expect((await crew.send("POST", runs("/run-1/gates/g"), decision)).status).toBe(403);
  expect((await reviewer.send("POST", runs(), {})).status).toBe(403);
  expect((await reviewer.send("POST", runs("/run-1/cancel"))).status).toBe(403);
  expect((await reviewer.send("GET", runs())).status).toBe(200);
  expect((await studio.stranger.send("GET", runs())).status).toBe(401);
});

test("a run that is not there, or is another project's, is not found", async () => {
  for (const rest of ["/run-1", "/run-1/cancel", "/run-1/gates/g", "/run-1/items/k/retry"]) {
    const isRead = rest === "/run-1";
    const body = rest.includes("gates") ? { decision: "approve", digest: "x" } : undefined;
    expect((await owner.send(isRead ? "GET" : "POST", runs(rest), body)).status).toBe(404);
  }
});

test("asking for changes needs a note that says what", async () => {
  const answer = await owner.send("POST", runs("/run-1/gates/g"), {
    decision: "changes",
    digest: "x",
    note: "",
    items: [],
  });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: { field: "note", sentence: "Say what should change." } });
});

test("RUN-25: a run that the engine refused has failed with the reason, and is not in the way of the next", async () => {
  const options = runOptions.parse({});
  const actor = { id: owner.id, name: "Ana", email: null, color: "#fff", kind: "person" } as const;
  const first = await createRun(studio.db, { projectId, options, actor });
  expect((await createRun(studio.db, { projectId, options, actor })).isNew).toBe(false);
  await endUnstartedRun(studio.db, first.runId, new AppError("internal", { sentence: "No." }));
  const { body } = await owner.send<{ runs: unknown[] }>("GET", runs());
  expect(body.runs).toMatchObject([{ status: "failed", error: { sentence: "No." } }]);
  expect((await createRun(studio.db, { projectId, options, actor })).isNew).toBe(true);
});

test("a project without films has an empty list, and an empty cut is not rendered", async () => {
  expect((await owner.send("GET", `/api/projects/${projectId}/films`)).body).toEqual({ films: [] });
  const answer = await owner.send("POST", `/api/projects/${projectId}/renders`, {});
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: { sentence: "The cut is empty." } });
});
