import { IconArchive, IconArchiveOff, IconPageBreak } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { useActions } from "../app/actions.ts";
import { bringBack, cutAway, isCutAway } from "./editor/boneyard.ts";
import { insertPageBreak } from "./editor/page-break.ts";
import { useEditorValue } from "./use-editor-value.ts";

/** What is put between and around the elements: page breaks, and text that is cut away but kept. */
export function useElementActions({ editor, isEditable }: { editor: Editor; isEditable: boolean }): void {
  const isCut = useEditorValue(editor, (one) => isCutAway(one.state));
  const isAvailable = () => isEditable;
  function run(command: (state: EditorState) => Transaction | null) {
    const tr = command(editor.state);
    if (tr !== null) editor.view.dispatch(tr);
    editor.commands.focus(null, { scrollIntoView: false });
  }
  useActions([
    {
      id: "script.page-break",
      label: "Page break",
      group: "Elements",
      icon: IconPageBreak,
      shortcut: "mod+Enter",
      handlesOwnKeys: true,
      isAvailable,
      run: () => run(insertPageBreak),
    },
    {
      id: "script.boneyard",
      label: isCut ? "Bring back what was cut" : "Cut away, but keep",
      description: isCut ? "" : "The lines stay here struck through, and on no page.",
      group: "Elements",
      icon: isCut ? IconArchiveOff : IconArchive,
      keywords: ["boneyard", "omit", "comment out", "restore"],
      isAvailable,
      run: () => run(isCut ? bringBack : cutAway),
    },
  ]);
}
