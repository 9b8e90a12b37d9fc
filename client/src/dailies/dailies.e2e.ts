import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../app/crew.e2e-kit.ts";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, enterAsReviewer, filmTake, signInAsOwner } from "./film-fixture.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio.stop();
});

async function addShot(page: Page, projectId: string): Promise<string> {
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  return (await page.locator("[data-shot]").first().getAttribute("data-shot")) ?? "";
}

test("REV-5, REV-6, REV-7: a reviewer draws a note at a frame, and another person goes exactly there", async ({
  page,
  browser,
}) => {
  const projectId = await enterAsOwner(page, studio);
  const shotId = await addShot(page, projectId);
  await filmTake(studio, projectId, shotId);

  const context = await browser.newContext();
  const reviewer = await context.newPage();
  await enterAsReviewer(reviewer, page.request, studio, projectId);
  await reviewer.goto(`${studio.url}/p/${projectId}/dailies?shot=${shotId}`);
  await expect(reviewer.getByRole("button", { name: "Circle", exact: true })).toHaveCount(0);
  await expect(reviewer.getByTestId("frame")).toHaveText("0 / 72");
  for (let step = 0; step < 17; step += 1) await reviewer.keyboard.press(".");
  await expect(reviewer.getByTestId("frame")).toHaveText("17 / 72");
  await reviewer.getByRole("textbox", { name: "Note" }).fill("Her hat is on backwards.");
  await reviewer.getByRole("button", { name: "Draw on the picture" }).click();
  const box = await reviewer.getByTestId("drawing").boundingBox();
  if (box === null) throw new Error("The drawing layer is not on screen.");
  await reviewer.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.5);
  await reviewer.mouse.down();
  await reviewer.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5, { steps: 6 });
  await reviewer.mouse.up();
  await reviewer.getByRole("button", { name: "Send" }).click();

  await page.goto(`${studio.url}/p/${projectId}/dailies?shot=${shotId}`);
  await expect(page.getByTestId("timecode")).toHaveText("00:00:00:00");
  await page.getByRole("button", { name: /Her hat is on backwards/ }).click();
  await expect(page.getByTestId("timecode")).toHaveText("00:00:00:17");
  const path = await page.getByTestId("drawing").locator("path").getAttribute("d");
  expect(path).toMatch(/^M250 281(\.\d)?L.*L?750 281(\.\d)?$/);
  // The frame on screen is the frame that the counter names, as the browser itself reports it.
  const shown = await page
    .locator("video")
    .evaluate((video: HTMLVideoElement) => Math.floor(video.currentTime * 24));
  expect(shown).toBe(17);

  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(reviewer.getByText("No open notes")).toBeVisible();
  await expectAccessible(page);
  await context.close();
});

test("REV-4, REV-8, REV-9: a take is circled and compared on the same frame; a note is answered, resolved and opened again", async ({
  page,
}) => {
  const projectId = await signInAsOwner(page, studio);
  const shotId = await addShot(page, projectId);
  await filmTake(studio, projectId, shotId);
  await filmTake(studio, projectId, shotId);
  await page.goto(`${studio.url}/p/${projectId}/dailies?shot=${shotId}`);
  await expect(page.getByTestId("frame")).toHaveText("0 / 72");
  for (let step = 0; step < 9; step += 1) await page.keyboard.press(".");

  const take = page.getByRole("combobox", { name: "Take", exact: true });
  const newest = await take.inputValue();
  await page.getByRole("combobox", { name: "Compare with" }).click();
  await page.getByRole("option").first().click();
  await page.keyboard.press("x");
  await expect(take).not.toHaveValue(newest);
  await expect(page.getByTestId("frame")).toHaveText("9 / 72");
  const older = await take.inputValue();
  await page.getByRole("button", { name: "Circle", exact: true }).click();
  await expect(take).toHaveValue(`${older} · circled`);

  await page.getByRole("textbox", { name: "Note" }).fill("Tighter on the cup.");
  await page.getByRole("button", { name: "Send" }).click();
  const note = page
    .getByRole("complementary", { name: "Notes" })
    .getByRole("listitem")
    .filter({ hasText: "Tighter on the cup." });
  await note.getByRole("button", { name: "Reply" }).click();
  await page.keyboard.type("Next take.");
  await page.keyboard.press("Enter");
  await expect(note).toContainText("Next take.");
  await note.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("No open notes")).toBeVisible();
  await page.getByText("Resolved", { exact: true }).click();
  await expect(note).toContainText("Resolved by Ana");
  await note.getByRole("button", { name: "Reopen" }).click();
  await page.getByText("Open", { exact: true }).click();
  await expect(note).toContainText("Next take.");
  await page.reload();
  await expect(take).toHaveValue(`${older} · circled`);
});

