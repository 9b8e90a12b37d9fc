import { Plugin, type EditorState } from "@tiptap/pm/state";
import { ySyncPluginKey, yUndoPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { BodyBinding } from "./body-binding.ts";

/** The state of the binding, in the form in which the plugins for carets and undo of y-tiptap look for it. */
type SyncState = {
  type: Y.XmlFragment;
  doc: Y.Doc;
  binding: BodyBinding;
  snapshot: null;
  prevSnapshot: null;
  isChangeOrigin: boolean;
  isUndoRedoOperation: boolean;
  addToHistory: boolean;
  /** How many blocks the body holds that this editor cannot show. */
  hidden: number;
};

/** How long the editor takes to read what an input method has written, ms, with room to spare. */
const afterComposition = 60;

/** Binds the editor to the shared body, in place of y-tiptap's own plugin, which draws the whole page anew for each letter. */
export function bodySync(body: Y.XmlFragment): Plugin<SyncState> {
  const binding = new BodyBinding(body);
  return new Plugin<SyncState>({
    key: ySyncPluginKey,
    state: {
      init: () => ({
        type: body,
        doc: binding.doc,
        binding,
        snapshot: null,
        prevSnapshot: null,
        isChangeOrigin: false,
        isUndoRedoOperation: false,
        addToHistory: true,
        hidden: 0,
      }),
      apply: (tr, now) => {
        const change = tr.getMeta(ySyncPluginKey) as Partial<SyncState> | undefined;
        return {
          ...now,
          isChangeOrigin: change?.isChangeOrigin === true,
          isUndoRedoOperation: change?.isUndoRedoOperation === true,
          addToHistory: tr.docChanged ? tr.getMeta("addToHistory") !== false : now.addToHistory,
          hidden: change?.hidden ?? now.hidden,
        };
      },
    },
    props: {
      handleDOMEvents: {
        compositionend: () => {
          // The editor reads what was composed a moment after the event.
          setTimeout(() => binding.composed(), afterComposition);
          return false;
        },
      },
    },
    view: (view) => {
      binding.open(view);
      return {
        update: ({ state }) => {
          if (!binding.isAhead()) return;
          const { addToHistory = true, isChangeOrigin = false } = syncState(state) ?? {};
          if (!addToHistory && !isChangeOrigin) undoManager(state)?.stopCapturing();
          binding.write({ addToHistory });
        },
        destroy: () => binding.close(),
      };
    },
  });
}

/** How many blocks of the script this editor cannot show: they come from a newer version, or are broken. */
export function hiddenBlockCount(state: EditorState): number {
  return syncState(state)?.hidden ?? 0;
}

/** What binds an editor to its shared body. */
export function bindingOf(state: EditorState): BodyBinding | null {
  return syncState(state)?.binding ?? null;
}

function syncState(state: EditorState): SyncState | undefined {
  return ySyncPluginKey.getState(state) as SyncState | undefined;
}

function undoManager(state: EditorState): Y.UndoManager | undefined {
  return (yUndoPluginKey.getState(state) as { undoManager?: Y.UndoManager } | undefined)?.undoManager;
}
