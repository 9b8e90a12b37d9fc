import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, filmTake } from "../dailies/film-fixture.ts";

/** Every department at the width of a phone: nothing is cut off, and what a hand needs is in sight. */
test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio?.stop();
});

/** Controls that reach over the edge of the screen, except inside of what scrolls sideways by intent. */
async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element.tagName !== "MAIN" &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    return [...document.querySelectorAll("header *, main *, nav *")]
      .filter((one) => one.matches("button, a, input, select, textarea, h1, h2, h3"))
      .filter((one) => {
        const box = one.getBoundingClientRect();
        const isSeen = box.width > 1 && box.height > 1 && one.checkVisibility({ visibilityProperty: true });
        return isSeen && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(one.parentElement);
      })
      .map((one) => one.getAttribute("aria-label") ?? one.outerHTML.slice(0, 120));
  });
}

test("nothing is cut off in any department, and the tools of a note stand under the picture", async ({
  page,
}) => {
  const projectId = await enterAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  const inspector = page.getByRole("region", { name: "Shot 1A" });
  await expect(inspector).toBeVisible();
  const shotId = (await page.locator("[data-shot]").first().getAttribute("data-shot")) ?? "";
  await filmTake(studio, projectId, shotId);
  await filmTake(studio, projectId, shotId, "startFrame");

  const places = ["script", "assets", "shots", "shots?view=cards", "shots?view=presence", "production"];
  for (const place of [...places, "dailies", "cut"]) {
    await page.goto(`${studio.url}/p/${projectId}/${place}`);
    await expect(page.locator("main h1, main [aria-label='Screenplay']").first()).toBeAttached();
    await expect.poll(() => cutOff(page), { message: place }).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, place).toBeLessThanOrEqual(390);
  }

  // A tap on a shot's line opens everything about it.
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "Select shot 1A" }).tap();
  await expect(inspector).toBeVisible();
  await inspector.getByRole("combobox", { name: "Size of 1A" }).selectOption("close");
  await inspector.getByRole("button", { name: "Close the shot" }).tap();
  await expect(page.getByRole("button", { name: "Select shot 1A" })).toContainText("Close ·");

  await page.goto(`${studio.url}/p/${projectId}/dailies?shot=${shotId}`);
  await page.getByRole("button", { name: "Draw on the picture" }).tap();
  const rail = await page.getByRole("navigation", { name: "Departments" }).boundingBox();
  for (const tool of ["Draw in red", "Take back the last stroke", "Send"]) {
    const box = await page.getByRole("button", { name: tool, exact: true }).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0), tool).toBeLessThanOrEqual(rail?.y ?? 0);
  }

  await page.getByRole("button", { name: "People and invitations" }).tap();
  await page.getByRole("button", { name: "Make a link" }).tap();
  const link = page.getByLabel("Invitation link");
  await expect(link).toHaveValue(/\/welcome\?token=/);
  await expect.poll(() => link.evaluate((field) => field.scrollWidth <= field.clientWidth + 1)).toBe(true);
  await expect.poll(() => link.evaluate((field) => field.scrollHeight <= field.clientHeight + 2)).toBe(true);
});
