import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { enterAsOwner, enterByLink, inviteByLink, type Visitor } from "../app/crew.e2e-kit.ts";
import { blocks, block, caretAfter, caretBehind, importScript, saved, says, words } from "./desk.e2e-kit.ts";

test.use({ actionTimeout: 20_000 });

let studio: Studio;
let ana: Visitor;
let ben: Visitor;

const script = `INT. LIGHTHOUSE - NIGHT

The lamp turns.

MARA
Who is there?

BEN
Only the rain.

Thunder over the bay.

EXT. PIER - DAWN

Gulls.
`;

test.beforeAll(async ({ browser }) => {
  studio = await startStudio();
  ana = await enterAsOwner(browser, studio);
  ben = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Ben Ode", "ben@example.org");
  await importScript(ana.page, script, "Only the rain.");
  await says(ben.page, "Only the rain.");
});
test.afterAll(async () => {
  await ana.context.close();
  await ben.context.close();
  await studio.stop();
});

/** Waits until both have written everything and see the same. */
async function agree(): Promise<[string, string][]> {
  for (const { page } of [ana, ben]) await saved(page);
  await expect.poll(async () => await blocks(ben.page)).toEqual(await blocks(ana.page));
  return await blocks(ana.page);
}

/** The letters of one alphabet, in the order in which they are read. */
async function only(page: Page, letters: RegExp): Promise<string> {
  return ((await words(page)).match(letters) ?? []).join("");
}

test("SCR-251: two write in one line of dialogue at once; every letter is there once, in its writer's order", async () => {
  await caretAfter(ben.page, "Who is there?");
  await caretBehind(ana.page, "Who is");
  await Promise.all([
    ana.page.keyboard.type(" ΑΒΓΔΕΖΗΘΙΚΛΜ", { delay: 15 }),
    ben.page.keyboard.type(" АБВГДЕЖЗИКЛМ", { delay: 15 }),
  ]);
  const said = await agree();
  expect(said.filter(([type]) => type === "dialogue")).toEqual([
    ["dialogue", "Who is ΑΒΓΔΕΖΗΘΙΚΛΜ there? АБВГДЕЖЗИКЛМ"],
    ["dialogue", "Only the rain."],
  ]);

  // At the very same place: neither's word is torn by the other's.
  for (const { page } of [ana, ben]) await caretAfter(page, "Only the rain");
  await Promise.all([
    ana.page.keyboard.type("ΝΞΟΠΡΣΤΥΦΧΨΩ", { delay: 15 }),
    ben.page.keyboard.type("НОПРСТУФХЦЧШ", { delay: 15 }),
  ]);
  await agree();
  expect(await only(ana.page, /[Ν-Ω]/g)).toBe("ΝΞΟΠΡΣΤΥΦΧΨΩ");
  expect(await only(ana.page, /[Н-Ш]/g)).toBe("НОПРСТУФХЦЧШ");
});

test("SCR-252: one splits the block that the other types in; no letter is lost or doubled", async () => {
  const letters = "あいうえおかきくけこさしすせそたちつてとなにぬねの";
  await caretAfter(ben.page, "Thunder over the bay.");
  await caretBehind(ana.page, "Thunder over");
  await Promise.all([
    ben.page.keyboard.type(` ${letters}`, { delay: 20 }),
    (async () => {
      await ana.page.keyboard.press("Enter", { delay: 30 });
      await ana.page.keyboard.press("Backspace", { delay: 30 });
      await ana.page.keyboard.press("Enter", { delay: 30 });
    })(),
  ]);
  await agree();
  // What was typed into the half that moved, while it moved, stands behind its words, and maybe in another order.
  await expect
    .poll(async () => {
      const said = (await agree()).filter(([, text]) => /Thunder|bay|[ぁ-ん]/.test(text));
      const [, [type, half] = ["", ""]] = said;
      const typed = half.slice(" the bay.".length).replace(" ", "").split("").toSorted().join("");
      return [said.length, said[0], type, half.slice(0, " the bay.".length), typed];
    })
    .toEqual([2, ["action", "Thunder over"], "action", " the bay.", letters]);
});

/** Takes back, or does again, until the page says so: into how many steps typing falls depends on its pace. */
async function steps(page: Page, keys: string, text: string, isSaid = true): Promise<void> {
  for (let step = 0; step < 12 && (await words(page)).includes(text) !== isSaid; step += 1)
    await page.keyboard.press(keys);
  await says(page, text, isSaid);
}

test("SCR-201: undo takes back only mine, among words that somebody else wrote in them since", async () => {
  await caretAfter(ana.page, "The lamp turns.");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("Waves break on the rocks.");
  await says(ben.page, "Waves break on the rocks.");
  await caretBehind(ben.page, "Waves");
  await ben.page.keyboard.type(" slowly");
  await says(ana.page, "Waves slowly break on the rocks.");

  await saved(ana.page);
  await steps(ana.page, "Control+z", "Waves", false);
  await says(ben.page, "Waves", false);
  expect(await blocks(ana.page)).toContainEqual(["action", " slowly"]);
  await steps(ana.page, "Control+Shift+z", "Waves slowly break on the rocks.");
  await says(ben.page, "Waves slowly break on the rocks.");

  // Ben takes back his word; it was in a block that Ana made.
  await steps(ben.page, "Control+z", "Waves break on the rocks.");
  await says(ana.page, "Waves break on the rocks.");
  await agree();
});

test("SCR-13: what an input method composes is written once, with somebody else's words in the same block", async () => {
  const { page, context } = ana;
  const input = await context.newCDPSession(page);
  /** What an input method shows while it composes, letter by letter, and then what it commits. */
  async function compose(steps: readonly string[], result: string, meanwhile?: () => Promise<void>) {
    for (const text of steps) {
      await input.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      if (text === steps.at(-1)) await meanwhile?.();
    }
    await input.send("Input.insertText", { text: result });
  }
  await caretAfter(page, "Gulls.");
  await caretBehind(ben.page, "Gulls");
  await compose(["k", "か", "かも", "かもめ"], "鴎", async () => {
    await ben.page.keyboard.type(" cry");
    await saved(ben.page);
  });
  await page.keyboard.type(" far out.");
  for (const one of [ana, ben]) await says(one.page, "Gulls cry.鴎 far out.");

  // A line of its own that an input method composes is left alone until it is done, and then becomes an element.
  await page.keyboard.press("Enter");
  await compose(["i", "in", "int. 灯", "int. 灯台"], "int. 灯台 - day");
  await expect(block(page, "灯台")).toHaveAttribute("data-type", "sceneHeading");
  await compose([" r", " ru"], " rue");
  await agree();
  expect((await blocks(ben.page)).at(-1)).toEqual(["sceneHeading", "INT. 灯台 - DAY RUE"]);
});
