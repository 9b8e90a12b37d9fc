import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { featureScript } from "@backlot/shared/screenplay/bench/feature-script";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { paginate } from "@backlot/shared/screenplay/pagination";
import { enterAsOwner, expectAccessible, screenplay, type Visitor } from "../app/crew.e2e-kit.ts";
import { block, blocks, caretAfter, caretAtEnd, importScript, saved, says, words } from "./desk.e2e-kit.ts";
import { fromGoogleDocs, fromWord } from "./fixtures/word-processors.ts";

test.use({ actionTimeout: 20_000 });

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

const script = `INT. LIGHTHOUSE - NIGHT

The lamp turns.

MARA
Who is there?

BEN
Only the rain.

EXT. PIER - DAWN

Gulls over the water. Mara waits.

INT. BOAT - DAY

Ben sleeps.
`;

/** Closes the panel that a test before left open; it would take the page's room. */
async function closePanels(page: Page): Promise<void> {
  const pressed = page.getByRole("toolbar", { name: "Panels" }).locator("[aria-pressed=true]");
  if (await pressed.isVisible()) await pressed.click();
  await expect(pressed).toHaveCount(0);
}

/** Does something that the palette knows, from the keyboard. */
async function run(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const field = page.getByLabel("Search actions");
  await field.fill(name);
  await expect(page.locator("[data-action]").or(page.getByRole("button", { name })).first()).toBeVisible();
  await field.press("ArrowDown");
  await field.press("Enter");
  await expect(field).toBeHidden();
}

