import * as Y from "yjs";
import { noteLimits, noteThread, stroke, type NoteThread } from "../note/schema.ts";
import { readableOnes } from "./tolerant.ts";
import { addReply, byAge, readNoteRecord, setResolved, toMessage, type NewMessage } from "./note-record.ts";
import { collection, makeRecord, newId, type RecordMap, type YRecord } from "./record.ts";

const writeFirst = "Write or draw something first.";

/** The `threads` root of the `notes` document. Nobody else calls `getMap("threads")`. */
export function threadsRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("threads");
}

/** Every readable thread, oldest first. */
export function readThreads(doc: Y.Doc): NoteThread[] {
  const found: NoteThread[] = [];
  for (const [id, record] of threadsRoot(doc)) {
    if (!(record instanceof Y.Map)) continue;
    const parsed = noteThread.safeParse({
      ...readNoteRecord(id, record),
      drawing: readableOnes(stroke, record.get("drawing"), shortened),
    });
    if (parsed.success) found.push(parsed.data);
  }
  return byAge(found);
}

export type NewNote = Pick<NoteThread, "shotId" | "artifactId" | "frame" | "drawing"> & NewMessage;

/** Opens a thread with its first message and drawing, as frozen values; gives its id. */
export function addNote(doc: Y.Doc, note: NewNote, origin?: unknown): string {
  const id = newId("note");
  const message = toMessage(note, writeFirst, note.drawing.length > 0);
  doc.transact(() => {
    threadsRoot(doc).set(
      id,
      makeRecord({
        shotId: note.shotId,
        artifactId: note.artifactId,
        frame: note.frame,
        drawing: note.drawing.map(shortened),
        messages: collection({ [message.id]: message }),
        resolvedAt: null,
        resolvedBy: null,
        createdAt: note.at,
      }),
    );
  }, origin);
  return id;
}

export function replyToNote(doc: Y.Doc, threadId: string, reply: NewMessage, origin?: unknown): void {
  addReply(doc, threadsRoot(doc), threadId, toMessage(reply, writeFirst), origin);
}

/** Resolves a thread, or opens it again with null. */
export function resolveNote(
  doc: Y.Doc,
  threadId: string,
  by: string | null,
  at: number,
  origin?: unknown,
): void {
  setResolved(doc, threadsRoot(doc), threadId, by, at, origin);
}

/** A stroke with as many of its points as one may have; the end of a very long scribble is left out. */
function shortened<T>(value: T): T {
  if (typeof value !== "object" || value === null || !("points" in value)) return value;
  const { points } = value;
  return Array.isArray(points) ? { ...value, points: points.slice(0, noteLimits.points) } : value;
}
