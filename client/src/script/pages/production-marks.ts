import type { Node as EditorNode } from "@tiptap/pm/model";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { sceneNumbers } from "@backlot/shared/documents/revisions";
import { sourceOffset } from "@backlot/shared/screenplay/page-block";
import { omitted } from "@backlot/shared/screenplay/page-format";
import { isRevised, rowsOfPiece } from "@backlot/shared/screenplay/page-rows";
import type { Pages } from "@backlot/shared/screenplay/pagination";
import { blockPositions } from "./page-decorations.ts";
import { hiddenBlocks } from "./page-ends.ts";
import type { PageViewOptions } from "./page-view.ts";

/** What a script in production shows on its pages: omitted scenes, numbers of inserted ones, stars of a revision. */
export function productionMarks(
  doc: EditorNode,
  pages: Pages,
  { revision, areNumbersLocked }: Pick<PageViewOptions, "revision" | "areNumbersLocked">,
): DecorationSet {
  const hasOmitted = pages.blocks.some((block) => block.omitted === true);
  // Before production there is none of it, and nothing to walk for at each letter.
  if (!hasOmitted && areNumbersLocked !== true && typeof revision !== "string") return DecorationSet.empty;
  const positions = blockPositions(doc);
  const decorations = hasOmitted ? omittedScenes(pages, positions) : [];
  if (areNumbersLocked === true) decorations.push(...insertedNumbers(pages, positions));
  if (typeof revision === "string") decorations.push(...revisionMarks(pages, positions, revision));
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
}

function omittedScenes(pages: Pages, positions: readonly number[]): Decoration[] {
  const decorations: Decoration[] = [];
  for (const index of hiddenBlocks(pages)) {
    decorations.push(Decoration.node(positions[index]!, positions[index + 1]!, { class: "is-omitted" }));
  }
  pages.blocks.forEach((block, index) => {
    if (block.omitted !== true) return;
    const from = positions[index]!;
    decorations.push(
      Decoration.node(from, positions[index + 1]!, { contenteditable: "false" }),
      Decoration.inline(from + 1, positions[index + 1]! - 1, { class: "is-omitted" }),
      Decoration.widget(from + 1, omittedElement, { key: "omitted", side: -1 }),
    );
  });
  return decorations;
}

/** The numbers of scenes that were inserted after the numbers were locked. */
function insertedNumbers({ blocks }: Pages, positions: readonly number[]): Decoration[] {
  const numbers = sceneNumbers(blocks);
  return blocks.flatMap((block, index) => {
    const number = block.sceneNumber === undefined ? numbers.get(block.id) : undefined;
    if (number === undefined) return [];
    return [Decoration.node(positions[index]!, positions[index + 1]!, { "data-scene-number": number })];
  });
}

/** A star in the margin of each line that changed. */
function revisionMarks({ pages, blocks }: Pages, positions: readonly number[], set: string): Decoration[] {
  const changed = new Map(
    blocks.flatMap((block, index) => (block.revision === set ? [[block, index] as const] : [])),
  );
  if (changed.size === 0) return [];
  const found: Decoration[] = [];
  for (const piece of pages.flatMap((page) => page.pieces)) {
    const index = piece.role === "text" ? changed.get(piece.block) : undefined;
    if (index === undefined) continue;
    for (const row of rowsOfPiece(piece)) {
      if (!isRevised(row, set)) continue;
      const offset = piece.block.omitted === true ? 0 : sourceOffset(piece.block, row.from);
      const at = positions[index]! + 1 + offset;
      found.push(Decoration.widget(at, starElement, { key: "star", side: 1, ignoreSelection: true }));
    }
  }
  return found;
}

function starElement(): HTMLElement {
  const element = document.createElement("span");
  element.className = "revision-star";
  element.textContent = "*";
  element.contentEditable = "false";
  return element;
}

function omittedElement(): HTMLElement {
  const element = document.createElement("span");
  element.textContent = omitted;
  return element;
}
