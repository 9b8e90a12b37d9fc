import { expect, type Locator, type Page } from "@playwright/test";
import { screenplay } from "../app/crew.e2e-kit.ts";

/** The first block of the screenplay that says `words`. */
export function block(page: Page, words: string): Locator {
  return screenplay(page).locator("p", { hasText: words }).first();
}

/** Puts the caret at the end of the block that says `words`. */
export async function caretAfter(page: Page, words: string): Promise<void> {
  await caretAtEnd(block(page, words));
}

/** Puts the caret at the end of a block, over however many lines it runs. */
export async function caretAtEnd(of: Locator): Promise<void> {
  await of.evaluate((element) => {
    element.closest<HTMLElement>("[contenteditable=true]")?.focus({ preventScroll: true });
    const range = document.createRange();
    range.selectNodeContents(element);
    range.collapse(false);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    element.scrollIntoView({ block: "center" });
  });
}

/** Puts the caret right behind `words`, which stand in one piece. */
export async function caretBehind(page: Page, words: string): Promise<void> {
  await block(page, words).evaluate((element, wanted) => {
    element.closest<HTMLElement>("[contenteditable=true]")?.focus({ preventScroll: true });
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf(wanted);
      if (at !== -1) return getSelection()?.collapse(node, at + wanted.length);
    }
    throw new Error(`"${wanted}" does not stand in one piece.`);
  }, words);
}

/** Every block of the script with its element, as this page shows it, without the names at others' carets. */
export async function blocks(page: Page): Promise<[string, string][]> {
  return await screenplay(page).evaluate((root) =>
    [...root.querySelectorAll("p[data-type]")].map((one): [string, string] => {
      const copy = one.cloneNode(true) as HTMLElement;
      for (const drawn of copy.querySelectorAll(".caret, .page-end, .gutter, .revision-star")) drawn.remove();
      return [one.getAttribute("data-type") ?? "", copy.textContent.replaceAll("\u2060", "")];
    }),
  );
}

/** What the script says, block by block. */
export async function words(page: Page): Promise<string> {
  return (await blocks(page)).map(([, text]) => text).join("\n");
}

export async function says(page: Page, text: string, isSaid = true): Promise<void> {
  await expect.poll(async () => (await words(page)).includes(text), `says "${text}"`).toBe(isSaid);
}

/** Waits until the header says that everything is in the database. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

/** Replaces the script of the open project. */
export async function importScript(page: Page, fountain: string, firstLine: string): Promise<void> {
  const { origin, pathname } = new URL(page.url());
  const answer = await page.request.post(`${origin}/api/projects/${pathname.split("/")[2]}/script/import`, {
    data: { fountain },
  });
  expect(answer.ok()).toBe(true);
  await says(page, firstLine);
}
