import { afterAll, beforeAll, expect, test } from "vitest";
import { filmDigest } from "@backlot/shared/cut/film-plan";
import { addClips } from "@backlot/shared/documents/cut";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { addShots, changeShot, circleTake } from "@backlot/shared/documents/shots";
import { runOptions } from "@backlot/shared/pipeline/stages";
import { textBlock } from "@backlot/shared/screenplay/block";
import { recordArtifact } from "@backlot/shared/server/artifacts";
import { readFilmPlan } from "@backlot/shared/server/film-plan";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

const { delivery } = runOptions.parse({});
let studio: TestStudio;
let owner: Caller;
let projectId: string;
let shot: string;

beforeAll(async () => {
  const preparing = { state: "preparing", detail: "The engine is starting.", progress: 0 } as const;
  studio = await openTestStudio({
    engineStatus: { current: () => preparing, subscribe: () => () => {} },
  });
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Films" })).body.id;
  const { documents } = studio;
  const heading = { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" };
  writeScreenplay(documents.document(projectId, "script"), { titlePage: [], blocks: [heading] });
  const [shotId = ""] = addShots(documents.document(projectId, "shots"), "scene1", [
    { sceneId: "scene1", origin: "person", createdAt: 1 },
  ]);
  addClips(documents.document(projectId, "cut"), [{ shotId, origin: "person" }], 0);
  shot = shotId;
});
afterAll(() => studio.close());

async function record(
  kind: "clip" | "render",
  shotId: string | null,
  digest: string,
  { hash = kind.padEnd(64, "0"), alternate = false } = {},
) {
  return await recordArtifact(studio.db, {
    projectId,
    kind,
    shotId,
    runId: null,
    inputs: {},
    digest,
    media: { hash, mime: "video/mp4", bytes: 10, frames: 72, fps: 24 },
    provider: "previs",
    alternate,
    costMicros: 0,
    author: "run",
    jobId: digest,
  });
}

const render = () => owner.send("POST", `/api/projects/${projectId}/renders`, {});
const jobs = () => owner.send<{ jobs: unknown[] }>("GET", `/api/projects/${projectId}/jobs`);

test("CUT-6: the film takes the clip that every screen shows, also where there is only one that was set aside", async () => {
  const shown = async () => (await readFilmPlan(studio, projectId, delivery)).segments[0]?.mediaHash;
  await expect(shown()).rejects.toMatchObject({ sentence: "No shot in the cut has a clip yet." });
  const [aside, made, later] = ["1", "2", "3"].map((digit) => digit.padEnd(64, "0"));
  await record("clip", shot, "aside", { hash: aside!, alternate: true });
  expect(await shown()).toBe(aside);
  const take = await record("clip", shot, "made", { hash: made! });
  await record("clip", shot, "later", { hash: later!, alternate: true });
  expect(await shown()).toBe(made);
  circleTake(studio.documents.document(projectId, "shots"), shot, "clip", take.id, "ana");
  await record("clip", shot, "newest", { hash: later! });
  expect(await shown()).toBe(made);
});

test("CUT-9: a render that did not reach the engine is taken back, so that nothing waits for ever", async () => {
  expect((await render()).status).toBe(503);
  expect((await jobs()).body.jobs).toEqual([]);
});

test("CUT-9: a film that was made without a voice is no answer for one that speaks", async () => {
  const { documents } = studio;
  writeScreenplay(documents.document(projectId, "script"), {
    titlePage: [],
    blocks: [
      { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" },
      { ...textBlock("character", "MARA"), id: "cue1" },
      { ...textBlock("dialogue", "You are late."), id: "line1" },
    ],
  });
  changeShot(documents.document(projectId, "shots"), shot, { blockIds: ["line1"] });
  const film = await record(
    "render",
    null,
    filmDigest(await readFilmPlan(studio, projectId, delivery), delivery),
  );
  const saysVoice = (hasVoice: boolean) =>
    studio.db
      .updateTable("artifact")
      .set({ meta: JSON.stringify({ hasVoice }) })
      .where("id", "=", film.id)
      .execute();
  await saysVoice(false);
  // It is for the engine to say whether there is a voice now; there is no engine here.
  expect((await render()).status).toBe(503);
  await saysVoice(true);
  expect(await render()).toMatchObject({ status: 200, body: { filmId: film.id } });
});

test("CUT-9: the same cut is answered with the film that is there, until the cut changes", async () => {
  const plan = await readFilmPlan(studio, projectId, delivery);
  const film = await record("render", null, filmDigest(plan, delivery));
  expect(await render()).toMatchObject({ status: 200, body: { filmId: film.id } });
  expect((await jobs()).body.jobs).toEqual([]);
  const larger = { options: { delivery: { ...delivery, width: 1920, height: 1080 } } };
  expect((await owner.send("POST", `/api/projects/${projectId}/renders`, larger)).status).toBe(503);
});
