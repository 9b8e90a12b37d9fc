import {
  IconBookmark,
  IconColumns2,
  IconFocus2,
  IconHeart,
  IconPencilX,
  IconPin,
  IconThumbDown,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import type { Verdict } from "@backlot/shared/screenplay/block";
import { useActions, type Action } from "../../app/actions.ts";
import { notifyDone } from "../../app/notify.tsx";
import { verdictLabels } from "../editor/gutter.ts";
import { bookmarkHere, setBookmark, toggleDual, toggleVerdict } from "../editor/marks.ts";
import { focusedScene, focusScene } from "../editor/focus-scene.ts";
import { useEditorValue } from "../use-editor-value.ts";

const icons: Record<Verdict, Action["icon"]> = {
  keep: IconPin,
  rewrite: IconPencilX,
  love: IconHeart,
  hate: IconThumbDown,
};

type Context = { editor: Editor; isEditable: boolean; sceneId: string | null };

/** Marks on paragraphs, bookmarks, two who speak at once, and one scene alone. */
export function useMarkActions({ editor, isEditable, sceneId }: Context): void {
  const focused = useEditorValue(editor, focusedScene);
  const bookmark = useEditorValue(editor, (one) => bookmarkHere(one.state));
  const isAvailable = () => isEditable;
  const verdicts: Action[] = (Object.keys(verdictLabels) as Verdict[]).map((verdict) => ({
    id: `script.mark.${verdict}`,
    label: `Mark: ${verdictLabels[verdict].toLowerCase()}`,
    group: "Marks",
    icon: icons[verdict]!,
    keywords: ["verdict", "paragraph"],
    isAvailable,
    run: () => editor.view.dispatch(toggleVerdict(editor.state, verdict)),
  }));
  useActions([
    ...verdicts,
    {
      id: "script.bookmark",
      label: bookmark === null ? "Bookmark this line" : "Remove the bookmark",
      group: "Marks",
      icon: IconBookmark,
      shortcut: "mod+shift+M",
      isAvailable,
      run: () => {
        const words = editor.state.selection.$from.parent.textContent.trim().slice(0, 40);
        editor.view.dispatch(setBookmark(editor.state, bookmark === null ? words || "Bookmark" : null));
      },
    },
    {
      id: "script.dual",
      label: "Dual dialogue: speak at once",
      group: "Script",
      icon: IconColumns2,
      shortcut: "mod+shift+D",
      isAvailable,
      run: () => {
        const tr = toggleDual(editor.state);
        if (tr === null) notifyDone("Put the caret into the second of two speeches that follow one another.");
        else editor.view.dispatch(tr);
        editor.commands.focus(null, { scrollIntoView: false });
      },
    },
    {
      id: "script.focus-scene",
      label: focused === null ? "Show this scene alone" : "Show the whole script",
      group: "Script",
      icon: IconFocus2,
      shortcut: "alt+shift+F",
      isAvailable: () => focused !== null || sceneId !== null,
      run: () => focusScene(editor, focused === null ? sceneId : null),
    },
  ]);
}
