import type { Node as EditorNode } from "@tiptap/pm/model";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { plainText, type ScriptBlock } from "@backlot/shared/screenplay/block";
import type { WordPiece } from "@backlot/shared/version/words";

/** Something that is drawn over the page without being in it. */
export type PageMark =
  /** Words of a block. The page shows what is the same and `shown`; the other kind is drawn between. */
  | { kind: "words"; blockId: string; pieces: WordPiece[]; shown: "gone" | "added"; proposalId?: string }
  /** A whole block that is new here, would go, or stands elsewhere. */
  | { kind: "block"; blockId: string; as: "added" | "gone" | "moved" | "unsure"; proposalId?: string }
  /** Blocks that are not on the page, drawn behind a block of it or at its beginning. */
  | {
      kind: "ghost";
      afterId: string | null;
      blocks: ScriptBlock[];
      as: "added" | "gone";
      proposalId?: string;
    };

/** Marks as decorations of the page. A mark whose block is not there is left out. */
export function decorate(doc: EditorNode, marks: readonly PageMark[]): DecorationSet {
  const positions = new Map<unknown, number>();
  doc.forEach((node, position) => positions.set(node.attrs["id"], position));
  const found = marks.flatMap((mark) => {
    if (mark.kind === "ghost") return ghost(doc, positions, mark);
    const position = positions.get(mark.blockId);
    const node = position === undefined ? null : doc.nodeAt(position);
    if (position === undefined || node === null) return [];
    if (mark.kind === "words") return words(position, node.nodeSize, mark);
    return Decoration.node(position, position + node.nodeSize, {
      class: `proposed-block proposed-${mark.as}`,
      ...target(mark.proposalId),
    });
  });
  return DecorationSet.create(doc, found);
}

function words(
  position: number,
  size: number,
  { pieces, shown, proposalId }: Extract<PageMark, { kind: "words" }>,
): Decoration[] {
  const marks: Decoration[] = [];
  const end = position + size - 1;
  let at = position + 1;
  for (const { kind, text } of pieces) {
    const next = Math.min(end, at + text.length);
    if (kind === "same") at = next;
    else if (kind === shown) {
      if (next > at)
        marks.push(Decoration.inline(at, next, { class: `proposed-${kind}`, ...target(proposalId) }));
      at = next;
    } else {
      const where = at;
      marks.push(
        Decoration.widget(where, () => inlineGhost(kind, text, proposalId), {
          side: kind === "added" ? 1 : -1,
          key: `${proposalId ?? ""} ${kind} ${text}`,
          ignoreSelection: true,
        }),
      );
    }
  }
  return marks;
}

function inlineGhost(kind: "gone" | "added", text: string, proposalId: string | undefined): HTMLElement {
  const element = document.createElement(kind === "added" ? "ins" : "del");
  element.className = `proposed-${kind}`;
  element.textContent = text;
  element.contentEditable = "false";
  if (proposalId !== undefined) element.dataset["proposal"] = proposalId;
  return element;
}

function ghost(
  doc: EditorNode,
  positions: ReadonlyMap<unknown, number>,
  { afterId, blocks, as, proposalId }: Extract<PageMark, { kind: "ghost" }>,
): Decoration[] {
  const position = afterId === null ? 0 : positions.get(afterId);
  if (position === undefined) return [];
  const at = afterId === null ? 0 : position + (doc.nodeAt(position)?.nodeSize ?? 0);
  const make = () => {
    const box = document.createElement(as === "added" ? "ins" : "del");
    box.className = `proposed-ghost proposed-${as}`;
    box.contentEditable = "false";
    if (proposalId !== undefined) box.dataset["proposal"] = proposalId;
    for (const block of blocks) {
      const line = document.createElement("p");
      line.dataset["type"] = block.type;
      line.textContent = plainText(block);
      box.append(line);
    }
    return box;
  };
  const key = `${proposalId ?? ""} ${as} ${blocks.map((block) => block.id + plainText(block)).join("|")}`;
  return [Decoration.widget(at, make, { side: -1, key, ignoreSelection: true })];
}

function target(proposalId: string | undefined): Record<string, string> {
  return proposalId === undefined ? {} : { "data-proposal": proposalId };
}
