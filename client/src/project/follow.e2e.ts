import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, filmTake, signInAsOwner } from "../dailies/film-fixture.ts";
import { enterByLink, inviteByLink } from "../app/crew.e2e-kit.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio?.stop();
});

const openDepartment = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Departments" }).getByRole("link", { name }).click();

test("COL-60: somebody who follows goes along to the shot, the asset and the frame, until they do something", async ({
  page,
  browser,
}) => {
  const projectId = await enterAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  const shotId = (await page.locator("[data-shot]").first().getAttribute("data-shot")) ?? "";
  await filmTake(studio, projectId, shotId);
  await page.goto(`${studio.url}/p/${projectId}/assets`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Name").fill("Blue cup");
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Close the asset" }).click();

  const crew = await enterByLink(browser, await inviteByLink(page, "Crew"), "Ben Okafor", "ben@example.test");
  const ben = crew.page;
  const avatar = page.getByRole("button", { name: /^Ben Okafor in / });
  await expect(avatar).toHaveAccessibleName("Ben Okafor in Script Lab. Follow.");
  await avatar.click();
  await expect(page.getByText("Following Ben Okafor")).toBeVisible();
  await expect(page).toHaveURL(/\/script/);

  await openDepartment(ben, "Shot Studio");
  await ben.getByRole("button", { name: "Select shot 1A" }).click();
  await expect(page.getByRole("region", { name: "Shot 1A" })).toBeVisible();
  await openDepartment(ben, "Asset Bin");
  await ben.getByRole("button", { name: /^Blue cup/ }).click();
  await expect(page.getByRole("region", { name: "Asset Blue cup" })).toBeVisible();
  await openDepartment(ben, "Dailies");
  await expect(ben.getByTestId("frame")).toHaveText("0 / 72");
  for (let step = 0; step < 12; step += 1) await ben.keyboard.press(".");
  await expect(page.getByTestId("frame")).toHaveText("12 / 72");

  // Looking around with the pointer is no action; a key is one.
  await page.mouse.move(400, 300);
  await expect(page.getByText("Following Ben Okafor")).toBeVisible();
  await page.keyboard.press(",");
  await expect(page.getByText("Following Ben Okafor")).toHaveCount(0);
  await openDepartment(ben, "Production");
  await expect(avatar).toHaveAccessibleName("Ben Okafor in Production. Follow.");
  await expect(page).toHaveURL(/\/dailies/);

  // The avatar begins it and ends it.
  await avatar.click();
  await expect(page).toHaveURL(/\/production/);
  await expect(avatar).toHaveAttribute("aria-pressed", "true");
  await avatar.click();
  await expect(avatar).toHaveAttribute("aria-pressed", "false");

  // COL-68: whoever hides is here and nothing more, also after a reload, until they show themselves.
  await ben.getByRole("button", { name: "Account of Ben Okafor" }).click();
  await ben.getByRole("menuitem", { name: "Hide where I am" }).click();
  const hidden = page.getByRole("button", { name: "Ben Okafor is here" });
  await expect(hidden).toHaveAttribute("aria-disabled", "true");
  await expect(ben.getByRole("button", { name: /^Hidden/ })).toBeVisible();
  await ben.reload();
  await openDepartment(ben, "Script Lab");
  await ben.getByRole("textbox", { name: "Screenplay" }).click();
  await ben.keyboard.press("ArrowDown");
  await openDepartment(page, "Script Lab");
  await expect(hidden).toBeVisible();
  await expect(page.locator(".caret")).toHaveCount(0);
  await hidden.click({ force: true });
  await expect(page.getByText("Following Ben Okafor")).toHaveCount(0);
  await ben.getByRole("button", { name: /^Hidden/ }).click();
  await expect(avatar).toHaveAccessibleName("Ben Okafor in Script Lab. Follow.");
  await crew.context.close();
});

test("INT-5: a title that was written without a network is kept and sent when the studio answers again", async ({
  page,
  context,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const title = page.getByRole("textbox", { name: "Title of the project" });
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await context.setOffline(true);
  await title.fill("High Water");
  await title.press("Enter");
  await expect(page.getByText("The new title is kept here")).toBeVisible();
  await expect(title).toHaveValue("High Water");
  await expect(title).toHaveAttribute("data-kept", "true");
  await context.setOffline(false);
  await expect(title).not.toHaveAttribute("data-kept", "true");
  await expect(title).toHaveValue("High Water");
  const answer = await page.request.get(`${studio.url}/api/projects/${projectId}`);
  expect(await answer.json()).toMatchObject({ title: "High Water" });
});
