import { scriptEdit } from "@backlot/client/script/editor/collaboration";
import { moveScene } from "@backlot/shared/documents/move-scene";
import { addProposals, decideProposals, openProposals } from "@backlot/shared/documents/proposals";
import {
  endRevision,
  lockPages,
  lockSceneNumbers,
  omitScene,
  startRevision,
} from "@backlot/shared/documents/revisions";
import { readBlocks, readScreenplay, writeScreenplay } from "@backlot/shared/documents/script";
import { patchScreenplay } from "@backlot/shared/documents/script-edit";
import {
  addToDictionary,
  removeFromDictionary,
  setScriptSetting,
} from "@backlot/shared/documents/script-settings";
import { setSynopsis } from "@backlot/shared/documents/script-text";
import type { ProposalChange } from "@backlot/shared/proposal/schema";
import { textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import type { Random } from "../random.ts";
import { editLikeEditor } from "./editor-edits.ts";
import type { PageModel } from "./page-model.ts";

type Edit = (page: PageModel, random: Random) => void;

/** Makes one edit of the script: mostly by the editor, sometimes as its panels and commands do. */
export function editScript(page: PageModel, random: Random): void {
  // Who writes with an input method does nothing else before it is done.
  if (page.editor?.isComposing === true || random.chance(0.65)) editLikeEditor(page, random);
  else random.pick(panelEdits)(page, random);
}

const panelEdits: readonly Edit[] = [
  moveSomeScene,
  moveSomeScene,
  (page, random) => {
    const blocks = blocksOf(page).filter(() => random.chance(0.95));
    patchScreenplay(page.doc("script"), {
      titlePage: [{ key: "Title", lines: [`Draft ${random.below(5)}`] }],
      blocks: [...blocks, textBlock("sceneHeading", `INT. ROOM ${random.below(9)} - DAY`)],
    });
  },
  onOneBlock((page, changed, random) =>
    patchScreenplay(page.doc("script"), {
      ...readScreenplay(page.doc("script")),
      blocks: blocksOf(page).map((block) =>
        block.id === changed.id ? { ...block, runs: someRuns(random) } : block,
      ),
    }),
  ),
  (page, random) => {
    if (random.chance(0.8)) return;
    writeScreenplay(page.doc("script"), {
      titlePage: [],
      blocks: [...blocksOf(page), textBlock("dialogue", "We go.")],
    });
  },
  onOneBlock((page, before, random) => {
    const change = random.pick<ProposalChange>([
      { kind: "replace", before, after: { ...before, runs: someRuns(random) } },
      { kind: "remove", before },
      { kind: "insert", place: [before.id], blocks: [textBlock("action", "Rain.")] },
    ]);
    const author = { id: "rita", name: "Rita" };
    const at = random.below(50);
    addProposals(page.doc("script"), [{ change, author, origin: "person", at }]);
  }),
  decideSome,
  decideSome,
  (page, random) => {
    if (random.chance(0.6)) startRevision(page.doc("script"), "rita", random.below(50));
    else endRevision(page.doc("script"));
  },
  onOneBlock((page, { id, runs }, random) => {
    const offset = runs.length > 0 ? random.below(3) : 0;
    lockPages(page.doc("script"), [{ number: "2", block: id, offset }]);
  }),
  onOneHeading((page, { id }, random) =>
    setSynopsis(page.doc("script"), id, random.pick(["Rain.", "They meet.", ""])),
  ),
  onOneHeading((page, { id }, random) => omitScene(page.doc("script"), id, random.chance(0.5))),
  (page, random) => lockSceneNumbers(page.doc("script"), random.chance(0.5)),
  (page, random) => setScriptSetting(page.doc("script"), "paper", random.pick(["letter", "a4"] as const)),
  (page, random) => {
    const word = `word${random.below(4)}`;
    if (random.chance(0.6)) addToDictionary(page.doc("script"), word);
    else removeFromDictionary(page.doc("script"), word);
  },
];

function moveSomeScene(page: PageModel, random: Random): void {
  const headings = blocksOf(page).filter(({ type }) => type === "sceneHeading");
  if (headings.length < 2) return;
  const place = random.pick(headings).id;
  const to = random.chance(0.5) ? { before: place } : { after: place };
  moveScene(page.doc("script"), random.pick(headings).id, to, { origin: scriptEdit });
}

function decideSome(page: PageModel, random: Random): void {
  const open = openProposals(page.doc("script")).filter(() => random.chance(0.5));
  const decision = { accept: random.chance(0.7), by: "bob", at: random.below(50) };
  if (open.length > 0)
    decideProposals(
      page.doc("script"),
      open.map(({ id }) => id),
      decision,
    );
}

function blocksOf(page: PageModel): ScriptBlock[] {
  return readBlocks(page.doc("script"));
}

function someRuns(random: Random): ScriptBlock["runs"] {
  return [{ text: random.pick(["It rains 😀 hard", "It rained 😁 hard", "😁", "It 👩‍🚀 rains"]) }];
}

function onOneBlock(edit: (page: PageModel, block: ScriptBlock, random: Random) => void): Edit {
  return (page, random) => {
    // A page break has no words.
    const blocks = blocksOf(page).filter(({ type }) => type !== "pageBreak");
    if (blocks.length > 0) edit(page, random.pick(blocks), random);
  };
}

function onOneHeading(edit: (page: PageModel, heading: ScriptBlock, random: Random) => void): Edit {
  return (page, random) => {
    const headings = blocksOf(page).filter(({ type }) => type === "sceneHeading");
    if (headings.length > 0) edit(page, random.pick(headings), random);
  };
}
