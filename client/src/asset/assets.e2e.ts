import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { aPng, enterAsOwner } from "../dailies/film-fixture.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio?.stop();
});

const panel = (page: Page, name: string) => page.getByRole("region", { name: `Asset ${name}` });
const card = (page: Page, name: string) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .getByRole("button", { name: new RegExp(`^${name}`) });

async function addAsset(page: Page, name: string, description: string): Promise<void> {
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Prop" }).click();
  await dialog.getByRole("button", { name: "Add" }).click();
  await panel(page, name).getByLabel("Description").fill(description);
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More for this asset" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Merges the open asset into another. */
async function mergeInto(page: Page, name: string): Promise<void> {
  await choose(page, "Merge into another …");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Into" }).click();
  await page.getByRole("option", { name: new RegExp(name) }).click();
  await dialog.getByRole("button", { name: "Merge" }).click();
}

async function anotherFilm(page: Page, title: string): Promise<string> {
  const made = await page.request.post(`${studio.url}/api/projects`, { data: { title } });
  return ((await made.json()) as { id: string }).id;
}

/** Closes what says what was done: it lies over the panel for a while, and longer under the pointer. */
async function dismissMessages(page: Page): Promise<void> {
  const dismiss = page.getByRole("button", { name: "Dismiss" });
  for (let left = await dismiss.count(); left > 0; left = await dismiss.count()) {
    await dismiss.first().press("Enter");
    await expect(dismiss).toHaveCount(left - 1);
  }
}

test("AST-22, AST-23: an asset gets a picture, is promoted, merged, deleted and restored; the next film casts it", async ({
  page,
}) => {
  const film = await enterAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${film}/assets`);
  await addAsset(page, "Blue cup", "A chipped enamel cup.");

  // What is not a picture is refused with a sentence; a picture stands in the card and in the panel.
  const files = page
    .getByLabel("Upload pictures")
    .locator("input[type=file]")
    .or(page.locator("input[type=file]"));
  await files
    .first()
    .setInputFiles({ name: "cup.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await expect(page.getByRole("alert").filter({ hasText: /not a PNG/ })).toBeVisible();
  await files.first().setInputFiles({ name: "cup.png", mimeType: "image/png", buffer: aPng() });
  await expect(panel(page, "Blue cup").getByRole("img", { name: "Blue cup", exact: true })).toBeVisible();
  await expect(panel(page, "Blue cup").getByRole("button", { name: "Remove picture 1" })).toBeVisible();

  await choose(page, "Promote to the library");
  await expect(page.getByText("Blue cup is in the team's library now.")).toBeVisible();
  await expect(card(page, "Blue cup")).toContainText("library");

  // Merged: one asset with the other's name; taken back: two again. Deleted: kept in a view of its own.
  await addAsset(page, "Mug", "The same cup, seen later.");
  await mergeInto(page, "Blue cup");
  await expect(card(page, "Mug")).toHaveCount(0);
  await card(page, "Blue cup").click();
  const merged = panel(page, "Blue cup").getByRole("region", { name: "Merged into it" });
  await expect(merged).toContainText("Mug");
  // Undo takes back the merge and nothing that was done since.
  await panel(page, "Blue cup").getByLabel("Description").fill("A chipped enamel cup, blue.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "Mug")).toBeVisible();
  await expect(merged).toHaveCount(0);
  await expect(panel(page, "Blue cup").getByLabel("Description")).toHaveValue("A chipped enamel cup, blue.");
  await panel(page, "Blue cup").getByLabel("Description").fill("A chipped enamel cup.");
  await card(page, "Mug").click();
  await mergeInto(page, "Blue cup");
  await card(page, "Blue cup").click();
  await merged.getByRole("button", { name: "Separate Mug" }).click();
  await expect(card(page, "Mug")).toBeVisible();

  // Names, looks and the reference are the crew's to change.
  const also = panel(page, "Blue cup").getByRole("combobox", { name: "Also called" });
  await also.fill("The enamel one");
  await also.press("Enter");
  await expect(panel(page, "Blue cup")).toContainText("The enamel one");
  await dismissMessages(page);
  await panel(page, "Blue cup").getByRole("button", { name: "Add a look" }).click();
  await page.getByLabel("Name of the look").fill("Broken");
  await panel(page, "Blue cup").getByRole("button", { name: "Add", exact: true }).click();
  await panel(page, "Blue cup").getByRole("button", { name: "Change the look Broken" }).click();
  await page.getByLabel("What is different").fill("In three pieces.");
  await panel(page, "Blue cup").getByRole("button", { name: "Save" }).click();
  await expect(panel(page, "Blue cup")).toContainText("In three pieces.");
  await panel(page, "Blue cup").getByRole("button", { name: "Remove the look Broken" }).click();
  await expect(panel(page, "Blue cup")).toContainText("Only as described.");
  await files.first().setInputFiles({ name: "red.png", mimeType: "image/png", buffer: aPng("red") });
  const reference = (number: number) =>
    panel(page, "Blue cup").getByRole("button", { name: `Use picture ${number} as the reference` });
  await expect(reference(2)).toHaveAttribute("aria-pressed", "true");
  await reference(1).click();
  await expect(reference(1)).toHaveAttribute("aria-pressed", "true");
  await card(page, "Mug").click();
  await choose(page, "Delete the asset");
  await expect(card(page, "Mug")).toHaveCount(0);
  await page.getByRole("button", { name: /^Deleted/ }).click();
  await card(page, "Mug").click();
  await panel(page, "Mug").getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: /^All/ }).click();
  await expect(card(page, "Mug")).toBeVisible();

  // The picture is drawn wherever the asset is in a shot.
  await page.goto(`${studio.url}/p/${film}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  const drawn = page.waitForResponse((answer) => /\/media\/[0-9a-f]{64}$/.test(answer.url()) && answer.ok());
  await page.getByRole("combobox", { name: "Add an asset to 1A" }).click();
  await page.getByRole("option", { name: "Blue cup" }).click();
  await drawn;
  await expect(
    page.getByRole("button", { name: "Blue cup in the start frame of 1A" }).first(),
  ).toHaveAttribute("aria-pressed", "true");

  // Another film of the team meets the library: merge, take, take back, keep.
  const second = await anotherFilm(page, "Second Helping");
  await page.goto(`${studio.url}/p/${second}/assets`);
  await addAsset(page, "Blue cup", "Covered in dirt.");
  await page.getByRole("button", { name: "Close the asset" }).click();
  await page.getByRole("button", { name: "Library" }).click();
  const match = page.getByRole("region", { name: "Blue cup and Blue cup of the library" });
  await expect(match).toContainText("Covered in dirt.");
  await expect(match).toContainText("A chipped enamel cup.");
  await match.getByRole("button", { name: "Merge" }).click();
  await expect(match).toContainText("A chipped enamel cup.\n\nIn this film: Covered in dirt.", {
    useInnerText: true,
  });
  await expect(match.getByRole("button", { name: "Merge" })).toHaveAttribute("aria-pressed", "true");
  await match.getByRole("button", { name: "Take the library's" }).click();
  await expect(match.getByRole("button", { name: "Take the library's" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(match).not.toContainText("Covered in dirt.");
  await page
    .getByRole("alert")
    .filter({ hasText: "is the library's now" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(match).toContainText("In this film: Covered in dirt.");
  await match.getByRole("button", { name: "Keep the film's" }).click();
  await expect(match).not.toContainText(/Merged|Linked/);
  await page.keyboard.press("Escape");
  await card(page, "Blue cup").click();
  await expect(panel(page, "Blue cup").getByRole("img", { name: "Blue cup", exact: true })).toBeVisible();
});
