import { expect, test } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, enterByLink, expectAccessible, inviteByLink, screenplay } from "./crew.e2e-kit.ts";

// The second test signs in to the account that the first one makes.
test.describe.configure({ mode: "serial" });

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio.stop();
});

test("the owner's link leads to the sample project, and a reviewer looks in without an account", async ({
  browser,
}) => {
  const ana = await enterAsOwner(browser, studio);
  await expect(ana.page.getByRole("navigation", { name: "Scenes" }).getByRole("listitem")).not.toHaveCount(0);
  await expectAccessible(ana.page);

  const link = await inviteByLink(ana.page, "Reviewer");
  const guest = await enterByLink(browser, link, "Rosa Guest");
  await expect(guest.page.getByText("Read only")).toBeVisible();
  await expect(screenplay(guest.page)).toHaveAttribute("contenteditable", "false");
  await expect(guest.page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await expectAccessible(guest.page);

  // Each sees the other.
  await expect(ana.page.getByRole("button", { name: /Rosa Guest in Script Lab/ })).toBeVisible();
  await expect(guest.page.getByRole("button", { name: /Ana Ruiz in Script Lab/ })).toBeVisible();

  await ana.page.getByRole("link", { name: "Asset Bin" }).click();
  await expectAccessible(ana.page);
  await ana.page.getByRole("link", { name: "All projects" }).click();
  await expect(ana.page.getByText("Sample")).toBeVisible();
  await expectAccessible(ana.page);
  await ana.context.close();
  await guest.context.close();
});

test("signing in leads back to where one was, and a role that changes takes effect in the open page", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${studio.url}/sign-in`);
  await expectAccessible(page);
  await page.getByLabel("Email").fill("ana@example.org");
  await page.locator("input[name=password]").fill("a lamp in the rain");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page
    .getByRole("link", { name: /Slack Water|Sample/ })
    .first()
    .click();
  await expect(screenplay(page)).toBeVisible();

  // Whose session has ended signs in again, and is back where they were.
  const place = page.url();
  await context.clearCookies();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill("ana@example.org");
  await page.locator("input[name=password]").fill("a lamp in the rain");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(screenplay(page)).toBeVisible();
  expect(page.url()).toBe(place);

  const ben = await enterByLink(browser, await inviteByLink(page, "Crew"), "Ben Ode", "ben@example.org");
  await expect(screenplay(ben.page)).toHaveAttribute("contenteditable", "true");
  await page.getByRole("button", { name: "People and invitations" }).click();
  await page.getByRole("combobox", { name: "Role of Ben Ode" }).click();
  await page.getByRole("option", { name: "Reviewer" }).click();
  await expect(screenplay(ben.page)).toHaveAttribute("contenteditable", "false");
  await context.close();
  await ben.context.close();
});

test("a link that was never ours says so", async ({ page }) => {
  await page.goto(`${studio.url}/welcome?token=nobody-made-this-token`);
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expectAccessible(page);
});
