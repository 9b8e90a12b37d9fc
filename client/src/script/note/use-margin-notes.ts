import { useCallback, useMemo } from "react";
import {
  addMarginNote,
  readMarginNotes,
  replyInMargin,
  resolveInMargin,
} from "@backlot/shared/documents/margin-notes";
import { localEdit } from "@backlot/shared/documents/record";
import { placesOf, type TextPlace } from "@backlot/shared/documents/text-anchor";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import type { MarginNote } from "@backlot/shared/note/margin";
import { notifyFailure } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useDocumentValue, useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { useScriptValue } from "../use-script-value.ts";

/** A note with where its words are now; null when they are nowhere in the script any more. */
export type PlacedNote = MarginNote & { place: TextPlace | null };

/** The notes in the margin in the order of the script; those whose words are gone stand last. */
export function usePlacedNotes(): PlacedNote[] {
  const { editor } = useDesk();
  const { documents } = useSession();
  const notes = useDocumentValue("notes", readMarginNotes);
  const place = useCallback(
    (blocks: readonly ScriptBlock[]): PlacedNote[] => {
      if (notes.length === 0) return [];
      const places = placesOf(documents.script, notes);
      const order = new Map(blocks.map((one, index) => [one.id, index]));
      const rank = ({ place: at }: PlacedNote) =>
        at === null ? Infinity : (order.get(at.blockId) ?? Infinity);
      return notes
        .map((one) => ({ ...one, place: places.get(one.id) ?? null }))
        .toSorted((a, b) => rank(a) - rank(b) || (a.place?.from ?? 0) - (b.place?.from ?? 0));
    },
    [documents.script, notes],
  );
  return useScriptValue(editor, place);
}

/** Writing, answering and resolving notes in the person's name. Reviewers may do all three. */
export function useMarginNoteEdits() {
  const { documents } = useSession();
  const { me, can } = useProject();
  const { id, name } = me;
  const mayWrite = can("note.write");
  return useMemo(() => {
    function attempt<T>(edit: () => T): T | null {
      try {
        return edit();
      } catch (thrown) {
        notifyFailure(thrown);
        return null;
      }
    }
    const written = (text: string) => ({ author: { id, name }, text, at: Date.now() });
    const { notes, script } = documents;
    return {
      mayWrite,
      add: (place: TextPlace, text: string) =>
        attempt(() => addMarginNote(notes, script, { place, ...written(text) }, localEdit)),
      reply: (noteId: string, text: string) =>
        attempt(() => replyInMargin(notes, noteId, written(text), localEdit)),
      resolve: (noteId: string, isResolved: boolean) =>
        attempt(() => resolveInMargin(notes, noteId, isResolved ? name : null, Date.now(), localEdit)),
    };
  }, [documents, id, mayWrite, name]);
}
