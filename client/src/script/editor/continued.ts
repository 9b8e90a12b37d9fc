import { Extension } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { cuesThatGoOn } from "@backlot/shared/screenplay/continued";
import { blocksOf } from "./blocks-of.ts";
import { changedBlocks } from "./changed-blocks.ts";
import { quick } from "./quick-decorations.ts";

const key = new PluginKey<DecorationSet>("continued");

/** Looks again whether the script wants (CONT'D); dispatch it when the setting has changed. */
export function continuedChanged(state: EditorState): Transaction {
  return state.tr.setMeta(key, true);
}

/** Shows (CONT'D) behind the name of who goes on speaking. It is drawn, as on the printed page, and never written. */
export const Continued = Extension.create<{ isOn: () => boolean }>({
  name: "continued",
  addOptions() {
    return { isOn: () => true };
  },
  addProseMirrorPlugins() {
    return [continuedPlugin(this.options.isOn)];
  },
});

export function continuedPlugin(isOn: () => boolean): Plugin<DecorationSet> {
  const read = (doc: EditorNode) => (isOn() ? marks(doc) : DecorationSet.empty);
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => read(doc),
      apply: (tr, set, before, after) => {
        if (tr.getMeta(key) === true) return read(after.doc);
        if (!tr.docChanged) return set;
        return isTurnTouched(before.doc, after.doc) ? read(after.doc) : set.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => quick(key.getState(state)) },
  });
}

/** Typing changes somebody's turn only in a cue, or where cues and headings come and go. */
function isTurnTouched(before: EditorNode, after: EditorNode): boolean {
  const { was, is } = changedBlocks(before, after);
  const turns = (nodes: readonly EditorNode[]) => nodes.filter((node) => turnTypes.has(node.type.name));
  const [old, next] = [turns(was), turns(is)];
  if (old.length !== next.length) return true;
  return old.some((node, at) => node.type !== next[at]?.type || node.type.name === "character");
}

const turnTypes = new Set(["sceneHeading", "character"]);

function marks(doc: EditorNode): DecorationSet {
  const on = cuesThatGoOn(blocksOf(doc));
  const found: Decoration[] = [];
  doc.forEach((node, position) => {
    if (on.has(String(node.attrs["id"])))
      found.push(Decoration.node(position, position + node.nodeSize, { "data-continued": "" }));
  });
  return DecorationSet.create(doc, found);
}
