import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, type Locator, type Page } from "@playwright/test";
import { stages, type StageId } from "@backlot/shared/pipeline/stages";
import { createCrew } from "@backlot/infra/kill-matrix/crew";
import type { Studio } from "@backlot/infra/studio-fixture";
import { screenplay } from "../app/crew.e2e-kit.ts";

export { enterAsOwner, enterByLink, inviteByLink, screenplay, type Visitor } from "../app/crew.e2e-kit.ts";

export type DepartmentName =
  | "Script Lab"
  | "Asset Bin"
  | "Shot Studio"
  | "Production"
  | "Dailies"
  | "Sequencer";

/** Makes a film in the new project's dialog, from a screenplay or (empty text) without one; ends in its Script Lab. Gives the project's id. */
export async function makeProject(page: Page, title: string, fountain: string): Promise<string> {
  await page.getByRole("link", { name: "All projects" }).click();
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByLabel("Title").fill(title);
  if (fountain !== "") {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "script.fountain", mimeType: "text/plain", buffer: Buffer.from(fountain) });
  }
  await page.getByRole("button", { name: "Make the project" }).click();
  await expect(page.getByRole("textbox", { name: "Title of the project" })).toHaveValue(title);
  await expect(screenplay(page)).toBeVisible();
  return projectIdOf(page);
}

/** The project that is open, from the address. */
export function projectIdOf(page: Page): string {
  const id = /\/p\/([^/?]+)/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`No project is open at ${page.url()}`);
  return id;
}

/** Opens a department from the rail and waits until its page stands there. */
export async function openDepartment(page: Page, name: DepartmentName): Promise<void> {
  await page.getByRole("navigation", { name: "Departments" }).getByRole("link", { name }).click();
  await expect(page.locator("main h1, main [aria-label='Screenplay']").first()).toBeAttached();
}

/** Closes the dialog or drawer that is open, as Escape does. */
export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Takes a run over the API, with the provider that costs no time, to the gate of a stage or to its end. */
export async function runTo(studio: Studio, projectId: string, last: StageId | "end"): Promise<void> {
  const crew = createCrew(() => studio);
  const runId = await crew.startRun(projectId, { quality: "draft", provider: "nothing" });
  for (const { id: stage } of stages) {
    const gate = await crew.until(projectId, runId, `${stage} asked`, ({ gates }) =>
      gates.find((one) => one.stage === stage && one.status === "waiting"),
    );
    if (stage === last) return;
    await crew.decide(projectId, runId, gate, { decision: "approve", digest: gate.digest, note: "" });
  }
  await crew.until(projectId, runId, "the end", ({ run }) => run.status === "done");
}

/** Presses Tab until something has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator, atMost = 150): Promise<void> {
  // What is aimed at may be at the end of a stage that draws first.
  await expect(target).toBeVisible({ timeout: 90_000 });
  for (let press = 0; press < atMost; press += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target.toString()}`);
}

/** What ffprobe says about a film: every frame of the picture is decoded and counted. */
export async function probeFilm(path: string): Promise<{ frames: number; seconds: number }> {
  const program = process.env["FFPROBE_PATH"] ?? "ffprobe";
  const wanted = "stream=nb_read_frames:format=duration";
  const { stdout } = await promisify(execFile)(program, [
    ...["-v", "error", "-select_streams", "v:0", "-count_frames"],
    ...["-show_entries", wanted, "-of", "json", path],
  ]);
  const { streams, format } = JSON.parse(stdout) as {
    streams: { nb_read_frames: string }[];
    format: { duration: string };
  };
  return { frames: Number(streams[0]?.nb_read_frames), seconds: Number(format.duration) };
}
