import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import { marginNote, type MarginNote } from "../note/margin.ts";
import { addReply, byAge, readNoteRecord, setResolved, toMessage, type NewMessage } from "./note-record.ts";
import { collection, makeRecord, newId, type RecordMap, type YRecord } from "./record.ts";
import { clampText } from "../text/clamp.ts";
import { anchorOf, type TextPlace } from "./text-anchor.ts";

const writeFirst = "Write something first.";

/** The `margin` root of the `notes` document, which reviewers may write too. Nobody else calls `getMap("margin")`. */
export function marginRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("margin");
}

/** Every readable note in the margin, oldest first. A broken record is left out, never thrown. */
export function readMarginNotes(doc: Y.Doc): MarginNote[] {
  const found: MarginNote[] = [];
  for (const [id, record] of marginRoot(doc)) {
    if (!(record instanceof Y.Map)) continue;
    const parsed = marginNote.safeParse(readNoteRecord(id, record));
    if (parsed.success) found.push(parsed.data);
  }
  return byAge(found);
}

export type NewMarginNote = NewMessage & {
  /** The words that it is about. */
  place: TextPlace;
};

/**
 * Writes a note on words of the script; gives its id. Throws `bad-request` for an empty note, `not-found` when the
 * words are gone.
 */
export function addMarginNote(notes: Y.Doc, script: Y.Doc, note: NewMarginNote, origin?: unknown): string {
  const message = toMessage(note, writeFirst);
  const anchored = anchorOf(script, note.place);
  if (anchored === null) {
    throw new AppError("not-found", {
      sentence: "These words are no longer in the script.",
      nextStep: "Select what the note is about and write it again.",
    });
  }
  const id = newId("margin");
  notes.transact(() => {
    marginRoot(notes).set(
      id,
      makeRecord({
        blockId: note.place.blockId,
        quote: clampText(anchored.quote, 300),
        before: anchored.before,
        after: anchored.after,
        anchor: { start: anchored.start, end: anchored.end },
        messages: collection({ [message.id]: message }),
        resolvedAt: null,
        resolvedBy: null,
        createdAt: note.at,
      }),
    );
  }, origin);
  return id;
}

export function replyInMargin(notes: Y.Doc, noteId: string, reply: NewMessage, origin?: unknown): void {
  addReply(notes, marginRoot(notes), noteId, toMessage(reply, writeFirst), origin);
}

/** Resolves a note, or with null opens it again. */
export function resolveInMargin(
  notes: Y.Doc,
  noteId: string,
  by: string | null,
  at: number,
  origin?: unknown,
): void {
  setResolved(notes, marginRoot(notes), noteId, by, at, origin);
}
