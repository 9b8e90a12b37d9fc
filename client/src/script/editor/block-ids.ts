import { Extension } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { Fragment, Slice } from "@tiptap/pm/model";
import { Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { newBlockId } from "@backlot/shared/screenplay/block";

/** Whether a transaction brings what others did (or an undo), rather than what this person does now. */
export function isFromDocument(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey) !== undefined;
}

/**
 * Every block has an id of its own: scenes, shots and notes are anchored to it. Only this person's own edits are
 * completed, since two clients that both "repair" a third one's block would give it two ids.
 */
export const BlockIds = Extension.create({
  name: "blockIds",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey("blockIds"),
        appendTransaction: (transactions, _before, { doc, tr }) => {
          if (!transactions.some((one) => one.docChanged) || transactions.some(isFromDocument)) return null;
          for (const position of blocksWithoutOwnId(doc)) tr.setNodeAttribute(position, "id", newBlockId());
          return tr.docChanged ? tr : null;
        },
        props: {
          transformPasted: (slice, view) => withoutKnownIds(slice, view.state.doc),
        },
      }),
    ];
  },
});

/** Positions of blocks that need an id. Of two with the same one, the written block keeps it before the empty one, else the first. */
export function blocksWithoutOwnId(doc: EditorNode): number[] {
  const owners = new Map<string, { position: number; isEmpty: boolean }>();
  const without: number[] = [];
  doc.forEach((node, position) => {
    const id: unknown = node.attrs["id"];
    const isEmpty = node.content.size === 0;
    const owner = typeof id === "string" ? owners.get(id) : undefined;
    if (typeof id !== "string" || id === "") without.push(position);
    else if (owner === undefined) owners.set(id, { position, isEmpty });
    else if (!owner.isEmpty || isEmpty) without.push(position);
    else {
      // Enter at the start of a heading puts an empty block before it; the scene stays with its words.
      without.push(owner.position);
      owners.set(id, { position, isEmpty });
    }
  });
  return without;
}

/** A pasted piece whose blocks are still in the script gets new ids; a cut scene that comes back keeps its own. */
function withoutKnownIds(slice: Slice, doc: EditorNode): Slice {
  const known = new Set<unknown>();
  doc.forEach((node) => known.add(node.attrs["id"]));
  const content: EditorNode[] = [];
  slice.content.forEach((node) => {
    const isCopy = node.attrs["id"] !== undefined && known.has(node.attrs["id"]);
    content.push(isCopy ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks) : node);
  });
  return new Slice(Fragment.from(content), slice.openStart, slice.openEnd);
}
