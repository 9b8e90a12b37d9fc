import type { Editor } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { quick } from "../editor/quick-decorations.ts";
import { categoryLook } from "./category-look.ts";

type Marked = { items: readonly BreakdownItem[]; chosen: string | null };

const key = new PluginKey<DecorationSet>("breakdownHighlights");

/** Draws what the breakdown found into the page, and tells which item was clicked. Gives the function that takes it away. */
export function startHighlights(editor: Editor, onPick: (itemKey: string) => void): () => void {
  editor.registerPlugin(
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, marks) {
          const marked = transaction.getMeta(key) as Marked | undefined;
          if (marked !== undefined) return draw(transaction.doc, marked);
          return transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks;
        },
      },
      props: {
        decorations: (state) => quick(key.getState(state)),
        handleClick(view, position) {
          const [found] = key.getState(view.state)?.find(position, position) ?? [];
          const itemKey: unknown = found?.spec.itemKey;
          if (typeof itemKey === "string") onPick(itemKey);
          return false;
        },
      },
    }),
  );
  return () => {
    if (!editor.isDestroyed) editor.unregisterPlugin(key);
  };
}

/** Marks these items; the chosen one stands out. */
export function showHighlights(editor: Editor, marked: Marked): void {
  if (editor.isDestroyed || key.getState(editor.state) === undefined) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, marked).setMeta("addToHistory", false));
}

function draw(doc: EditorNode, { items, chosen }: Marked): DecorationSet {
  const blocks = new Map<string, { from: number; length: number }>();
  doc.forEach((node, offset) => {
    const id: unknown = node.attrs["id"];
    if (typeof id === "string") blocks.set(id, { from: offset + 1, length: node.content.size });
  });
  const marks = items.flatMap((item) =>
    item.evidence.flatMap((proof) => {
      const block = blocks.get(proof.blockId);
      // The script may have moved on since it was read; the next reading is on its way.
      if (block === undefined || proof.end > block.length || proof.start >= proof.end) return [];
      return Decoration.inline(
        block.from + proof.start,
        block.from + proof.end,
        {
          class: item.key === chosen ? "breakdown-mark breakdown-chosen" : "breakdown-mark",
          style: `--mark: ${categoryLook[item.category].color}`,
          "data-breakdown": item.category,
        },
        { itemKey: item.key },
      );
    }),
  );
  return DecorationSet.create(doc, marks);
}

/** Brings a mention to the middle of the page and selects its words. Tells whether it is there. */
export function showMention(editor: Editor, proof: { blockId: string; start: number; end: number }): boolean {
  let from = -1;
  let length = 0;
  editor.state.doc.forEach((node, offset) => {
    if (node.attrs["id"] !== proof.blockId) return;
    from = offset + 1;
    length = node.content.size;
  });
  if (from === -1) return false;
  const start = from + Math.min(proof.start, length);
  editor.commands.setTextSelection({ from: start, to: from + Math.min(proof.end, length) });
  const { node } = editor.view.domAtPos(start);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: "center" });
  return true;
}
