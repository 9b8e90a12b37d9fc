import { Extension, type Editor } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { quick } from "./quick-decorations.ts";

/** A stretch of a block that is drawn in some way. Offsets are those of the block's plain text. */
export type Highlight = {
  blockId: string;
  from: number;
  to: number;
  className: string;
  /** Whose stretch it is, for clicks: the id of a note, for example. */
  name?: string;
};

export type HighlightLayer = "find" | "notes" | "spelling";
type Layer = { highlights: readonly Highlight[]; set: DecorationSet };

const keys: Record<HighlightLayer, PluginKey<Layer>> = {
  find: new PluginKey("highlights-find"),
  notes: new PluginKey("highlights-notes"),
  spelling: new PluginKey("highlights-spelling"),
};

/**
 * Stretches of text drawn over the page: what was found, what has a note, what is misspelt. Each kind is a layer that
 * its owner sets as a whole; between two settings the stretches move along with the text. Each layer is a plugin, so
 * that the editor walks them side by side: joining them would cost as much as all of them hold, for every letter.
 */
export const Highlights = Extension.create({
  name: "highlights",
  addProseMirrorPlugins() {
    return Object.values(keys).map(layerPlugin);
  },
});

function layerPlugin(key: PluginKey<Layer>): Plugin<Layer> {
  return new Plugin<Layer>({
    key,
    state: {
      init: () => ({ highlights: [], set: DecorationSet.empty }),
      apply: (tr, layer) => {
        const highlights = tr.getMeta(key) as readonly Highlight[] | undefined;
        if (highlights !== undefined) return { highlights, set: draw(tr.doc, highlights) };
        return tr.docChanged ? { ...layer, set: layer.set.map(tr.mapping, tr.doc) } : layer;
      },
    },
    props: { decorations: (state) => quick(key.getState(state)?.set) },
  });
}

/** Draws a layer anew. The same stretches as before cost nothing. */
export function setHighlights(editor: Editor, layer: HighlightLayer, highlights: readonly Highlight[]): void {
  if (editor.isDestroyed) return;
  const present = keys[layer].getState(editor.state)?.highlights ?? [];
  if (present.length === highlights.length && present.every((one, index) => isSame(one, highlights[index])))
    return;
  editor.view.dispatch(editor.state.tr.setMeta(keys[layer], highlights).setMeta("addToHistory", false));
}

function isSame(one: Highlight, other: Highlight | undefined): boolean {
  return (
    one.blockId === other?.blockId &&
    one.from === other.from &&
    one.to === other.to &&
    one.className === other.className &&
    one.name === other.name
  );
}

/** The stretch of a layer at a position, where the text has moved it. */
export function highlightAt(
  state: EditorState,
  layer: HighlightLayer,
  position: number,
): { name: string; from: number; to: number } | null {
  const [found] = keys[layer].getState(state)?.set.find(position, position) ?? [];
  if (found === undefined) return null;
  return { name: (found.spec as { name?: string }).name ?? "", from: found.from, to: found.to };
}

function draw(doc: EditorNode, highlights: readonly Highlight[]): DecorationSet {
  if (highlights.length === 0) return DecorationSet.empty;
  const blocks = new Map<string, { position: number; size: number }>();
  doc.forEach((node, position) => {
    blocks.set(String(node.attrs["id"]), { position: position + 1, size: node.content.size });
  });
  const drawn: Decoration[] = [];
  for (const { blockId, from, to, className, name } of highlights) {
    const block = blocks.get(blockId);
    if (block === undefined || from >= Math.min(to, block.size)) continue;
    const end = block.position + Math.min(to, block.size);
    drawn.push(Decoration.inline(block.position + from, end, { class: className }, { name }));
  }
  return DecorationSet.create(doc, drawn);
}
