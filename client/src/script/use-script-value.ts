import { replaceEqualDeep } from "@tanstack/react-query";
import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { afterRest } from "./after-rest.ts";
import { blocksOf } from "./editor/blocks-of.ts";

/** How long after the last keystroke things are counted, ms. */
const rest = 180;

/**
 * Something read from all blocks of the script, again a moment after each change so that typing never waits for it.
 * Pass a function that is made once; what it gives, and each part of it, keeps its identity while it stays equal.
 */
export function useScriptValue<T>(
  editor: Editor,
  read: (blocks: readonly ScriptBlock[], editor: Editor) => T,
): T {
  const [value, setValue] = useState(() => read(blocksOf(editor.state.doc), editor));
  useEffect(() => {
    const count = () => {
      if (editor.isDestroyed) return;
      const next = read(blocksOf(editor.state.doc), editor);
      setValue((now) => replaceEqualDeep(now, next) as T);
    };
    const { later, stop } = afterRest(count, { rest });
    count();
    editor.on("update", later);
    return () => {
      stop();
      editor.off("update", later);
    };
  }, [editor, read]);
  return value;
}
