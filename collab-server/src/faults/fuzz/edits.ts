import { addMarginNote } from "@backlot/shared/documents/margin-notes";
import { applyRename, planRename } from "@backlot/shared/documents/rename-character";
import { readBlocks } from "@backlot/shared/documents/script";
import { plainText } from "@backlot/shared/screenplay/block";
import type { Random } from "../random.ts";
import type { PageModel } from "./page-model.ts";
import { recordEdits } from "./record-edits.ts";
import { editScript } from "./script-edits.ts";

/** Makes one random edit of a film through the accessors that the product uses; some find nothing to do. */
export function editSomething(page: PageModel, random: Random): void {
  const what = random.below(100);
  const isWriting = page.editor?.isComposing === true;
  if (what < 50) editScript(page, random);
  else if (what < 58) noteInMargin(page, random);
  else if (what < 61 && !isWriting) rename(page, random);
  else {
    const kind = random.pick([...page.docs.keys()]);
    if (kind === "script") editScript(page, random);
    else random.pick(recordEdits[kind])(page.doc(kind), random);
  }
}

/** A note of the notes document on words of the script. */
function noteInMargin(page: PageModel, random: Random): void {
  if (!page.docs.has("notes")) return;
  const blocks = readBlocks(page.doc("script")).filter((block) => plainText(block).trim() !== "");
  if (blocks.length === 0) return;
  const block = random.pick(blocks);
  const words = [...plainText(block).matchAll(/\S+/gu)];
  const first = random.below(words.length);
  const last = words[first + random.below(words.length - first)]!;
  const place = { blockId: block.id, from: words[first]!.index, to: last.index + last[0].length };
  addMarginNote(page.doc("notes"), page.doc("script"), {
    place,
    author: { id: "rita", name: "Rita" },
    text: "Really?",
    at: random.below(100),
  });
}

/** A character gets another name in script, assets and shots at once. */
function rename(page: PageModel, random: Random): void {
  if (!page.docs.has("assets") || !page.docs.has("shots")) return;
  const documents = { script: page.doc("script"), assets: page.doc("assets"), shots: page.doc("shots") };
  const names = ["Mara", "Rain", "Prop 1", "Line 3"];
  const renaming = { from: random.pick(names), to: random.pick(names) };
  const places = planRename(documents, renaming).places.filter(() => random.chance(0.7));
  const origins = { script: undefined, assets: undefined, shots: undefined };
  applyRename(documents, renaming, new Set(places.map(({ key }) => key)), origins);
}
