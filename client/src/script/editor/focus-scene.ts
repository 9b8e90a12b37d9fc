import { Extension, type Editor } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

type Focus = { sceneId: string; set: DecorationSet } | null;
const key = new PluginKey<Focus>("focusScene");

/** Shows one scene alone; everything else is still there and only hidden, for this person. */
export const FocusScene = Extension.create({
  name: "focusScene",
  addProseMirrorPlugins() {
    return [
      new Plugin<Focus>({
        key,
        state: {
          init: () => null,
          apply: (tr, focus, _before, after) => {
            const wanted = tr.getMeta(key) as { sceneId: string | null } | undefined;
            const sceneId = wanted === undefined ? (focus?.sceneId ?? null) : wanted.sceneId;
            if (sceneId === null) return null;
            if (wanted === undefined && !tr.docChanged) return focus;
            const set = draw(after.doc, sceneId);
            // The scene is gone: the rest comes back.
            return set === null ? null : { sceneId, set };
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.set ?? null,
          attributes: (state): Record<string, string> =>
            key.getState(state) == null ? {} : { class: "one-scene" },
        },
      }),
    ];
  },
});

/** The scene that is shown alone, or null. */
export function focusedScene({ state }: { state: EditorState }): string | null {
  return key.getState(state)?.sceneId ?? null;
}

/** Shows one scene alone, or everything again. */
export function focusScene(editor: Editor, sceneId: string | null): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, { sceneId }));
}

function draw(doc: EditorNode, sceneId: string): DecorationSet | null {
  const shown: Decoration[] = [];
  let isInside = false;
  doc.forEach((node, position) => {
    if (node.type.name === "sceneHeading") isInside = node.attrs["id"] === sceneId;
    if (isInside) shown.push(Decoration.node(position, position + node.nodeSize, { class: "in-scene" }));
  });
  return shown.length === 0 ? null : DecorationSet.create(doc, shown);
}