/** Tabs on until the focus is on a control of this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : "";
      return at?.getAttribute("aria-label") ?? (label || at?.textContent || "");
    });
  for (let step = 0; step < 40; step += 1) {
    if ((await focused()).trim() === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key never comes to "${name}".`);
}

test("SCR-257: finding, renaming, notes, moving a scene and suggestions need no pointer", async () => {
  const { page } = ana;
  const { keyboard } = page;
  await importScript(page, script, "Only the rain.");
  await caretAfter(page, "The lamp turns.");

  await keyboard.press("Control+f");
  await expect(page.getByLabel("Find", { exact: true })).toBeFocused();
  await keyboard.type("rain");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await tabTo(page, "Replace with");
  await keyboard.type("wind");
  await tabTo(page, "Replace all: 1 place");
  await keyboard.press("Enter");
  await says(page, "Only the wind.");

  await caretAfter(page, "Ben sleeps");
  await keyboard.press("Control+Alt+m");
  await expect(page.getByLabel("Note", { exact: true })).toBeFocused();
  await keyboard.type("How long?");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("complementary", { name: "Notes in the margin" })).toContainText("How long?");
  await expect(page.locator(".noted")).toBeVisible();

  await run(page, "Rename a character everywhere");
  await expect(page.getByRole("combobox", { name: "Who" })).toBeFocused();
  await keyboard.type("Mara");
  await keyboard.press("Escape");
  await tabTo(page, "New name");
  await keyboard.type("Nora");
  await keyboard.press("Enter");
  await says(page, "Gulls over the water. Nora waits.");
  await says(page, "NORA");

  const scenes = page.getByRole("navigation", { name: "Scenes" });
  await scenes.locator("[data-scene]").first().focus();
  await keyboard.press("ArrowDown");
  await keyboard.press("Alt+Shift+ArrowUp");
  await expect(scenes.locator("[data-scene]").first()).toContainText("EXT. PIER - DAWN");
  await expect(scenes.locator("[data-scene]").first()).toBeFocused();
  expect((await words(page)).startsWith("EXT. PIER - DAWN\nGulls over the water.")).toBe(true);
  await keyboard.press("Enter");

  await keyboard.press("Control+Shift+e");
  await expect(page.getByText("You are suggesting.", { exact: false })).toBeVisible();
  await caretAfter(page, "The lamp turns.");
  await keyboard.type(" It squeaks.");
  await keyboard.press("Control+Shift+e");
  await says(page, "It squeaks.");
  await run(page, "Proposals");
  const panel = page.getByRole("complementary", { name: "Proposals" });
  await expect(panel.getByRole("article")).toContainText("It squeaks.");
  // In the page the Tab key writes; F6 leaves it.
  await screenplay(page).focus();
  await keyboard.press("F6");
  await expect(panel.getByRole("button", { name: "Close proposals" })).toBeFocused();
  await tabTo(page, "Accept");
  await keyboard.press("Enter");
  await expect(panel.getByText("Nothing is proposed.", { exact: false })).toBeVisible();
  await says(page, "The lamp turns. It squeaks.");
  await saved(page);
});

test("SCR-258: every panel and stage of Script Lab, suggesting and renaming pass the checks of accessibility", async () => {
  const { page } = ana;
  await importScript(page, script, "Only the rain.");
  await block(page, "The lamp turns.").click();
  const rail = page.getByRole("toolbar", { name: "Panels" });
  for (const button of await rail.getByRole("button").all()) {
    const name = (await button.getAttribute("aria-label")) ?? "";
    if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
    const panel = page.getByRole("complementary", { name, exact: true });
    await expect(panel).toBeVisible();
    await expect(panel.locator("[aria-busy]")).toHaveCount(0);
    await test.step(name, () => expectAccessible(page));
  }
  await page.keyboard.press("Control+Shift+e");
  await expect(page.getByText("You are suggesting.", { exact: false })).toBeVisible();
  await test.step("suggest mode", () => expectAccessible(page));
  await page.keyboard.press("Control+Shift+e");
  await run(page, "Rename a character everywhere");
  await page.getByRole("combobox", { name: "Who" }).fill("Ben");
  await expect(page.getByText("Cues (1)")).toBeVisible();
  await test.step("rename", () => expectAccessible(page));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  const stages = page.getByRole("navigation", { name: "Stages of the story" });
  await stages.getByRole("button", { name: "Ideas" }).click();
  await page.getByRole("button", { name: "Add an idea" }).click();
  await expect(page.getByLabel("Title of the idea")).toBeFocused();
  await page.keyboard.type("A light that never goes out");
  await test.step("ideas", () => expectAccessible(page));
  await stages.getByRole("button", { name: "Outline" }).click();
  await page.getByRole("button", { name: "Add a beat" }).click();
  await page.keyboard.type("The lamp fails");
  await test.step("outline and interview", () => expectAccessible(page));
  await stages.getByRole("button", { name: "Screenplay" }).click();
  await expect(screenplay(page)).toBeVisible();
});

test("DRA-14: the shooting script is written like the screenplay, with the shots beside its lines", async () => {
  const { page } = ana;
  await importScript(page, script, "Only the rain.");
  await closePanels(page);
  const { pathname, origin } = new URL(page.url());
  const project = `${origin}/p/${pathname.split("/")[2]}`;
  await page.goto(`${project}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  await expect(page.locator("[data-shot]")).toHaveCount(1);
  await page.goto(`${project}/script?view=shooting`);
  const shot = page.getByRole("button", { name: "Open shot 1A" });
  await expect(shot).toBeVisible();
  const heading = block(page, "INT. LIGHTHOUSE - NIGHT");
  // The shot stands beside the heading at which it begins, and not under it.
  const [left, right] = [(await heading.boundingBox())!, (await shot.boundingBox())!];
  expect(right.x).toBeGreaterThan(left.x + left.width - 1);
  expect(Math.abs(right.y - left.y)).toBeLessThan(12);

  await caretAfter(page, "The lamp turns.");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("tomas");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Late again.");
  await expect(block(page, "Late again.")).toHaveAttribute("data-type", "dialogue");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type(" Cold");
  await test.step("at 1280", () => expectAccessible(page));

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(shot).toBeVisible();
  expect((await shot.boundingBox())!.y).toBeGreaterThan((await heading.boundingBox())!.y + 10);
  await test.step("at 390", () => expectAccessible(page));
  await page.setViewportSize({ width: 1280, height: 800 });

  // The same editor: what was written here is there, and is taken back there.
  await page.getByRole("button", { name: "Screenplay", exact: true }).click();
  await says(page, "Late again.");
  await screenplay(page).press("Control+z");
  await says(page, " Cold", false);
  await page.getByRole("button", { name: "Shooting script", exact: true }).click();
  await shot.click();
  await expect(page).toHaveURL(/\/shots\?.*shot=/);
  await page.goto(`${project}/script`);
});

/** Puts a word processor's page on the clipboard of this browser, as copying in that program does. */
async function copied(page: Page, html: string): Promise<void> {
  const other = await page.context().newPage();
  await other.goto("about:blank");
  await other.setContent("<p>Something to copy</p>");
  await other.evaluate((text) => {
    document.addEventListener("copy", (event) => {
      event.clipboardData?.setData("text/html", text);
      event.clipboardData?.setData("text/plain", "what a plain editor would take");
      event.preventDefault();
    });
    getSelection()?.selectAllChildren(document.body);
  }, html);
  await other.keyboard.press("Control+c");
  await other.close();
  await page.bringToFront();
}

