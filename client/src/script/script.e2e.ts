import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import {
  enterAsOwner,
  enterByLink,
  expectAccessible,
  inviteByLink,
  screenplay,
  type Visitor,
} from "../app/crew.e2e-kit.ts";

let studio: Studio;
let ana: Visitor;
let ben: Visitor;

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
  ben = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Ben Ode", "ben@example.org");
});
test.afterAll(async () => {
  await ana.context.close();
  await ben.context.close();
  await studio.stop();
});

/** Puts the caret at the end of the first paragraph of action that says `words`, over however many lines it runs. */
async function caretAfter(page: Page, words: string): Promise<void> {
  const paragraph = screenplay(page).locator("p", { hasText: words }).first();
  await paragraph.click();
  await paragraph.evaluate((element) => getSelection()?.selectAllChildren(element));
  await page.keyboard.press("ArrowRight");
}

/** Waits until the header says that everything is in the database. */
async function saved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

test("two people type in one scene, see each other's carets, and undo only their own", async () => {
  await caretAfter(ana.page, "Tomas climbs the two steps");
  await caretAfter(ben.page, "He does not put the box down");
  await Promise.all([
    ana.page.keyboard.type(" Slowly.", { delay: 25 }),
    ben.page.keyboard.type(" Never.", { delay: 25 }),
  ]);
  for (const { page } of [ana, ben]) {
    await expect(screenplay(page)).toContainText("lifts the knocker. Slowly.");
    await expect(screenplay(page)).toContainText("He does not put the box down. Never.");
  }
  await expect(ana.page.locator(".caret-name", { hasText: "Ben Ode" })).toBeAttached();
  await expect(ben.page.locator(".caret-name", { hasText: "Ana Ruiz" })).toBeAttached();

  await ana.page.keyboard.press("Control+z");
  for (const { page } of [ana, ben]) {
    await expect(screenplay(page)).not.toContainText("Slowly.");
    await expect(screenplay(page)).toContainText("Never.");
  }
  await saved(ana.page);
});

test("writing goes on without a network, survives a reload, and merges exactly once", async () => {
  const { page, context } = ben;
  // The first visit brings the shell to this device; from the next one on it opens without a network.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await expect(screenplay(page)).toBeVisible();
  await saved(page);

  await context.setOffline(true);
  await caretAfter(page, "Forty clocks on the walls");
  await page.keyboard.type(" All of them wait.");
  // At once: what was typed last is on this device before the page is gone.
  await page.reload();
  await expect(screenplay(page)).toContainText("All of them wait.");
  await expect(page.getByText(/^Offline/)).toBeVisible();

  await caretAfter(ana.page, "Tomas climbs the two steps");
  await ana.page.keyboard.type(" Meanwhile.");
  await context.setOffline(false);
  for (const one of [ana, ben]) {
    await expect(screenplay(one.page)).toContainText("All of them wait.");
    await expect(screenplay(one.page)).toContainText("Meanwhile.");
  }
  await saved(page);
  const text = await screenplay(ana.page).innerText();
  expect(text.split("All of them wait.")).toHaveLength(2);
});

test("a scene is written with the keyboard alone, and its export equals the fixture", async () => {
  const { page } = ana;
  await page.goto(`${studio.url}/`);
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByLabel("Title").fill("Keyboard film");
  await page.keyboard.press("Enter");
  await expect(screenplay(page)).toBeVisible();
  await expectAccessible(page);
  await screenplay(page).focus();

  const { keyboard } = page;
  const line = async (text: string) => {
    await keyboard.type(text);
    await keyboard.press("Enter");
  };
  await line("int. kitchen - night");
  await line("Mara reads a letter.");
  await keyboard.press("Tab");
  await line("mara");
  await line("Who wrote this?");
  await keyboard.press("Tab");
  await line("ben");
  await line("(quietly)");
  await line("I did.");
  await keyboard.press("Tab");
  // Two letters and Enter: the name completes itself, and dialogue follows.
  await line("ma");
  await line("Oh.");
  await line("CUT TO:");
  await line("ext. pier - day");
  await keyboard.type("Gulls.");
  await saved(page);
  await expectAccessible(page);

  await keyboard.press("Control+k");
  await page
    .getByRole("searchbox", { name: "Search actions" })
    .or(page.getByLabel("Search actions"))
    .first()
    .fill("export");
  const download = page.waitForEvent("download");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toBe("keyboard-film.fountain");
  const written = await readFile((await file.path()) ?? "", "utf8");
  expect(written.trim()).toBe(
    await readFile(new URL("./fixtures/keyboard.fountain", import.meta.url), "utf8").then((text) =>
      text.trim(),
    ),
  );
});
