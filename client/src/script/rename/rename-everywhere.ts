import type { Editor } from "@tiptap/core";
import * as Y from "yjs";
import { assetsRoot } from "@backlot/shared/documents/assets";
import { applyRename, type RenameDocuments, type Renaming } from "@backlot/shared/documents/rename-character";
import { scriptBody } from "@backlot/shared/documents/script";
import { shotsRoot } from "@backlot/shared/documents/shots";
import { scriptHistory } from "../editor/collaboration.ts";

/**
 * Renames a character in the chosen places of all three documents, as one step of this person's history. Gives in how
 * many places it did, and what takes it back at once, for as long as it is the last step.
 */
export function renameEverywhere(
  editor: Editor,
  documents: RenameDocuments,
  renaming: Renaming,
  keys: ReadonlySet<string>,
): { count: number; undo: () => void } {
  // Each rename has an origin and undo managers of its own: they know this one edit and nothing else, so that taking
  // it back leaves alone whatever this person or others did since.
  const origin = Symbol("rename");
  const options = { trackedOrigins: new Set([origin]), captureTimeout: 0 };
  const managers = [
    new Y.UndoManager(scriptBody(documents.script), options),
    new Y.UndoManager(assetsRoot(documents.assets), options),
    new Y.UndoManager(shotsRoot(documents.shots), options),
  ];
  const count = applyRename(documents, renaming, keys, { script: origin, assets: origin, shots: origin });
  // They listen only while they work: a day of renaming leaves nothing behind that every keystroke would wake.
  const rest = () => managers.forEach((one) => one.doc.off("afterTransaction", one.afterTransactionHandler));
  const wake = () => managers.forEach((one) => one.doc.on("afterTransaction", one.afterTransactionHandler));
  const awake = (work: (one: Y.UndoManager) => void) => {
    wake();
    managers.forEach(work);
    rest();
  };
  rest();
  scriptHistory(editor.state).push({
    undo: () => awake((one) => one.undo()),
    redo: () => awake((one) => one.redo()),
  });
  return { count, undo: () => void editor.commands.undo() };
}
