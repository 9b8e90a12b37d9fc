import type { Editor } from "@tiptap/core";
import { useCallback, useSyncExternalStore } from "react";

/** Something small read from the editor's state after every transaction: a string, number, boolean or null. */
export function useEditorValue<T extends string | number | boolean | null>(
  editor: Editor,
  read: (editor: Editor) => T,
): T {
  const subscribe = useCallback(
    (listener: () => void) => {
      editor.on("transaction", listener);
      return () => {
        editor.off("transaction", listener);
      };
    },
    [editor],
  );
  return useSyncExternalStore(subscribe, () => read(editor));
}
