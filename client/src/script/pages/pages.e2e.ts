import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { featureScript } from "@backlot/shared/screenplay/bench/feature-script";
import { textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { paginate } from "@backlot/shared/screenplay/pagination";
import {
  enterAsOwner,
  enterByLink,
  expectAccessible,
  inviteByLink,
  screenplay,
  type Visitor,
} from "../../app/crew.e2e-kit.ts";

let studio: Studio;
let ana: Visitor;

const speech = Array.from({ length: 8 }, (_, i) => `Reason number ${i} is that the tide is on its way.`).join(
  " ",
);

/** Two speeches side by side on the first page, one that goes over to the second, then some pages of a film. */
const script: ScriptBlock[] = [
  textBlock("sceneHeading", "INT. STAGE - NIGHT"),
  textBlock("character", "ANA"),
  textBlock("dialogue", "We both speak now, and neither of us hears the other one at all."),
  textBlock("character", "BEN", { dual: true }),
  textBlock("dialogue", "So do I."),
  ...Array.from({ length: 18 }, (_, i) => textBlock("action", `Wave ${i}.`)),
  textBlock("character", "TOMAS (O.S.)"),
  textBlock("dialogue", speech),
  ...featureScript(4),
];

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
  await importScript(ana.page, printFountain({ titlePage: [], blocks: script }));
});
test.afterAll(async () => {
  await ana.context.close();
  await studio.stop();
});

async function importScript(page: Page, fountain: string): Promise<void> {
  const projectId = new URL(page.url()).pathname.split("/")[2];
  const answer = await page.request.post(`${studio.url}/api/projects/${projectId}/script/import`, {
    data: { fountain },
  });
  expect(answer.ok()).toBe(true);
  await expect(screenplay(page)).toContainText("INT. STAGE - NIGHT");
}

/** Top edges of the sheets after the first one, in pixels from the first line of the first one. */
function sheetTops(page: Page): Promise<number[]> {
  return screenplay(page).evaluate((editor) => {
    const top = editor.getBoundingClientRect().top;
    return [...editor.querySelectorAll(".page-head")].map((head) =>
      Math.round(head.getBoundingClientRect().top - top),
    );
  });
}

test("SCR-61: the sheets on the screen are the pages of the layout, line by line", async () => {
  const { page } = ana;
  const { pages } = paginate(script);
  await expect(page.locator(".page-head").last()).toHaveText(`${pages.length}.`);
  // A sheet is 11 inches high at 96 pixels; one line more or less on any of them would show.
  expect(await sheetTops(page)).toEqual(pages.slice(1).map((_, index) => (index + 1) * (1056 + 24)));
  const right = screenplay(page).locator("p.dual-right[data-type=character]");
  const left = screenplay(page).locator("p.dual-left[data-type=character]");
  expect((await right.boundingBox())!.y).toBe((await left.boundingBox())!.y);
  await expectAccessible(page);
});

test("SCR-61: the caret walks over the end of a page, and what is typed there moves the pages", async () => {
  const { page } = ana;
  await expect(page.locator(".page-more").first()).toHaveText("(MORE)");
  await expect(page.locator(".page-cue").first()).toHaveText("TOMAS (O.S.) (CONT'D)");
  // From the last wave down into the speech, over the page end inside it, and to its last line.
  await screenplay(page).locator("p", { hasText: "Wave 17." }).click();
  await page.keyboard.press("End");
  const caretLine = () =>
    page.evaluate(() => {
      const { anchorNode, anchorOffset } = document.getSelection()!;
      return anchorNode?.textContent?.slice(0, anchorOffset) ?? "";
    });
  for (let step = 0; step < 14 && !(await caretLine()).includes("number 6"); step += 1) {
    await page.keyboard.press("ArrowDown");
  }
  expect(await caretLine()).toContain("number 6");
  for (let step = 0; step < 14 && !(await caretLine()).includes("Wave"); step += 1) {
    await page.keyboard.press("ArrowUp");
  }
  expect(await caretLine()).toContain("Wave");

  const before = await page.locator(".page-head").count();
  await screenplay(page).locator("p", { hasText: "Wave 0." }).click();
  await page.keyboard.press("End");
  for (let line = 0; line < 28; line += 1) await page.keyboard.press("Enter");
  await page.keyboard.type("A page later.");
  await expect(page.locator(".page-head")).toHaveCount(before + 1);
  await page.keyboard.press("Control+z");
});

test("SCR-61: on a phone the pages are lines with a number, on light paper as on dark", async () => {
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator(".page-foot").first()).toBeHidden();
  await expect(page.locator(".page-head").first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
});

/** Chooses an entry of the Pages menu. */
async function choose(page: Page, entry: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Pages", exact: true }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("SCR-215 SCR-218: revisions, locked pages and numbers are one person's doing and everybody's view", async ({
  browser,
}) => {
  const { page } = ana;
  const ben = await enterByLink(browser, await inviteByLink(page, "Crew"), "Ben Ode", "ben@example.org");
  try {
    await choose(page, "Lock pages");
    await choose(page, "Lock scene numbers");
    await choose(page, "Start the blue revision");
    await expect(ben.page.getByText(/blue revision · pages locked · scene numbers locked/)).toBeVisible();

    await screenplay(page).locator("p", { hasText: "Wave 3." }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" It breaks.");
    await expect(ben.page.locator(".revised", { hasText: "It breaks." })).toBeVisible();
    await expect(ben.page.locator(".revision-star")).toHaveCount(1);
    const [star, line] = [
      ben.page.locator(".revision-star"),
      screenplay(ben.page).locator("p", { hasText: "Wave 3." }),
    ];
    expect((await star.boundingBox())!.y).toBeCloseTo((await line.boundingBox())!.y, 0);
    for (let step = 0; step < 26; step += 1) await page.keyboard.press("Enter");
    await expect(ben.page.locator(".page-head").first()).toHaveText("1A.");

    await screenplay(page).locator("p", { hasText: "INT. STAGE - NIGHT" }).click();
    await choose(page, "Omit this scene");
    await expect(screenplay(ben.page).getByText("OMITTED")).toBeVisible();
    await expect(screenplay(ben.page).locator("p", { hasText: "Wave 3." })).toBeHidden();
    await choose(page, "Bring this scene back");
    await expect(screenplay(ben.page).locator("p", { hasText: "Wave 3." })).toBeVisible();

    const projectId = new URL(page.url()).pathname.split("/")[2];
    const pdf = await page.request.get(`${studio.url}/api/projects/${projectId}/script.pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/revision.png" });
  } finally {
    await ben.context.close();
  }
});
