import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { ferryFdx } from "@backlot/shared/screenplay/fixtures/ferry-fdx";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { laidOutPdf } from "@backlot/shared/screenplay/layout.fixture";
import { enterAsOwner, expectAccessible, screenplay, type Visitor } from "../../app/crew.e2e-kit.ts";

let studio: Studio;
let ana: Visitor;

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
});
test.afterAll(async () => {
  await ana.context.close();
  await studio.stop();
});

async function run(page: Page, action: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page
    .getByRole("searchbox", { name: "Search actions" })
    .or(page.getByLabel("Search actions"))
    .first()
    .fill(action);
  await page
    .getByRole("button", { name: action })
    .or(page.getByRole("option", { name: action }))
    .first()
    .click();
}

const file = (name: string, bytes: Uint8Array | string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

test("SCR-140: a PDF is read line by line, corrected, replaces the script, and can be taken back", async () => {
  const { page } = ana;
  await run(page, "Import a script");
  const dialog = page.getByRole("dialog", { name: "Import a script" });
  await dialog
    .getByLabel("Script file", { exact: true })
    .setInputFiles(file("notes.docx", "PK\x03\x04 no script"));
  await expect(dialog.getByRole("alert")).toContainText("word processor");

  const script = parseFountain(
    "INT. PIER - NIGHT\n\nRain.\n\nMARA\nStop the boat!\n\nTHE WALK-IN FRIDGE\n\nCold.\n\nJONAS\nNo.\n",
  );
  await dialog
    .getByLabel("Script file", { exact: true })
    .setInputFiles(file("pier.pdf", laidOutPdf(script.blocks)));
  await expect(dialog.getByText("1 scene, 2 speeches")).toBeVisible();
  await expectAccessible(page);
  const fridge = dialog.getByLabel(/THE WALK-IN FRIDGE/);
  await fridge.focus();
  await fridge.selectOption("Scene heading");
  await expect(dialog.getByText("2 scenes, 2 speeches")).toBeVisible();
  await dialog.getByRole("button", { name: "Replace the script" }).click();
  await expect(screenplay(page)).toContainText("Stop the boat!");
  await expect(screenplay(page).locator('[data-type="sceneHeading"]')).toHaveCount(2);
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect(screenplay(page)).toContainText("Forty clocks on the walls");
  await expect(screenplay(page)).not.toContainText("Stop the boat!");
});

test("SCR-132: a Final Draft file becomes a project and goes out again with what only Final Draft knows", async () => {
  const { page } = ana;
  await run(page, "Import a script");
  const dialog = page.getByRole("dialog", { name: "Import a script" });
  await dialog.getByLabel("Script file", { exact: true }).setInputFiles(file("ferry.fdx", ferryFdx));
  await dialog.getByRole("radio", { name: "New project" }).check();
  await expect(dialog.getByLabel("Title")).toHaveValue("THE NIGHT FERRY");
  await dialog.getByRole("button", { name: "Make the project" }).click();
  await expect(screenplay(page)).toContainText("The wheel turns by itself.");
  await expect(screenplay(page)).not.toContainText("Forty clocks");

  const download = page.waitForEvent("download");
  await run(page, "Export for Final Draft");
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("the-night-ferry.fdx");
  const written = await readFile((await saved.path()) ?? "", "utf8");
  expect(written).toContain('<CharacterArcBeat Name="MARA">');
  expect(written).toContain('<Text TagNumber="4">wet letter</Text>');
});