test("REV-2, REV-10: figures keep their width, and what is around the picture is grey and stays it", async ({
  page,
}) => {
  await page.request.post(`${studio.url}/api/auth/sign-in/email`, {
    data: { email: "ana@example.test", password: "a long enough secret" },
  });
  const me = await page.request.get(`${studio.url}/api/me`);
  const projectId = ((await me.json()) as { projects: { id: string }[] }).projects[0]?.id ?? "";
  await page.goto(`${studio.url}/p/${projectId}/dailies`);
  const timecode = page.getByTestId("timecode");
  await expect(timecode).toHaveCSS("font-variant-numeric", "tabular-nums");

  const width = () => timecode.evaluate((element) => element.getBoundingClientRect().width);
  /** Every colour behind the picture, from the picture outwards. */
  const around = () =>
    page.locator("video").evaluate((video) => {
      const colours: string[] = [];
      for (let element = video.parentElement; element !== null; element = element.parentElement)
        colours.push(getComputedStyle(element).backgroundColor);
      return colours;
    });
  const before = { width: await width(), colours: await around() };
  for (const colour of before.colours) {
    const [red, green, blue] = colour.match(/\d+/g) ?? [];
    expect([green, blue], colour).toEqual([red, red]);
  }
  for (let step = 0; step < 11; step += 1) await page.keyboard.press(".");
  await expect(timecode).toHaveText("00:00:00:11");
  expect({ width: await width(), colours: await around() }).toEqual(before);
});

test("REV-5, REV-14, INT-3: a draft outlives another shot and a reload, and the playlist plays on to its end", async ({
  page,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const rows = page.locator("[data-shot]");
  await expect(rows).toHaveCount(2);
  await filmTake(studio, projectId, (await rows.nth(1).getAttribute("data-shot")) ?? "");
  await page.goto(`${studio.url}/p/${projectId}/dailies`);
  const playlist = page.getByRole("navigation", { name: "Playlist" });
  const shots = playlist.getByRole("button");
  await expect(shots).toHaveCount(2);
  const note = page.getByRole("textbox", { name: "Note" });
  await expect(page.getByTestId("frame")).toHaveText("0 / 72");
  await page.keyboard.press(".");
  await note.fill("Half a thought");
  await note.press("Escape");
  await page.keyboard.press("ArrowDown");
  await expect(shots.nth(1)).toHaveAttribute("aria-current", "true");
  await expect(note).toHaveValue("");
  await page.keyboard.press("ArrowUp");
  await expect(note).toHaveValue("Half a thought");
  await page.reload();
  await expect(note).toHaveValue("Half a thought");
  await expect(page.getByText("Pinned to 00:00:00:01")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.reload();
  await expect(page.getByTestId("frame")).toHaveText("0 / 72");
  await expect(note).toHaveValue("");

  await page.getByRole("button", { name: "Last frame" }).click();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press(",");
  await expect(page.getByTestId("frame")).toHaveText("65 / 72");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(shots.nth(1)).toHaveAttribute("aria-current", "true");
  await expect(page.getByTestId("frame")).toHaveText("71 / 72");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(shots.nth(1)).toHaveAttribute("aria-current", "true");

  // The notes' own switch is moved by its arrows; the playlist stays where it is.
  await page.getByRole("radio", { name: "Open" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(shots.nth(1)).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("radio", { name: "Open" })).not.toBeChecked();

  // Letters alone can be turned off.
  await page.keyboard.press("?");
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(note).not.toBeFocused();
  await page.keyboard.press("Control+k");
  await page.getByLabel("Search actions").fill("Turn single-key shortcuts on");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Search actions")).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(note).toBeFocused();
});

test("REV-16: a reviewer leaves a note at a frame of a finished film, and it is of the film alone", async ({
  page,
  browser,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await filmTake(studio, projectId, null, "render");
  const context = await browser.newContext();
  const reviewer = await context.newPage();
  await enterAsReviewer(reviewer, page.request, studio, projectId);
  await reviewer.goto(`${studio.url}/p/${projectId}/dailies`);
  await reviewer.getByRole("button", { name: /^Film 1/ }).click();
  await expect(reviewer.getByRole("link", { name: "MP4" })).toBeVisible();
  await expect(reviewer.getByTestId("frame")).toHaveText("0 / 72");
  for (let step = 0; step < 5; step += 1) await reviewer.keyboard.press(".");
  await reviewer.getByRole("textbox", { name: "Note" }).fill("The cut comes too soon.");
  await reviewer.getByRole("button", { name: "Send" }).click();

  await page.goto(`${studio.url}/p/${projectId}/dailies`);
  const entry = page.getByRole("navigation", { name: "Playlist" }).getByRole("button", { name: /^Film 1/ });
  await expect(entry.getByLabel("1 open note")).toBeVisible();
  const note = page.getByRole("button", { name: /The cut comes too soon/ });
  await expect(page.getByRole("form", { name: "New note" })).toBeVisible();
  await expect(note).toHaveCount(0);
  await entry.click();
  await note.click();
  await expect(page.getByTestId("timecode")).toHaveText("00:00:00:05");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(reviewer.getByText("No open notes")).toBeVisible();
  await context.close();
});
