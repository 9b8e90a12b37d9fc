import { expect, test, type Page } from "@playwright/test";
import type { Take } from "@backlot/shared/generation/artifact";
import { sampleScreenplay } from "@backlot/shared/screenplay/sample";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import {
  enterAsOwner,
  enterByLink,
  inviteByLink,
  openDepartment,
  probeFilm,
  projectIdOf,
  screenplay,
  type Visitor,
} from "./crew.ts";

/** The sample project becomes a film in two browsers: the crew's and the producer's. Rules are in docs/behaviour/run.md. */
const rate = { num: 24, den: 1 };
let studio: Studio;
let ben: Visitor;
let pia: Visitor;
let projectId = "";

test.beforeAll(async ({ browser }) => {
  studio = await startStudio({ withTemporal: true });
  const ana = await enterAsOwner(browser, studio);
  projectId = projectIdOf(ana.page);
  await shorten();
  ben = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Ben Okafor", "ben@example.org");
  pia = await enterByLink(browser, await inviteByLink(ana.page, "Producer"), "Pia Lund", "pia@example.org");
  await ana.context.close();
});
test.afterAll(async () => {
  await ben?.context.close();
  await pia?.context.close();
  await studio?.stop();
});

/** Keeps the first and the last scene of the sample: the whole of it takes two cores ten minutes and more to draw. */
async function shorten(): Promise<void> {
  const parts = sampleScreenplay.split(/\n(?=(?:INT|EXT)\. )/);
  const fountain = [...parts.slice(0, 2), ...parts.slice(-1)].join("\n");
  const answer = await fetch(`${studio.url}/internal/commands`, {
    method: "POST",
    headers: { authorization: `Bearer ${studio.token}`, "content-type": "application/json" },
    body: JSON.stringify({
      key: `shorten-${projectId}`,
      projectId,
      actor: { id: "operator", name: "Operator" },
      command: { type: "importScript", fountain },
    }),
  });
  expect(answer.ok).toBe(true);
}

/** Approves the stage that waits, as soon as it waits. */
async function approve(page: Page, stage: string): Promise<void> {
  await page.getByRole("button", { name: `Approve ${stage}` }).click();
  await expect(page.getByRole("region", { name: "Decisions" })).toContainText(
    new RegExp(`${stage}: approved by Pia Lund`, "i"),
  );
}

async function takesOf(page: Page): Promise<Take[]> {
  const answer = await page.request.get(`${studio.url}/api/projects/${projectId}/takes`);
  return ((await answer.json()) as { takes: Take[] }).takes;
}

test("the sample becomes a film in two browsers: the crew runs it, the producer approves and has two shots made again, and ffprobe confirms it", async () => {
  test.setTimeout(480_000);
  const [crew, producer] = [ben.page, pia.page];
  await expect(screenplay(crew).locator("p[data-type=sceneHeading]")).toHaveCount(2);

  await openDepartment(crew, "Production");
  await crew.getByRole("button", { name: "Start the first run" }).click();
  await crew.getByRole("button", { name: "Start the run" }).click();
  // Nobody reloads: the run, its gates and the decisions appear in both browsers by themselves.
  await openDepartment(producer, "Production");
  await expect(crew.getByRole("region", { name: "Gate: Breakdown" })).toContainText(
    "A producer or the owner decides",
  );
  await expect(crew.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await approve(producer, "breakdown");
  await approve(producer, "casting");

  const gate = producer.getByRole("region", { name: "Gate: Frames" });
  await gate.getByRole("button", { name: "Request changes" }).click();
  const shots = gate.getByRole("region", { name: "What was made" }).getByRole("listitem");
  const first = await takesOf(crew);
  const shotIds = new Set(first.map((take) => take.shotId));
  expect(first).toHaveLength(shotIds.size * 2);
  await expect(shots).toHaveCount(shotIds.size);

  await gate.getByLabel("What should change").fill("Closer to the box.");
  await shots.nth(1).getByRole("checkbox").check();
  await shots.nth(3).getByRole("checkbox").check();
  await gate.getByRole("button", { name: "Request changes to 2 items" }).click();
  await expect(crew.getByRole("heading", { name: "Frames: waiting for approval, round 2" })).toBeVisible({
    timeout: 120_000,
  });
  await expect(crew.getByRole("region", { name: "Decisions" })).toContainText("Closer to the box.");
  // Both frames of the two shots, and of no other, were made again; the first ones are kept.
  const again = (await takesOf(crew)).filter((take) => !first.some((one) => one.id === take.id));
  expect(again.map((take) => take.kind).toSorted()).toEqual([
    "endFrame",
    "endFrame",
    "startFrame",
    "startFrame",
  ]);
  expect(new Set(again.map((take) => take.shotId)).size).toBe(2);
  for (const at of [1, 3]) await expect(shots.nth(at).getByRole("img", { name: /take 2$/ })).toHaveCount(2);
  await expect(gate.getByRole("img", { name: /take 2$/ })).toHaveCount(4);

  for (const stage of ["frames", "clips", "cut", "delivery"]) await approve(producer, stage);
  for (const page of [crew, producer])
    await expect(page.getByText("Finished", { exact: true })).toBeVisible();

  await openDepartment(crew, "Sequencer");
  const films = crew.getByRole("region", { name: "Finished films" });
  await expect(films.getByRole("listitem")).toHaveCount(1);
  const downloading = crew.waitForEvent("download");
  await films.getByRole("link", { name: "MP4" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("film-1.mp4");
  const { frames, seconds } = await probeFilm(await download.path());
  const clips = (await takesOf(crew)).filter((take) => take.kind === "clip");
  expect(clips).toHaveLength(shotIds.size);
  expect(frames).toBe(clips.reduce((sum, clip) => sum + (clip.frames ?? 0), 0));
  expect(seconds).toBeCloseTo(frames / 24, 1);
  await expect(crew.getByTestId("cut-duration")).toContainText(formatTimecode(frames, rate));

  await films.getByRole("button", { name: "Watch" }).click();
  await expect(crew.locator("video")).toHaveJSProperty("error", null);
  await expect(crew.getByRole("link", { name: "SRT" })).toBeVisible();
});
