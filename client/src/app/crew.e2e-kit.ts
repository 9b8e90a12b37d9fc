import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import type { Studio } from "@backlot/infra/studio-fixture";

/** A person in a browser of their own. */
export type Visitor = { page: Page; context: BrowserContext };

/** Takes up the owner's link in a fresh browser; ends in Script Lab of the sample project. */
export async function enterAsOwner(browser: Browser, studio: Studio, name = "Ana Ruiz"): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(studio.ownerLink ?? "");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email").fill("ana@example.org");
  await page.locator("input[name=password]").fill("a lamp in the rain");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL(/\/p\/[^/]+\/script/);
  await expect(screenplay(page)).toBeVisible();
  return { page, context };
}

/** Invites by link from the members' drawer of an open project, and gives the link. */
export async function inviteByLink(page: Page, role: "Producer" | "Crew" | "Reviewer"): Promise<string> {
  await page.getByRole("button", { name: "People and invitations" }).click();
  await page.getByRole("combobox", { name: "Invite as" }).click();
  await page.getByRole("option", { name: role }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  await page.keyboard.press("Escape");
  return link;
}

/** Takes up an invitation in a fresh browser: with an account, or for reviewers by name alone. */
export async function enterByLink(
  browser: Browser,
  link: string,
  name: string,
  email?: string,
): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await takeUp(page, link, name, email);
  return { page, context };
}

/** Takes up an invitation in a page that has been nowhere yet. */
export async function takeUp(page: Page, link: string, name: string, email?: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  if (email === undefined) await page.getByRole("button", { name: "Look in as a guest" }).click();
  else {
    await page.getByLabel("Email").fill(email);
    await page.locator("input[name=password]").fill("a lamp in the rain");
    await page.getByRole("button", { name: "Make the account" }).click();
  }
  await page.waitForURL(/\/p\/[^/]+\/script/);
  await expect(screenplay(page)).toBeVisible();
}

/** The screenplay's page in Script Lab. */
export function screenplay(page: Page) {
  return page.getByRole("textbox", { name: "Screenplay" });
}

/**
 * Fails with what axe found, rule by rule. What fades in or out is waited for: half faded, nothing has contrast enough;
 * and since a name may begin to fade in while axe looks, only what it finds again and again counts.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
  await expect(async () => {
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== "running" || effect?.getComputedTiming().endTime === Infinity,
        ),
    );
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  }).toPass({ timeout: 10_000 });
}
