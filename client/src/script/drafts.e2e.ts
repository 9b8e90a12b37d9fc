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

test.use({ actionTimeout: 20_000 });

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

/** Puts the caret at the end of the line on which the first action that says `words` begins. */
async function caretAfter(page: Page, words: string): Promise<void> {
  const line = screenplay(page).locator("p", { hasText: words }).first();
  // Pages may still be laid out, which moves the line away under the pointer.
  await expect(async () => {
    await line.click({ position: { x: 40, y: 8 } });
    const at = await page.evaluate(
      () => getSelection()?.anchorNode?.parentElement?.closest("p")?.textContent,
    );
    expect(at).toContain(words);
  }).toPass();
  await page.keyboard.press("End");
}

/** What the script says, without the names at others' carets. */
async function words(page: Page): Promise<string> {
  return await screenplay(page).evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll(".caret")) caret.remove();
    return copy.textContent.replaceAll("\u2060", "");
  });
}

async function says(page: Page, text: string, isSaid = true): Promise<void> {
  await expect.poll(async () => (await words(page)).includes(text)).toBe(isSaid);
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

test("DRA-4, DRA-5, SCR-325: a version is kept, compared with now, and restored in one step that undo takes back", async () => {
  const { page } = ana;
  await page.getByRole("button", { name: "Versions", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "Versions" });
  await panel.getByLabel("Keep the script as it is now").fill("Shooting draft");
  await panel.getByRole("button", { name: "Keep version" }).click();
  await expect(panel.getByRole("button", { name: "Compare “Shooting draft”" })).toBeVisible();

  await caretAfter(ben.page, "Forty clocks on the walls");
  await ben.page.keyboard.type(" One of them is wrong. A parrot screeches.");
  await saved(ben.page);
  await says(page, "One of them is wrong.");

  await panel.getByRole("switch", { name: "Show who wrote what" }).click();
  await expect(panel.getByRole("list", { name: "Writers" })).toContainText("Ben Ode");

  await panel.getByRole("button", { name: "Compare “Shooting draft”" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare versions" });
  const changed = dialog.getByRole("listitem").filter({ hasText: "Changed" });
  await expect(changed.locator("ins")).toContainText("One of them is wrong.");
  await expect(changed).toContainText("Ben Ode");
  await expectAccessible(page);
  await dialog.getByText("Breakdown", { exact: true }).click();
  const animals = dialog.getByRole("region", { name: "Animals" });
  await expect(animals.getByRole("listitem")).toContainText(["AddedParrot1 scene"]);
  await expectAccessible(page);
  await dialog.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: "Now", exact: true }).click();
  await expect(dialog.getByText("Both need the same")).toBeVisible();
  await dialog.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: /Shooting draft/ }).click();
  await dialog.getByText("Side by side").click();
  await dialog.getByRole("button", { name: "Restore “Shooting draft”" }).click();

  await says(ben.page, "One of them is wrong.", false);
  await screenplay(page).press("Control+z");
  for (const one of [ana, ben]) await says(one.page, "One of them is wrong.");
  await expect(panel.getByRole("button", { name: "Compare “Before a restore”" })).toBeVisible();
});
