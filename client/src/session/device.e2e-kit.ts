import type { Page } from "@playwright/test";

/** Closes a tab as a person does; gives whether the browser asks before. If it does, the tab stays open. */
export async function asksBeforeClosing(page: Page): Promise<boolean> {
  const asked = new Promise<boolean>((resolve) => {
    page.once("dialog", (dialog) => {
      resolve(dialog.type() === "beforeunload");
      void dialog.dismiss();
    });
  });
  const left = page.waitForEvent("close").then(() => false);
  await page.close({ runBeforeUnload: true });
  return await Promise.race([asked, left]);
}

/** The copies of films on this device, by the names of their databases. */
export async function filmsOnDevice(page: Page): Promise<string[]> {
  return await page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name = "" }) => name)
      .filter((name) => /^backlot\/[^/]+\/[^/]+$/.test(name)),
  );
}
