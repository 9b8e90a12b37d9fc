import { proposalsRoot } from "@backlot/shared/documents/proposals";
import { revisionsRoot } from "@backlot/shared/documents/revisions";
import { titlePageRoot } from "@backlot/shared/documents/title-page";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type { Editor } from "@tiptap/core";
import type * as Y from "yjs";
import { scriptEdit } from "./editor/collaboration.ts";
import { historyOf } from "./editor/history.ts";

/**
 * Makes an edit of the shared script that is one step of this person's undo, also where it reaches beyond the page.
 * Gives a function that takes the step back while it is still the last one, and tells whether it did.
 */
export function oneStep(editor: Editor, doc: Y.Doc, change: () => void): () => boolean {
  const { undoManager } = yUndoPluginKey.getState(editor.state) as { undoManager: Y.UndoManager };
  undoManager.addToScope([titlePageRoot(doc), proposalsRoot(doc), revisionsRoot(doc)]);
  historyOf(undoManager).alone(() => doc.transact(change, scriptEdit));
  const step = undoManager.undoStack.at(-1);
  return () => step !== undefined && undoManager.undoStack.at(-1) === step && historyOf(undoManager).undo();
}
