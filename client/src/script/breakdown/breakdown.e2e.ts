import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
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

const panel = (page: Page) => page.getByRole("complementary", { name: "Breakdown" });
const item = (page: Page, name: string) => panel(page).getByRole("button", { name, exact: true });
/** Item buttons say more than their name ("3 scenes"), so they are found by how they begin. */
const entry = (page: Page, category: string, name: string) =>
  panel(page)
    .getByRole("region", { name: category, exact: true })
    .getByRole("button", { name: new RegExp(`^${name}`) });

async function showOnly(page: Page, verdict: string): Promise<void> {
  await panel(page)
    .getByText(new RegExp(`^${verdict} \\d+$`))
    .click();
}

test("SCR-176: the breakdown is worked through with the keyboard, and everybody sees each decision", async () => {
  for (const { page } of [ana, ben])
    await page.getByRole("button", { name: "Breakdown", exact: true }).click();
  await entry(ana.page, "Props", "Broken umbrella").click();
  await expect(ana.page.locator(".breakdown-chosen").first()).toHaveText(/umbrella/i);

  await ana.page.keyboard.press("r");
  await expect(entry(ben.page, "Props", "Broken umbrella")).toHaveCount(0);
  await expect(entry(ana.page, "Props", "Wooden box")).toBeFocused();
  await ana.page.keyboard.press("a");
  await expect(entry(ben.page, "Props", "Wooden box")).toHaveCount(0);
  await showOnly(ben.page, "Accepted");
  await expect(entry(ben.page, "Props", "Wooden box")).toBeVisible();
  await showOnly(ben.page, "Rejected");
  await expect(entry(ben.page, "Props", "Broken umbrella")).toBeVisible();

  await ana.page.keyboard.press("Control+z");
  await expect(entry(ana.page, "Props", "Wooden box")).toBeVisible();
});

test("SCR-176: an item is put into another category, and two are merged", async () => {
  const { page } = ana;
  await entry(page, "Props", "Loupe").click();
  await page.keyboard.press("c");
  await page.getByRole("option", { name: "Set dressing" }).click();
  await expect(entry(page, "Set dressing", "Loupe")).toBeVisible();

  await entry(page, "Props", "Lamp").first().click();
  await page.keyboard.press("m");
  await page.keyboard.type("great glass");
  await page.getByRole("option", { name: "Great glass lamp" }).click();
  await expect(item(page, "Take apart")).toBeVisible();
  await item(page, "Take apart").click();
  await expect(item(page, "Take apart")).toHaveCount(0);
});

test("SCR-176: what somebody writes is found a moment later, and what was rejected is not found again", async () => {
  const line = screenplay(ana.page).locator("p", { hasText: "Three knocks." }).first();
  await line.click();
  await ana.page.keyboard.press("End");
  await ana.page.keyboard.type(" She grabs a red megaphone.");
  await showOnly(ben.page, "Open");
  await entry(ben.page, "Props", "Red megaphone").click();
  await expect(ben.page.locator(".breakdown-chosen")).toHaveText("red megaphone");
  await expect(entry(ben.page, "Props", "Broken umbrella")).toHaveCount(0);
  await expectAccessible(ben.page);
});
