import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";

/**
 * Ends the page where the caret is: behind a finished line, before a line at whose start the caret stands, and inside
 * a line between its halves. The caret goes on behind the break. Null where the caret is in no line.
 */
export function insertPageBreak(state: EditorState): Transaction | null {
  const { tr, schema, selection } = state;
  if (selection.$from.depth === 0) return null;
  tr.deleteSelection();
  const { $from } = tr.selection;
  const [breakType, action] = [schema.nodes["pageBreak"]!, schema.nodes["action"]!];
  const block = $from.node(1);
  if ($from.parentOffset === 0) return tr.insert($from.before(1), breakType.create()).scrollIntoView();
  if ($from.parentOffset < block.content.size) {
    tr.split($from.pos, 1, [{ type: block.type, attrs: { ...block.attrs, sceneNumber: null } }]);
    return tr.insert(tr.selection.$from.before(1), breakType.create()).scrollIntoView();
  }
  const after = $from.after(1);
  const isLast = after === tr.doc.content.size;
  tr.insert(after, isLast ? [breakType.create(), action.create()] : breakType.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView();
}

/** A line of three or more equals signs is Fountain's page break: Enter makes it one. Null for any other line. */
export function typedPageBreak(state: EditorState): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.node(1).type.name !== "action") return null;
  if (!/^={3,}\s*$/.test($from.parent.textContent)) return null;
  const { tr, schema } = state;
  const at = $from.before(1);
  tr.insert(at, schema.nodes["pageBreak"]!.create());
  const start = at + 2;
  return tr.delete(start, start + $from.parent.content.size).scrollIntoView();
}
