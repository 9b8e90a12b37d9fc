import type { Editor } from "@tiptap/core";

function find(editor: Editor, blockId: string): { position: number; end: number } | null {
  let found: { position: number; end: number } | null = null;
  editor.state.doc.forEach((node, offset) => {
    if (found !== null || node.attrs["id"] !== blockId) return;
    found = { position: offset, end: offset + node.nodeSize - 1 };
  });
  return found;
}

/** Brings a block to the top of the page, and with `focus` puts the caret at its end. Tells whether it was found. */
export function jumpToBlock(editor: Editor, blockId: string, options: { focus: boolean }): boolean {
  const block = find(editor, blockId);
  if (block === null) return false;
  if (options.focus) editor.chain().setTextSelection(block.end).focus(null, { scrollIntoView: false }).run();
  const element = editor.view.nodeDOM(block.position);
  if (element instanceof HTMLElement) element.scrollIntoView({ block: "start" });
  return true;
}

/** Brings a block into view without taking the focus from where it is. */
export function showInPage(editor: Editor, blockId: string): void {
  const block = find(editor, blockId);
  const element = block === null ? null : editor.view.nodeDOM(block.position);
  if (element instanceof HTMLElement) element.scrollIntoView({ block: "center" });
}
