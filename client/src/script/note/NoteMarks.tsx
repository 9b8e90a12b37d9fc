import { IconMessagePlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { useActions } from "../../app/actions.ts";
import { notifyDone } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useDesk } from "../desk-context.ts";
import { highlightAt, setHighlights, type Highlight } from "../editor/highlights.ts";
import { useNoteFocus } from "./note-focus.ts";
import { selectedWords } from "./selected-words.ts";
import { usePlacedNotes } from "./use-margin-notes.ts";

/** Draws notes over the page, opens the one that is clicked, and begins new ones. Shows nothing by itself. */
export function NoteMarks() {
  const { editor, showPanel } = useDesk();
  const { can } = useProject();
  const { active, setActive, draft, setDraft } = useNoteFocus();
  const notes = usePlacedNotes();

  useEffect(() => {
    const marks = notes.flatMap(({ id, place, resolvedAt }): Highlight[] => {
      if (place === null || (resolvedAt !== null && id !== active)) return [];
      return [{ ...place, name: id, className: id === active ? "noted noted-active" : "noted" }];
    });
    if (draft !== null) marks.push({ ...draft.place, name: "", className: "noted noted-active" });
    setHighlights(editor, "notes", marks);
  }, [editor, notes, active, draft]);

  useEffect(() => {
    const page = editor.view.dom;
    const open = (event: MouseEvent) => {
      const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
      const note =
        at === null || !editor.state.selection.empty ? null : highlightAt(editor.state, "notes", at.pos);
      if (note === null || note.name === "") return;
      setActive(note.name);
      showPanel("notes");
    };
    page.addEventListener("click", open);
    return () => page.removeEventListener("click", open);
  }, [editor, setActive, showPanel]);

  useActions([
    {
      id: "script.note",
      label: "Write a note in the margin",
      group: "Marks",
      icon: IconMessagePlus,
      shortcut: "mod+alt+M",
      keywords: ["comment", "remark"],
      isAvailable: () => can("note.write"),
      run: () => {
        const words = selectedWords(editor.state);
        if (words === null) return notifyDone("Put the caret into the words that the note is about.");
        setDraft(words);
        showPanel("notes");
      },
    },
  ]);
  return null;
}
