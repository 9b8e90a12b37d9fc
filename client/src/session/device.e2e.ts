import { expect, test, type CDPSession, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, enterByLink, inviteByLink, takeUp, type Visitor } from "../app/crew.e2e-kit.ts";
import { caretAfter, importScript, saved, says } from "../script/desk.e2e-kit.ts";
import { asksBeforeClosing } from "./device.e2e-kit.ts";

/** What a browser does to the store of a page: it fills up, is held by another tab, is emptied, or holds a broken row. */
let studio: Studio;
let ana: Visitor;
let ben: Visitor;
let script: string;

const line = "Rain walks across the harbour.";

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
  ben = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Ben Ode", "ben@example.org");
  script = ana.page.url();
  await importScript(ana.page, `INT. BOATHOUSE - NIGHT\n\n${line}\n`, line);
  await saved(ana.page);
  // The first visit brings the shell to this device; from the next one on it opens without a network.
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await ana.page.reload();
});
test.afterAll(async () => {
  await ana.context.close();
  await ben.context.close();
  await studio.stop();
});

async function write(page: Page, words: string): Promise<void> {
  await caretAfter(page, line);
  await page.keyboard.type(words);
}

/** A page of the studio's address that opens no film, and so stands for another tab of the same person. */
async function anotherTab(): Promise<Page> {
  const page = await ana.context.newPage();
  await page.goto(`${studio.url}/healthz`);
  return page;
}

async function overChannel<T>(page: Page, work: (channel: CDPSession) => Promise<T>): Promise<T> {
  const channel = await page.context().newCDPSession(page);
  try {
    return await work(channel);
  } finally {
    await channel.detach();
  }
}

test("COL-32: a broken row on this device is put aside, and the rest of it opens without a network", async () => {
  const { page, context } = ana;
  await says(page, line);
  await saved(page);
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases()) {
      if (!/^backlot\/[^/]+\/[^/]+$/.test(name)) continue;
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.addEventListener("success", () => resolve(request.result));
      });
      const tx = database.transaction("rows", "readwrite");
      const rows = tx.objectStore("rows");
      const documents = await new Promise<string[]>((resolve) => {
        const all = rows.getAll();
        all.addEventListener("success", () =>
          resolve([...new Set((all.result as { document: string }[]).map((row) => row.document))]),
        );
      });
      for (const document of documents)
        rows.add({ document, bytes: new Uint8Array([1, 7, 255, 0, 200, 9, 9]) });
      await new Promise((resolve) => tx.addEventListener("complete", resolve));
      database.close();
    }
  });
  await context.setOffline(true);
  await page.reload();
  await says(page, line);
  await write(page, " It is dark.");
  await expect(page.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await context.setOffline(false);
  await saved(page);
  await says(ben.page, `${line} It is dark.`);
});

test("COL-32: where another tab blocks this device's store the studio serves the page, nothing is called kept, and the browser asks", async () => {
  const { page, context } = ana;
  const other = await anotherTab();
  await page.goto("about:blank");
  // What holds the store and wants it gone at once: every later opening waits for the first to let go.
  await other.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const name = names.find((one) => /^backlot\/[^/]+\/[^/]+$/.test(one)) ?? "";
    const request = indexedDB.open(name);
    await new Promise((resolve) => request.addEventListener("success", resolve));
    Object.assign(globalThis, { held: request.result });
    indexedDB.deleteDatabase(name);
  });
  await page.goto(script);
  await says(page, line);
  await write(page, " Nobody sleeps.");
  await saved(page);
  await says(ben.page, "Nobody sleeps.");
  expect(await asksBeforeClosing(page)).toBe(false);

  const again = (ana.page = await context.newPage());
  await again.goto(script);
  await says(again, "Nobody sleeps.");
  await context.setOffline(true);
  await write(again, " A dog barks.");
  await expect(again.getByText(/Offline · \d+ changes? in this tab alone/)).toBeVisible();
  expect(await asksBeforeClosing(again)).toBe(true);

  await other.evaluate(() => (globalThis as unknown as { held: IDBDatabase }).held.close());
  await expect(again.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await context.setOffline(false);
  await saved(again);
  await says(ben.page, "A dog barks.");
  await other.close();
});

test("COL-32: a full device keeps nothing and says so, and keeps everything once it has room", async ({
  browser,
}) => {
  const { origin } = new URL(studio.url);
  const link = await inviteByLink(ana.page, "Crew");
  // Full from the first visit on: of a store that is open, the browser reckons with the room that it found before.
  const context = await browser.newContext();
  const page = await context.newPage();
  // A page of the studio that opens no store yet.
  await page.goto(`${studio.url}/healthz`);
  await overChannel(page, async (channel) => {
    await channel.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    await takeUp(page, link, "Cleo Tan", "cleo@example.org");
    await write(page, " Nets dry.");
    await saved(page);
    await context.setOffline(true);
    await write(page, " The lamp fails.");
    await expect(page.getByText(/Offline · \d+ changes? in this tab alone/)).toBeVisible();
    expect(await asksBeforeClosing(page)).toBe(true);
    await channel.send("Storage.overrideQuotaForOrigin", { origin });
    await expect(page.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  });
  await context.setOffline(false);
  await saved(page);
  await says(ben.page, "The lamp fails.");
  expect(await asksBeforeClosing(page)).toBe(false);
  await context.close();
});

test("COL-32, COL-46: a store that the browser empties while the film is open is filled again", async () => {
  const { page, context } = ana;
  const { origin } = new URL(studio.url);
  await overChannel(page, (channel) =>
    channel.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" }),
  );
  await write(page, " Then light.");
  await saved(page);
  await says(ben.page, "Then light.");
  await context.setOffline(true);
  await write(page, " And a voice.");
  await expect(page.getByText(/Offline · \d+ changes? kept here/)).toBeVisible();
  await page.reload();
  await says(page, "Then light. And a voice.");
  await context.setOffline(false);
  await saved(page);
  await says(ben.page, "And a voice.");
});