test("SCR-212: a page that was copied in Word or Google Docs becomes its elements, in one step of undo", async () => {
  const { page } = ana;
  await importScript(page, script, "Only the rain.");
  const before = await blocks(page);
  const pages = [
    {
      html: fromWord,
      elements: [
        ["sceneHeading", "INT. BOATHOUSE – NIGHT"],
        ["action", "Rain on the roof. Elin counts the oars."],
        ["character", "ELIN"],
        ["parenthetical", "(not turning round)"],
        ["dialogue", "One is missing."],
        ["transition", "CUT TO:"],
      ],
      styled: "em",
      word: "oars",
    },
    {
      html: fromGoogleDocs,
      elements: [
        ["sceneHeading", "EXT. SLIPWAY - DAWN"],
        ["action", "A boat that is not theirs."],
        ["character", "JONAS (O.S.)"],
        ["dialogue", "Whose is it?"],
      ],
      styled: "strong",
      word: "not",
    },
  ];
  for (const { html, elements, styled, word } of pages) {
    await caretAfter(page, "Ben sleeps.");
    await page.keyboard.press("Enter");
    await copied(page, html);
    await screenplay(page).focus();
    await page.keyboard.press("Control+v");
    await expect.poll(async () => (await blocks(page)).slice(before.length)).toEqual(elements);
    await expect(screenplay(page).locator(styled, { hasText: word })).toHaveText(word);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await blocks(page)).length).toBeLessThanOrEqual(before.length + 1);
    await page.keyboard.press("Control+z");
    await expect.poll(() => blocks(page)).toEqual(before);
  }
});

test("DRA-6: offline, what only the studio can do says so and waits", async () => {
  const { page, context } = ana;
  await closePanels(page);
  await page.getByRole("toolbar", { name: "Panels" }).getByRole("button", { name: "Versions" }).click();
  const panel = page.getByRole("complementary", { name: "Versions" });
  const pdf = async () => {
    await page.getByRole("button", { name: "Pages", exact: true }).click();
    return page.getByRole("menuitem", { name: "Export as PDF" });
  };
  await context.setOffline(true);
  await expect(page.getByText(/^Offline/).first()).toBeVisible();
  await expect(panel.getByRole("button", { name: "Keep version" })).toBeDisabled();
  await expect(panel.getByText("Offline: the studio keeps the versions.", { exact: false })).toBeVisible();
  await test.step("the panel, offline", () => expectAccessible(page));
  await expect(await pdf()).toBeDisabled();
  await expect(page.getByRole("menuitem", { name: "Export as PDF" })).toContainText(
    "Offline: the studio makes the PDF.",
  );
  await test.step("the menu, offline", () => expectAccessible(page));
  await page.keyboard.press("Escape");
  await context.setOffline(false);
  await expect(panel.getByRole("button", { name: "Keep version" })).toBeEnabled();
  await expect(await pdf()).toBeEnabled();
  await page.keyboard.press("Escape");
});

test("SCR-61: a script of 120 pages opens, scrolls and is typed in, with every page number right", async () => {
  const { page } = ana;
  const feature = featureScript(120);
  const { pages } = paginate(feature);
  expect(pages.length).toBeGreaterThanOrEqual(120);
  await importScript(page, printFountain({ titlePage: [], blocks: feature }), feature[1]!.runs[0]!.text);
  const numbers = () => page.locator(".page-head").allTextContents();
  const expected = (count: number) => Array.from({ length: count - 1 }, (_, index) => `${index + 2}.`);
  await expect.poll(numbers).toEqual(expected(pages.length));

  // Its last line, by the keyboard; then a page more in the middle of the film.
  await screenplay(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" The end.");
  await expect(screenplay(page).locator("p").last()).toContainText("The end.");
  await expect(screenplay(page).locator("p").last()).toBeInViewport();
  const middle = page.locator(".page-head", { hasText: /^60\.$/ });
  await middle.scrollIntoViewIfNeeded();
  await expect(middle).toBeInViewport();
  const place = feature.findIndex((one, index) => index > feature.length / 2 && one.type === "action");
  const more = "The rain keeps falling on the quay. ".repeat(100).trim();
  await caretAtEnd(screenplay(page).locator("p[data-type]").nth(place));
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(more);
  const last = feature.at(-1)!;
  const grown = paginate([
    ...feature.slice(0, place + 1),
    { id: "more", type: "action", runs: [{ text: more }] },
    ...feature.slice(place + 1, -1),
    { ...last, runs: [{ text: `${last.runs[0]!.text} The end.` }] },
  ]).pages;
  expect(grown.length).toBeGreaterThan(pages.length);
  await expect.poll(numbers).toEqual(expected(grown.length));
  await saved(page);

  await test.step("SCR-259: only the sheets near the window are drawn, and every block has its place", async () => {
    const drawn = await screenplay(page)
      .locator("p[data-type]")
      .evaluateAll((blocks) => ({
        all: blocks.length,
        placed: blocks.filter((one) => one.assignedSlot !== null).length,
        visible: blocks.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length,
      }));
    expect(drawn.placed).toBe(drawn.all);
    expect(drawn.visible).toBeLessThan(drawn.all / 5);
    await screenplay(page).focus();
    await page.keyboard.press("Control+Home");
    await expect(screenplay(page).locator("p").first()).toBeInViewport();
    await page.keyboard.press("Control+a");
    const selected = await page.evaluate(() => getSelection()?.toString() ?? "");
    expect(selected).toContain(feature[1]!.runs[0]!.text);
    expect(selected).toContain("The end.");
  });
});
