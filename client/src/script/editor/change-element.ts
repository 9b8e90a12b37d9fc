import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { BlockType } from "@backlot/shared/screenplay/block";

/** Elements that are written in capitals. */
export function isInCapitals(type: string): boolean {
  return type === "sceneHeading" || type === "character" || type === "transition";
}

/** The block that the caret is in: its position, node and type; null when several blocks or none are selected. */
export function blockAtCaret(state: EditorState) {
  const { $from, $to } = state.selection;
  if ($from.depth === 0 || !$from.sameParent($to)) return null;
  const position = $from.before(1);
  const node = $from.node(1);
  return { position, node, type: node.type.name as BlockType };
}

/** Turns the block at `position` into another element; text of headings, cues and transitions becomes capitals. */
export function changeElement(tr: Transaction, position: number, type: BlockType): Transaction {
  const node = tr.doc.nodeAt(position);
  const nodeType = tr.doc.type.schema.nodes[type];
  if (node === null || nodeType === undefined || node.type === nodeType) return tr;
  if (nodeType.isLeaf) {
    if (node.content.size > 0) return tr;
    return tr.replaceWith(position, position + node.nodeSize, nodeType.create({ id: node.attrs["id"] }));
  }
  const keptNumber = type === "sceneHeading" ? node.attrs["sceneNumber"] : null;
  const depth = type === "section" ? (node.attrs["depth"] ?? 1) : null;
  const { id, verdict, bookmark, revision } = node.attrs;
  tr.setNodeMarkup(position, nodeType, { id, sceneNumber: keptNumber, depth, verdict, bookmark, revision });
  return isInCapitals(type) ? capitalise(tr, position) : tr;
}

/** Turns the text of the block at `position` into capitals; the caret stays where it is. */
export function capitalise(tr: Transaction, position: number): Transaction {
  const { anchor, head } = tr.selection;
  const pieces: { from: number; to: number; text: string }[] = [];
  tr.doc.nodeAt(position)?.forEach((child, offset) => {
    const upper = child.text?.toUpperCase();
    const from = position + 1 + offset;
    if (upper !== undefined && upper !== child.text)
      pieces.push({ from, to: from + child.nodeSize, text: upper });
  });
  // From the end, so that a capital longer than its letter (ß) moves nothing that is still to be written.
  for (const { from, to, text } of pieces.toReversed()) {
    const marks = tr.doc.resolve(from + 1).marks();
    tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks));
  }
  if (pieces.length === 0) return tr;
  const end = tr.doc.content.size;
  return tr.setSelection(TextSelection.create(tr.doc, Math.min(anchor, end), Math.min(head, end)));
}
