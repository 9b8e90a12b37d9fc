import { useMemo } from "react";
import {
  addNote,
  readThreads,
  replyToNote,
  resolveNote,
  type NewNote,
} from "@backlot/shared/documents/notes";
import { localEdit } from "@backlot/shared/documents/record";
import type { NoteThread } from "@backlot/shared/note/schema";
import { attemptIf } from "../app/attempt.ts";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useSession } from "../session/hooks.ts";

/** Every note of the film, oldest first. */
export function useNotes(): NoteThread[] {
  return useDocumentValue("notes", readThreads);
}

/** Writing, answering and resolving notes, in the person's name. Reviewers may do all three. */
export function useNoteEdits() {
  const doc = useSession().documents.notes;
  const { me, can } = useProject();
  const mayWrite = can("note.write");
  const { id, name } = me;
  return useMemo(() => {
    const attempt = attemptIf(mayWrite);
    return {
      mayWrite,
      add: (note: Omit<NewNote, "author" | "at">) =>
        attempt(() => addNote(doc, { ...note, author: { id, name }, at: Date.now() }, localEdit)),
      reply: (threadId: string, text: string) =>
        attempt(() => replyToNote(doc, threadId, { author: { id, name }, text, at: Date.now() }, localEdit)),
      resolve: (threadId: string, isResolved: boolean) =>
        attempt(() => resolveNote(doc, threadId, isResolved ? name : null, Date.now(), localEdit)),
    };
  }, [doc, id, mayWrite, name]);
}

export type NoteEdits = ReturnType<typeof useNoteEdits>;
