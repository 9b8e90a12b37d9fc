import { Collaboration } from "@tiptap/extension-collaboration";
import type { Editor } from "@tiptap/core";
import { ySyncPluginKey, yUndoPluginKey } from "@tiptap/y-tiptap";
import type { EditorState } from "@tiptap/pm/state";
import type { UndoManager, XmlFragment } from "yjs";
import { blockTypes } from "@backlot/shared/screenplay/block";
import { bodySync } from "./binding/sync-plugin.ts";
import { historyOf, type ScriptHistory } from "./history.ts";

/** Origin of edits that commands make in the shared body itself rather than through the editor; undo tracks it. */
export const scriptEdit = Symbol("script-edit");

/** This person's history of the script that the editor shows. */
export function scriptHistory(state: EditorState): ScriptHistory {
  return historyOf((yUndoPluginKey.getState(state) as { undoManager: UndoManager }).undoManager);
}

/** Makes an edit of the shared body one step of this person's history. */
export function asOneStep(editor: Editor, edit: () => void): void {
  scriptHistory(editor.state).alone(edit);
}

/**
 * The editor on the shared body. Undo takes back only this person's edits: a block of theirs in which somebody else
 * wrote stays, with the other one's words.
 */
export function sharedBody(body: XmlFragment) {
  return Collaboration.extend({
    addProseMirrorPlugins() {
      const others = (this.parent?.() ?? []).filter((plugin) => plugin.spec.key !== ySyncPluginKey);
      return [bodySync(body), ...others];
    },
    addCommands() {
      return {
        undo:
          () =>
          ({ tr, state, dispatch }) => {
            tr.setMeta("preventDispatch", true);
            return dispatch === undefined || scriptHistory(state).undo();
          },
        redo:
          () =>
          ({ tr, state, dispatch }) => {
            tr.setMeta("preventDispatch", true);
            return dispatch === undefined || scriptHistory(state).redo();
          },
      };
    },
  }).configure({
    fragment: body,
    yUndoOptions: { protectedNodes: new Set<string>(blockTypes), trackedOrigins: [scriptEdit] },
  });
}
