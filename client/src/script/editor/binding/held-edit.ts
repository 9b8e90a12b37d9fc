import type { Node as EditorNode } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";

/** What an input method has composed and nobody else has yet: its step from the page that all know, and the caret in it. */
export type HeldEdit = {
  step: ReplaceStep;
  /** How far the caret stands behind the start of the step. */
  caret: number;
};

/** What this person has written since `page`, as one step; null when it is nothing. */
export function heldEdit(page: EditorNode, { doc, selection }: EditorState): HeldEdit | null {
  const start = page.content.findDiffStart(doc.content);
  const end = page.content.findDiffEnd(doc.content);
  if (start === null || end === null) return null;
  // Where letters repeat, the two ends cross.
  const crossed = Math.max(0, start - Math.min(end.a, end.b));
  const step = new ReplaceStep(start, end.a + crossed, doc.slice(start, end.b + crossed));
  return { step, caret: selection.head - start };
}

/** Does a held edit again on a page that others have changed since. Null when its place is gone. */
export function doAgain(
  { step, caret }: HeldEdit,
  tr: Transaction,
  mapping: Transaction["mapping"],
): Transaction | null {
  const moved = step.map(mapping);
  if (moved === null || tr.maybeStep(moved).failed !== null) return null;
  const at = Math.min(Math.max(moved.from + caret, 0), tr.doc.content.size);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(at), -1));
}
