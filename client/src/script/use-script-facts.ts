import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { pagesOf } from "./pages/page-view.ts";
import { useScriptValue } from "./use-script-value.ts";
import { scriptFacts, type ScriptFacts } from "./script-facts.ts";

/** Scenes, outline, words and pages, counted a moment after the last keystroke so that typing never waits for them. */
export function useScriptFacts(editor: Editor): ScriptFacts {
  return useScriptValue(editor, factsOf);
}

function factsOf(blocks: readonly ScriptBlock[], { state }: Editor): ScriptFacts {
  return scriptFacts(blocks, pagesOf(state));
}

/** The block and scene of the caret, told only when one of them changes. */
export function useCaretPlace(editor: Editor | null): { type: string; sceneId: string | null } {
  const [place, setPlace] = useState<{ type: string; sceneId: string | null }>({
    type: "action",
    sceneId: null,
  });
  useEffect(() => {
    if (editor === null) return undefined;
    const read = () => {
      const next = { type: caretType(editor), sceneId: sceneAtCaret(editor) };
      setPlace((now) => (now.type === next.type && now.sceneId === next.sceneId ? now : next));
    };
    read();
    editor.on("transaction", read);
    return () => {
      editor.off("transaction", read);
    };
  }, [editor]);
  return place;
}

function caretType({ state }: Editor): string {
  const { $from } = state.selection;
  return $from.depth === 0 ? "" : $from.node(1).type.name;
}

/** Id of the heading that the caret is in or under. */
export function sceneAtCaret({ state: { doc, selection } }: Editor): string | null {
  for (let index = Math.min(selection.$from.index(0), doc.childCount - 1); index >= 0; index -= 1) {
    const node = doc.child(index);
    if (node.type.name === "sceneHeading") return node.attrs["id"] as string | null;
  }
  return null;
}
