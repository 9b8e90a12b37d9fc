import { Extension, type Editor } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { focusedScene } from "../editor/focus-scene.ts";
import { shotsElement } from "./shots-element.ts";
import type { ShotCell } from "./shooting-rows.ts";

/** What stands beside a block: the number of its scene if it is a heading, and the shots that begin at it. */
export type Beside = { number?: string; shots: readonly ShotCell[] };

/** What the columns show, by the block beside which it stands; null while the script is shown as pages. */
export type Columns = {
  beside: ReadonlyMap<string, Beside>;
  /** Opens a shot in its own department. */
  open: (shot: ShotCell) => void;
};

type ShootingState = { columns: Columns | null; set: DecorationSet };

const shootingKey = new PluginKey<ShootingState>("shooting");

/** The script with its shots beside it, in the very editor that writes it. */
export const ShootingColumns = Extension.create({
  name: "shooting",
  addProseMirrorPlugins() {
    return [
      new Plugin<ShootingState>({
        key: shootingKey,
        state: {
          init: () => ({ columns: null, set: DecorationSet.empty }),
          apply: (tr, now, before, after) => {
            const meta = tr.getMeta(shootingKey) as { columns: Columns | null } | undefined;
            const columns = meta === undefined ? now.columns : meta.columns;
            const isSame = meta === undefined && !tr.docChanged && focusOf(before) === focusOf(after);
            if (isSame || (columns === null && now.columns === null)) return now;
            return { columns, set: columns === null ? DecorationSet.empty : draw(after, columns) };
          },
        },
        props: { decorations: (state) => shootingKey.getState(state)?.set },
      }),
    ];
  },
});

/** Shows the shots beside the script, or with null the script alone. */
export function showColumns(editor: Editor, columns: Columns | null): void {
  if (editor.isDestroyed) return;
  editor.view.dispatch(editor.state.tr.setMeta(shootingKey, { columns }).setMeta("addToHistory", false));
}

/** A plugin that stands later in the list has no state yet while the first state is made. */
function focusOf(state: EditorState): string | null {
  return focusedScene({ state });
}

type Row = { at: number; node: EditorNode; beside: Beside | null; span: number; isInScene: boolean };

function draw(state: EditorState, { beside, open }: Columns): DecorationSet {
  const alone = focusOf(state);
  const decorations: Decoration[] = [];
  for (const { at, node, beside: cells, span, isInScene } of rowsOf(state.doc, beside, alone)) {
    if (cells === null) continue;
    const end = at + node.nodeSize;
    if (cells.number !== undefined)
      decorations.push(Decoration.node(at, end, { "data-shooting-number": cells.number }));
    decorations.push(Decoration.node(at, end, { class: "shooting-start" }));
    if (alone !== null && !isInScene) continue;
    const key = `shots:${JSON.stringify([span, isInScene, cells])}`;
    const make = () => shotsElement(cells, { span, isInScene, open });
    decorations.push(
      Decoration.widget(end, make, { key, side: -1, ignoreSelection: true, stopEvent: () => true }),
    );
  }
  return DecorationSet.create(state.doc, decorations);
}

/** The stretches of the script between two places where shots begin. Only blocks that are drawn take up a line. */
function rowsOf(doc: EditorNode, beside: ReadonlyMap<string, Beside>, alone: string | null): Row[] {
  const rows: Row[] = [];
  let isInScene = false;
  let isOmitted = false;
  doc.forEach((node, at) => {
    const id = node.attrs["id"] as string | null;
    const isHeading = node.type.name === "sceneHeading";
    if (isHeading) {
      isInScene = alone !== null && id === alone;
      isOmitted = node.attrs["omitted"] === true;
    }
    const cells = (id === null ? undefined : beside.get(id)) ?? null;
    const isHidden = isOmitted && !isHeading;
    const row = rows.at(-1);
    if (row === undefined || (cells !== null && !isHidden)) {
      rows.push({ at, node, beside: cells, span: isHidden ? 0 : 1, isInScene });
    } else if (!isHidden) row.span += 1;
  });
  return rows;
}
