import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { createCrew } from "@backlot/infra/kill-matrix/crew";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { tinyScreenplay } from "@backlot/shared/screenplay/fixtures/tiny";
import { deriveShotList } from "@backlot/shared/shot/derive";
import { enterAsOwner, makeProject, openDepartment, type Visitor } from "../proof/crew.ts";

/** What goes wrong in a run, and what people do about it. The provider costs no time; ffmpeg fails or waits on demand. */
const shots = deriveShotList(parseFountain(tinyScreenplay).blocks).length;
const folder = mkdtempSync(join(tmpdir(), "backlot-ffmpeg-"));
const failing = join(folder, "failing");
const holding = join(folder, "holding");
let studio: Studio;
let ana: Visitor;
let film = "";

/** An ffmpeg that fails while one file is there, and waits while another one is. */
function awkwardFfmpeg(): string {
  const path = join(folder, "ffmpeg");
  const real = process.env["FFMPEG_PATH"] ?? "/usr/bin/ffmpeg";
  const lines = [
    "#!/bin/sh",
    // Questions about what it can do are answered; only work is awkward.
    `case " $* " in *" -i "*) ;; *) exec ${real} "$@" ;; esac`,
    `while [ -e ${holding} ]; do sleep 0.1; done`,
    `[ -e ${failing} ] && { echo "Conversion failed!" >&2; exit 1; }`,
    `exec ${real} "$@"`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  return path;
}

test.describe.configure({ mode: "serial", timeout: 240_000 });
test.beforeAll(async ({ browser }) => {
  studio = await startStudio({ withTemporal: true, env: { FFMPEG_PATH: awkwardFfmpeg() } });
  ana = await enterAsOwner(browser, studio);
  film = await makeProject(ana.page, "The Last Cup", tinyScreenplay);
  await createCrew(() => studio).startRun(film, { provider: "nothing" });
});
test.afterAll(async () => {
  await ana?.context.close();
  await studio?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stage = (page: Page, name: string) =>
  page.getByRole("list", { name: "Stages" }).getByRole("button", { name });

test("RUN-9, RUN-10, RUN-11: a run is paused, what failed is made again, and the run is cancelled", async () => {
  const { page } = ana;
  await openDepartment(page, "Production");
  await page.getByRole("button", { name: "Approve breakdown" }).waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByRole("button", { name: "Approve breakdown" }).click();
  await expect(stage(page, "Casting")).toContainText("Paused");
  await expect(page.getByText("nothing new starts until somebody resumes the run")).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Approve casting" }).click();

  writeFileSync(failing, "");
  await page.getByRole("button", { name: "Approve frames" }).click();
  const items = page.getByRole("list", { name: "Items of Clips" });
  const failed = items.getByRole("listitem").filter({ hasText: "Failed" });
  await expect(failed).toHaveCount(shots, { timeout: 60_000 });
  await expect(stage(page, "Clips")).toContainText(`${shots} failed`);
  await expect(failed.first()).toContainText("ffmpeg could not finish: Conversion failed.");
  await expect(failed.first()).toContainText("Retry it;");
  await page.getByRole("button", { name: "Approve clips" }).click();
  await expect(page.getByRole("alert")).toContainText("There is nothing to approve");

  rmSync(failing);
  for (let done = 1; done <= shots; done += 1) {
    const retry = failed.first().getByRole("button", { name: /^Retry / });
    await retry.click();
    await expect(items.getByRole("listitem").filter({ hasText: "Done" })).toHaveCount(done);
    await expect(failed).toHaveCount(shots - done);
  }
  await page.getByRole("button", { name: "Approve clips" }).click();

  await page.getByRole("button", { name: "Approve cut" }).waitFor();
  await page.getByRole("button", { name: "Cancel run" }).click();
  const asked = page.getByRole("dialog", { name: /^Cancel run/ });
  await asked.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("button", { name: "Approve cut" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel run" }).click();
  await asked.getByRole("button", { name: "Cancel the run" }).click();
  await expect(page.getByText("Cancelled: what was made is kept")).toBeVisible();
  await expect(stage(page, "Cut")).toContainText("Cancelled");
  await expect(page.getByRole("region", { name: "Decisions" })).toContainText("Cut: withdrawn");
});

test("RUN-15: a run may not spend more than the project, and a producer raises what the project may", async () => {
  const { page } = ana;
  await page.getByRole("button", { name: "Start a run" }).click();
  const dialog = page.getByRole("dialog", { name: "Start a run" });
  await dialog.getByLabel("Budget").fill("5");
  await dialog.getByRole("button", { name: "Start the run" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The run's budget is larger than the project's.");
  await dialog.getByRole("button", { name: "Not now" }).click();
  await page.getByRole("button", { name: "Budget of the project: No budget" }).click();
  await page.getByLabel("Project budget, in credits").fill("7.5");
  await page.getByRole("button", { name: "Set the budget" }).click();
  await expect(
    page.getByRole("button", { name: "Budget of the project: 0 of 7.50 credits spent" }),
  ).toBeVisible();
});

test("RUN-32: a take and a film outside a run are cancelled where their progress is shown, and leave nothing behind", async () => {
  const { page } = ana;
  await openDepartment(page, "Shot Studio");
  await page.locator("[data-shot]").first().click();
  const strip = page.getByRole("region", { name: "Clip takes of 1A" });
  const again = strip.getByRole("button", { name: "Generate again: Clip of 1A" });
  writeFileSync(holding, "");
  await again.click();
  await strip.getByRole("button", { name: "Cancel: Clip of 1A" }).click();
  await expect(again).toBeEnabled();
  await expect(strip.getByRole("listitem")).toHaveCount(1);

  await openDepartment(page, "Sequencer");
  await page.getByRole("button", { name: "Render", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Render" }).click();
  const films = page.getByRole("region", { name: "Finished films" });
  await films.getByRole("button", { name: "Cancel the render" }).click();
  await expect(films.getByRole("progressbar")).toHaveCount(0);
  await expect(films).toContainText("No film has been rendered yet.");
  rmSync(holding);
});

test("CUT-8, CUT-9: a film asked for twice is rendered once, with its progress over a reload, and watched with captions", async () => {
  const { page } = ana;
  await openDepartment(page, "Sequencer");
  writeFileSync(holding, "");
  await page.getByRole("button", { name: "Render", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Render" }).dblclick();
  const underWay = page.getByRole("progressbar", { name: "Progress of the render" });
  await expect(underWay).toHaveCount(1);
  await page.reload();
  await expect(underWay).toHaveCount(1);
  // Somebody else asks for the same film meanwhile.
  const again = await page.request.post(`${studio.url}/api/projects/${film}/renders`, { data: {} });
  expect(again.status()).toBe(202);
  rmSync(holding);
  const films = page.getByRole("region", { name: "Finished films" }).getByRole("listitem");
  await expect(films).toHaveCount(1, { timeout: 60_000 });
  await expect(underWay).toHaveCount(0);
  await page.getByRole("button", { name: "Render", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Render" }).click();
  await expect(page.getByText("The film is there already")).toBeVisible();
  await expect(films).toHaveCount(1);

  await films.getByRole("button", { name: "Watch" }).click();
  const captions = page.getByRole("button", { name: "Captions" });
  const mode = () => page.locator("video").evaluate((video: HTMLVideoElement) => video.textTracks[0]?.mode);
  await expect(captions).toHaveAttribute("aria-pressed", "true");
  await expect.poll(mode).toBe("showing");
  await page.keyboard.press("c");
  await expect(captions).toHaveAttribute("aria-pressed", "false");
  await expect.poll(mode).toBe("hidden");
});

test("BLD-2, BLD-9, BLD-16: a change shows what is stale and whose it was, and brings up to date what it says before", async () => {
  const { page } = ana;
  await openDepartment(page, "Shot Studio");
  const lens = page.getByRole("row").getByRole("textbox", { name: "Lens in millimetres of 1A" });
  await lens.fill("85");
  await lens.press("Enter");
  const dot = page.getByRole("row").getByRole("img", { name: /^Stale: / });
  await expect(dot).toHaveCount(1);
  await expect(dot).toHaveAccessibleName(/Ana Ruiz changed the lens/);
  await page.getByRole("button", { name: /^Bring \d up to date$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Bring up to date" });
  await expect(dialog).toContainText(/3 items in 1 shot will be made again/);
  await expect(dialog).toContainText("1A: start frame, end frame, clip");
  await expect(dialog).toContainText(/Ana Ruiz changed the lens/);
  await dialog.getByRole("button", { name: "Make 3 again" }).click();
  await expect(dot).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole("button", { name: /up to date$/ })).toHaveCount(0);
});
