import { expect, test } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { expectAccessible } from "../app/crew.e2e-kit.ts";
import { enterAsOwner, filmTake, signInAsOwner } from "../dailies/film-fixture.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio.stop();
});

test("CUT-2, CUT-3, CUT-4, CUT-5, CUT-7: shots are put in, trimmed, reordered, removed, taken back and played", async ({
  page,
}) => {
  const projectId = await enterAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const add = page.getByRole("button", { name: "Add a shot to scene 1" });
  await add.click();
  await add.click();
  await expect(page.locator("[data-shot]")).toHaveCount(2);
  const ids = await page
    .locator("[data-shot]")
    .evaluateAll((rows) => rows.map((row) => row.dataset["shot"] ?? ""));
  for (const id of ids) await filmTake(studio, projectId, id);

  await page.goto(`${studio.url}/p/${projectId}/cut`);
  await page.getByRole("button", { name: "Add 2 shots" }).click();
  const length = page.getByTestId("cut-duration");
  await expect(length).toHaveText("2 clips · 00:00:06:00");

  // By keyboard: the head one frame later, then the clip itself one place later.
  await page.keyboard.press("w");
  await expect(length).toHaveText("2 clips · 00:00:05:23");
  await page.keyboard.press("Alt+ArrowRight");
  const clips = page.getByRole("list").getByRole("button", { name: /^Clip / });
  await expect(clips.first()).toHaveAccessibleName("Clip 1B, 72 frames");

  // By pointer: the tail of the first clip, and the order again.
  const tail = page.locator("[data-edge=out]").first();
  const edge = await tail.boundingBox();
  if (edge === null) throw new Error("The strip is not on screen.");
  await page.mouse.move(edge.x + 5, edge.y + 40);
  await page.mouse.down();
  await page.mouse.move(edge.x + 5 - 18, edge.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(clips.first()).toHaveAccessibleName("Clip 1B, 60 frames");
  await clips.nth(1).dragTo(clips.first(), { steps: 8 });
  await expect(clips.first()).toHaveAccessibleName("Clip 1A, 71 frames");

  await clips.first().click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(length).toHaveText("1 clip · 00:00:02:12");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(length).toHaveText("2 clips · 00:00:05:11");

  await page.getByRole("button", { name: "First frame" }).click();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.getByTestId("frame")).toHaveText("130 / 131");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("CUT-12: a clip is heard with the dialogue of its shot, from where it plays, and not while it stands", async ({
  page,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const shotId = await page.locator("[data-shot]").first().getAttribute("data-shot");
  await filmTake(studio, projectId, shotId, "dialogue");

  await page.goto(`${studio.url}/p/${projectId}/cut`);
  await page.getByRole("list").getByRole("button", { name: "Clip 1A, 71 frames" }).click();
  const dialogue = page.getByTestId("dialogue");
  await expect(dialogue).toHaveJSProperty("paused", true);
  await page.getByRole("slider", { name: "Frame" }).fill("24");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(dialogue).toHaveJSProperty("paused", false);
  // Wherever it is by now, it is where the picture is, within what nobody hears.
  const apart = () =>
    page.evaluate(() => {
      const [audio, video] = [document.querySelector("audio"), document.querySelector("video")];
      return Math.abs((audio?.currentTime ?? 0) - (video?.currentTime ?? 9));
    });
  await expect.poll(apart).toBeLessThan(0.25);
  expect(await dialogue.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0.9);
  await page.keyboard.press("k");
  await expect(dialogue).toHaveJSProperty("paused", true);

  // In Dailies too, and in Shot Studio by itself.
  await page.goto(`${studio.url}/p/${projectId}/dailies?shot=${shotId}`);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(dialogue).toHaveJSProperty("paused", false);
  await page.goto(`${studio.url}/p/${projectId}/shots?shot=${shotId}`);
  const takes = page.getByRole("region", { name: "Dialogue takes of 1A" });
  await takes.getByRole("button", { name: "Hear take 1 of 1A" }).click();
  await takes.getByRole("button", { name: "Stop take 1 of 1A" }).click();
  await expect(takes.getByRole("button", { name: "Hear take 1 of 1A" })).toBeVisible();
});

test("CUT-2, CUT-3, CUT-7, CUT-11: a deleted shot, a changed length, a typed trim and playing backwards", async ({
  page,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/cut`);
  const length = page.getByTestId("cut-duration");
  const clips = page.getByRole("list").getByRole("button", { name: /^Clip / });
  await expect(length).toHaveText("2 clips · 00:00:05:11");

  // A third, unfilmed: it has its place and no length.
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  await expect(page.locator("[data-shot]")).toHaveCount(3);
  await page.goto(`${studio.url}/p/${projectId}/cut`);
  await page.getByRole("button", { name: "Add 1 shot" }).click();
  await expect(length).toHaveText("3 clips · 00:00:05:11 · 1 not filmed");
  await expect(clips.nth(2)).toHaveAccessibleName("Clip 1C, 72 frames, not filmed yet");

  // Digits on the way to a number trim nothing.
  await clips.first().click();
  const first = page.getByRole("textbox", { name: "First frame" });
  await first.fill("6");
  await expect(length).toHaveText(/05:11/);
  await first.fill("60");
  await first.press("Enter");
  await expect(length).toHaveText(/^3 clips · 00:00:03:00/);
  await expect(clips.first()).toHaveAccessibleName("Clip 1A, 12 frames");

  // Backwards over the edge of a clip, and not before its first frame.
  await page.getByRole("button", { name: "Last frame" }).click();
  await page.keyboard.press("j");
  await expect(page.getByTestId("frame")).toHaveText("0 / 72");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();

  // The first shot of the story goes: what is shown still moves past where its clip stands.
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "More for shot 1B" }).click();
  await page.getByRole("menuitem", { name: "Delete the shot" }).click();
  const planned = page.getByRole("row").getByLabel("Duration in frames of 1A");
  await planned.fill("24");
  await planned.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await page.goto(`${studio.url}/p/${projectId}/cut`);
  await expect(length).toHaveText("2 clips · 00:00:00:12 · 1 not filmed");
  await clips.first().click();
  await page.getByRole("button", { name: "Later" }).click();
  await expect(clips.nth(1)).toHaveAccessibleName("Clip 1A, 12 frames");
});
