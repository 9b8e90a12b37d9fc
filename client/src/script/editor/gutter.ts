import { Extension } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { Verdict } from "@backlot/shared/screenplay/block";
import { changedBlocks } from "./changed-blocks.ts";
import { quick } from "./quick-decorations.ts";

export const verdictLabels: Record<Verdict, string> = {
  keep: "Keep",
  rewrite: "Rewrite",
  love: "Love",
  hate: "Hate",
};

/** What stands beside a block, left of its text: its mark, its bookmark, and that two speak at once. */
export const Gutter = Extension.create({
  name: "gutter",
  addProseMirrorPlugins() {
    const key = new PluginKey<DecorationSet>("gutter");
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, { doc }) => draw(doc),
          apply: (tr, set, before, after) => {
            if (!tr.docChanged) return set;
            const { was, is } = changedBlocks(before.doc, after.doc);
            return [...was, ...is].some(hasMark) ? draw(after.doc) : set.map(tr.mapping, tr.doc);
          },
        },
        props: { decorations: (state) => quick(key.getState(state)) },
      }),
    ];
  },
});

function hasMark({ attrs: { verdict, bookmark, dual } }: EditorNode): boolean {
  return verdict !== null || bookmark !== null || dual === true;
}

function draw(doc: EditorNode): DecorationSet {
  const marks: Decoration[] = [];
  doc.forEach((node, position) => {
    if (!hasMark(node)) return;
    const { id, verdict, bookmark, dual } = node.attrs as Record<string, unknown>;
    const opinion = Verdict.safeParse(verdict);
    const label = typeof bookmark === "string" ? bookmark : null;
    const what = { verdict: opinion.success ? opinion.data : null, label, isDual: dual === true };
    // A key of its own, so that the mark is not drawn anew whenever somebody types.
    const spec = { side: -1, ignoreSelection: true, key: `${String(id)} ${JSON.stringify(what)}` };
    marks.push(Decoration.widget(position + 1, () => mark(what), spec));
    if (opinion.success)
      marks.push(Decoration.node(position, position + node.nodeSize, { class: `verdict-${opinion.data}` }));
  });
  return marks.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, marks);
}

type What = { verdict: Verdict | null; label: string | null; isDual: boolean };

function mark({ verdict, label, isDual }: What): HTMLElement {
  const element = document.createElement("span");
  element.className = "gutter";
  element.contentEditable = "false";
  const words = [
    isDual ? "⇈ at once" : "",
    label === null ? "" : "⚑",
    verdict === null ? "" : verdictLabels[verdict],
  ];
  element.textContent = words.filter(Boolean).join(" ");
  if (label !== null) element.title = label;
  return element;
}
