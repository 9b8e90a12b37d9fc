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
  await putCaret(of, null);
}

/** Puts the caret right behind `words`, which stand in one piece. */
export async function caretBehind(page: Page, words: string): Promise<void> {
  await putCaret(block(page, words), words);
}

/**
 * Selects in the page as a click does, until the editor has heard of it: for a moment after it has the focus it puts
 * back the selection that it knew.
 */
async function putCaret(of: Locator, behind: string | null): Promise<void> {
  await expect
    .poll(
      async () =>
        await of.evaluate((element, wanted) => {
          type Editor = {
            state: { selection: { anchor: number; head: number } };
            view: { posAtDOM(node: Node, offset: number): number };
          };
          const page = element.closest<HTMLElement & { editor?: Editor }>("[contenteditable=true]");
          if (!page?.editor) return "No editor.";
          let [node, offset]: [Node, number] = [element, element.childNodes.length];
          if (wanted !== null) {
            const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            let at = -1;
            for (let text = texts.nextNode(); text !== null && at === -1; text = texts.nextNode()) {
              at = (text.textContent ?? "").indexOf(wanted);
              if (at !== -1) [node, offset] = [text, at + wanted.length];
            }
            if (at === -1) return `"${wanted}" does not stand in one piece.`;
          }
          const { selection } = page.editor.state;
          const place = page.editor.view.posAtDOM(node, offset);
          if (document.activeElement === page && selection.anchor === place && selection.head === place)
            return "There.";
          page.focus({ preventScroll: true });
          getSelection()?.collapse(node, offset);
          element.scrollIntoView({ block: "center" });
          return "Not there yet.";
        }, behind),
      { message: "puts the caret", intervals: [20, 50, 100] },
    )
    .toBe("There.");
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
