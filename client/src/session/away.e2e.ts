import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import {
  enterAsOwner,
  enterByLink,
  expectAccessible,
  inviteByLink,
  screenplay,
  type Visitor,
} from "../app/crew.e2e-kit.ts";
import { caretAfter, importScript, saved, says, words } from "../script/desk.e2e-kit.ts";
import { asksBeforeClosing, filmsOnDevice } from "./device.e2e-kit.ts";

/** What people go through whose network, studio or membership goes away, with the browser's own store on the device. */
let studio: Studio;
let ana: Visitor;
let ben: Visitor;
let script: string;
let projectApi: string;

const line = "Rain walks across the harbour.";
const other = "A dog waits on the pier.";

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
  ben = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Ben Ode", "ben@example.org");
  script = ana.page.url();
  projectApi = `${studio.url}/api/projects/${new URL(script).pathname.split("/")[2]}`;
  await importScript(ana.page, `INT. BOATHOUSE - NIGHT\n\n${line}\n\n${other}\n`, line);
  for (const { page } of [ana, ben]) {
    await saved(page);
    // The first visit brings the shell to this device; from the next one on it opens without a network.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await says(page, line);
    await saved(page);
  }
});
test.afterAll(async () => {
  await ana.context.close();
  await ben.context.close();
  await studio.stop();
});

async function write(page: Page, after: string, text: string): Promise<void> {
  await caretAfter(page, after);
  await page.keyboard.type(text);
}

async function openAgain({ context }: Visitor): Promise<Page> {
  const page = await context.newPage();
  await page.goto(script);
  return page;
}

/** Closes a tab whose edits are on this device. Within moments of the last key they may not be, and then it is asked. */
async function closeUnasked(page: Page): Promise<void> {
  await expect.poll(() => asksBeforeClosing(page)).toBe(false);
}

/** The script says each of these exactly once. */
async function saysOnce(page: Page, ...texts: string[]): Promise<void> {
  const counts = async () => {
    const all = await words(page);
    return texts.map((text) => all.split(text).length - 1);
  };
  await expect.poll(counts, { message: `says each once: ${texts.join()}` }).toEqual(texts.map(() => 1));
}

async function idOf(name: string): Promise<string> {
  const { members } = (await (await ana.page.request.get(`${projectApi}/members`)).json()) as {
    members: { userId: string; name: string }[];
  };
  return members.find((one) => one.name === name)?.userId ?? "";
}

test("COL-31, COL-144: what is written offline outlives the tab, which closes without a question, and arrives exactly once", async () => {
  const { context, page } = ana;
  await context.setOffline(true);
  await write(page, line, " Nobody sleeps.");
  await expect(page.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await closeUnasked(page);

  const again = (ana.page = await openAgain(ana));
  await says(again, "Nobody sleeps.");
  await write(again, line, " A lamp fails.");
  await expect(again.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await context.setOffline(false);
  await saved(again);
  for (const one of [again, ben.page]) await saysOnce(one, "Nobody sleeps.", "A lamp fails.");
  await again.reload();
  await saysOnce(again, line, "Nobody sleeps.", "A lamp fails.");
});

test("COL-31: of two tabs of one person that write without a network, one is closed, and everything arrives exactly once", async () => {
  const { context, page } = ana;
  const tab = await openAgain(ana);
  await saved(tab);
  await write(page, line, " One.");
  await write(tab, other, " Two.");
  for (const one of [page, tab]) await saysOnce(one, "One.", "Two.");
  await context.setOffline(true);
  await write(page, line, " Three.");
  await write(tab, other, " Four.");
  for (const one of [page, tab]) await saysOnce(one, "Three.", "Four.");
  await expect(tab.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await closeUnasked(tab);
  await write(page, line, " Five.");
  await context.setOffline(false);
  await saved(page);
  const all = ["One.", "Two.", "Three.", "Four.", "Five."];
  for (const one of [page, ben.page]) await saysOnce(one, ...all);
  await page.reload();
  await saved(page);
  await saysOnce(page, ...all);
});

test("COL-142: a paste of 5 MB is refused before it is in the script, and says so", async () => {
  const { page } = ana;
  const before = await words(page);
  await caretAfter(page, line);
  await screenplay(page).evaluate((root) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "A wall of words.\n\n".repeat(300_000));
    root.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText("That is too large to be pasted, and nothing was.")).toBeVisible();
  expect(await words(page)).toBe(before);
  await saved(page);
});

test("COL-140: a film that is not on this device says that it is temporarily unavailable, and opens by itself", async ({
  browser,
}) => {
  const { cookies } = await ana.context.storageState();
  const context = await browser.newContext({
    storageState: { cookies, origins: [] },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const heading = page.getByRole("heading", { name: "Temporarily unavailable." });
  await context.route("**/api/**", (route) => route.abort());
  await page.goto(script);
  await expect(heading).toBeVisible();
  await expect(page.getByText("The studio does not answer")).toBeVisible();

  await context.route("**/ticket", (route) => route.fulfill({ status: 503, body: "" }));
  await context.unroute("**/api/**");
  await expect(page.getByText("The studio answers, but has not opened this project yet.")).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole("button", { name: "Try now" })).toBeVisible();

  await context.unroute("**/ticket");
  await expect(screenplay(page)).toBeVisible();
  await says(page, line);
  await expect(heading).toBeHidden();
  await context.close();
});

test("COL-143, COL-35: what a role or a membership that ended left unsent is downloaded where it is told, and the copy goes when it is deleted", async () => {
  const { context, page } = ben;
  const member = `${projectApi}/members/${await idOf("Ben Ode")}`;
  await context.setOffline(true);
  await write(page, other, " It growls.");
  await expect(page.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  const changed = await ana.page.request.patch(member, { data: { role: "reviewer" } });
  expect(changed.ok()).toBe(true);
  await context.setOffline(false);
  await expect(page.getByText(/Read only · \d+ changes? kept here/)).toBeVisible();
  const written = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    return await readFile(await download.path(), "utf8");
  };
  expect(await written("Download")).toContain("It growls.");
  // On a phone as well, where the header has no room for it.
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await written("Download")).toContain("It growls.");
  await page.setViewportSize({ width: 1280, height: 800 });

  expect((await ana.page.request.delete(member)).ok()).toBe(true);
  await expect(page.getByText(/changes? that you made here did not reach the studio/)).toBeVisible();
  expect(await written("Download them")).toContain("It growls.");
  expect(await filmsOnDevice(page)).toHaveLength(1);
  await page.getByRole("button", { name: "Delete them from this device" }).click();
  await expect.poll(() => filmsOnDevice(page)).toEqual([]);
  await says(ana.page, "It growls.", false);
});

test("COL-35: a removed member's copy leaves their device when they next open the film", async ({
  browser,
}) => {
  const { page, context } = await enterByLink(browser, await inviteByLink(ana.page, "Reviewer"), "Rita Away");
  await says(page, line);
  await page.goto(`${studio.url}/healthz`);
  expect(await filmsOnDevice(page)).toHaveLength(1);
  const removed = await ana.page.request.delete(`${projectApi}/members/${await idOf("Rita Away")}`);
  expect(removed.ok()).toBe(true);
  await page.goto(script);
  await expect(page.getByRole("link", { name: "All projects" })).toBeVisible();
  await expect.poll(() => filmsOnDevice(page)).toEqual([]);
  await context.close();
});
