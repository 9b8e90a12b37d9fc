import { Extension } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { directionOf, type Direction } from "@backlot/shared/screenplay/direction";

const key = new PluginKey<DecorationSet>("direction");

/**
 * Lets each paragraph run as its first letter does, as on the printed page. Not by `dir="auto"`, which would take the
 * words of marks beside a paragraph for the paragraph's own.
 */
export const TextDirection = Extension.create({
  name: "textDirection",
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, state) => directions(state.doc),
          apply: (tr, set) => (tr.docChanged ? directions(tr.doc) : set),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

// A paragraph that did not change is the same node, so it is read once.
const known = new WeakMap<EditorNode, Direction>();

/** Marks the paragraphs that run from right to left; the others need nothing said. */
export function directions(doc: EditorNode): DecorationSet {
  const found: Decoration[] = [];
  doc.forEach((node, position) => {
    const direction = known.get(node) ?? directionOf(node.textContent);
    known.set(node, direction);
    if (direction === "rtl") found.push(Decoration.node(position, position + node.nodeSize, { dir: "rtl" }));
  });
  return found.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, found);
}
