import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, probeFilm, screenplay, tabTo } from "./crew.ts";

/** The whole way from signing in to a film on disk, without a mouse. */
let studio: Studio;

test.beforeAll(async ({ browser }) => {
  studio = await startStudio({ withTemporal: true });
  const { context } = await enterAsOwner(browser, studio);
  await context.close();
});
test.afterAll(async () => {
  await studio?.stop();
});

test("a film is written, planned, run, approved and taken home with the keyboard alone", async ({ page }) => {
  test.setTimeout(300_000);
  const { keyboard } = page;
  const enter = async (text: string) => {
    await keyboard.type(text);
    await keyboard.press("Enter");
  };
  await page.goto(`${studio.url}/sign-in`);
  await tabTo(page, page.getByLabel("Email"));
  await keyboard.type("ana@example.org");
  await tabTo(page, page.locator("input[name=password]"));
  await enter("a lamp in the rain");

  await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await keyboard.press("n");
  await expect(page.getByLabel("Title")).toBeFocused();
  await enter("Letters");

  await expect(page.getByRole("textbox", { name: "Title of the project" })).toHaveValue("Letters");
  await tabTo(page, screenplay(page));
  await enter("int. kitchen - night");
  await enter("Mara reads a letter.");
  await keyboard.press("Tab");
  await enter("mara");
  await keyboard.type("Who wrote this?");
  await expect(screenplay(page)).toContainText("Who wrote this?");

  await keyboard.press("Alt+3");
  await expect(page.getByRole("heading", { name: "Shot Studio" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /kitchen - night/i })).toBeVisible();
  await keyboard.press("n");
  await expect(page.locator("[data-shot]")).toHaveCount(1);
  await keyboard.press("n");
  await expect(page.locator("[data-shot]")).toHaveCount(2);
  const [first, second] = await shotIds(page);
  await expect(page.locator(`[data-shot="${second}"]`)).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Alt+ArrowUp");
  await expect.poll(() => shotIds(page)).toEqual([second, first]);

  await keyboard.press("Alt+4");
  await expect(page.getByRole("button", { name: "Start the first run" })).toBeVisible();
  await keyboard.press("r");
  await tabTo(page, page.getByRole("button", { name: "Start the run" }));
  await keyboard.press("Enter");
  for (const stage of ["breakdown", "casting", "frames", "clips", "cut", "delivery"]) {
    await tabTo(page, page.getByRole("button", { name: `Approve ${stage}` }));
    await keyboard.press("Enter");
  }
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();

  await keyboard.press("Alt+6");
  await expect(page.getByRole("heading", { name: "Sequencer" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "MP4" }));
  const downloading = page.waitForEvent("download");
  await keyboard.press("Enter");
  const film = await downloading;
  expect((await probeFilm(await film.path())).frames).toBeGreaterThan(24);

  await keyboard.press("Alt+2");
  await expect(page.getByRole("heading", { name: "Asset Bin" })).toBeVisible();
  await keyboard.press("a");
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  await enter("Ink bottle");
  const asset = page.getByRole("region", { name: "Asset Ink bottle" });
  await tabTo(page, asset.getByLabel("Description"));
  await keyboard.type("Blue glass, half empty.");
  await expect(asset.getByLabel("Description")).toHaveValue("Blue glass, half empty.");

  await keyboard.press("Alt+5");
  await expect(page.getByTestId("frame")).toHaveText(/^0 \/ /);
  await keyboard.press(".");
  await keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await keyboard.type("Hold this longer.");
  await keyboard.press("Control+Enter");
  const note = page.getByRole("complementary", { name: "Notes" }).getByRole("listitem");
  await expect(note).toContainText("Hold this longer.");
  await keyboard.press("Escape");
  await keyboard.press("r");
  await enter("One second more.");
  await expect(note).toContainText("One second more.");
  await keyboard.press("Escape");
  await keyboard.press("e");
  await expect(page.getByText("No open notes")).toBeVisible();
  await keyboard.press("c");
  await expect(page.getByRole("button", { name: "Circled", exact: true })).toBeVisible();

  for (const department of [2, 3, 4, 5, 6, 1]) {
    await keyboard.press(`Alt+${department}`);
    await expect(page.locator("main h1, main [aria-label='Screenplay']").first()).toBeAttached();
    await expectSheetToListThePalette(page);
  }
});

/** Ids of the shots from top to bottom. */
async function shotIds(page: Page): Promise<(string | null)[]> {
  const rows = await page
    .locator("[data-shot]")
    .evaluateAll((all) =>
      all
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((row) => row.getAttribute("data-shot")),
    );
  return rows;
}

/** The shortcut sheet and the palette name the same keys for the same actions: both read the registry. */
async function expectSheetToListThePalette(page: Page): Promise<void> {
  // From the palette, because in Script Lab a sign is written into the script.
  await page.keyboard.press("Control+k");
  await expect(page.getByLabel("Search actions")).toBeFocused();
  await page.keyboard.type("Keyboard shortcuts");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  const listed = await sheet
    .locator("div:has(> kbd)")
    .evaluateAll((all) =>
      all.map((keys) => `${keys.parentElement?.firstElementChild?.textContent}: ${keys.textContent}`),
    );
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await expect(page.getByLabel("Search actions")).toBeFocused();
  const offered = await page
    .locator(".mantine-Spotlight-action:has(kbd)")
    .evaluateAll((all) =>
      all.map(
        (one) =>
          `${one.querySelector(".mantine-Spotlight-actionLabel")?.textContent}: ${[...one.querySelectorAll("kbd")].map((key) => key.textContent).join("")}`,
      ),
    );
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Search actions")).toHaveCount(0);
  // The palette does not offer itself.
  expect(listed.toSorted()).toEqual([...offered, "Find an action: CtrlK"].toSorted());
  expect(listed.length).toBeGreaterThan(5);
}
