import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import { noteLimits, noteMessage, type NoteMessage } from "../note/schema.ts";
import { clampText } from "../text/clamp.ts";
import { cutting, readableOnes } from "./tolerant.ts";
import { newId, setField, type RecordMap, type YRecord } from "./record.ts";

/** What every note holds, on a picture or in the margin: messages in order of time, and who resolved it. */

export type NewMessage = { author: { id: string; name: string }; text: string; at: number };

/** A note's plain data with its messages in order; what an older note lacks is filled in. */
export function readNoteRecord(id: string, record: YRecord): Record<string, unknown> {
  const raw = record.toJSON();
  const messages = readableOnes(noteMessage, raw["messages"], cutting({ text: noteLimits.text })).toSorted(
    (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
  );
  return { resolvedAt: null, resolvedBy: null, ...raw, messages, id };
}

/** Oldest first, the same for everybody. */
export function byAge<T extends { createdAt: number; id: string }>(notes: readonly T[]): T[] {
  return notes.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** A message as it is kept. Throws `bad-request` with `sentence` when there is no text and `mayBeEmpty` is not said. */
export function toMessage(
  { author, text, at }: NewMessage,
  sentence: string,
  mayBeEmpty = false,
): NoteMessage {
  const trimmed = text.trim();
  if (trimmed === "" && !mayBeEmpty) throw new AppError("bad-request", { sentence, field: "text" });
  return {
    id: newId("message"),
    authorId: author.id,
    authorName: author.name,
    text: clampText(trimmed, noteLimits.text),
    at,
  };
}

/** Adds a message to a note. Throws `not-found` when the note is gone. */
export function addReply(
  doc: Y.Doc,
  root: RecordMap,
  id: string,
  message: NoteMessage,
  origin?: unknown,
): void {
  const messages = noteRecord(root, id).get("messages");
  if (!(messages instanceof Y.Map)) throw gone();
  doc.transact(() => setField(messages, message.id, message), origin);
}

/** Resolves a note, or with `by` null opens it again. Throws `not-found` when the note is gone. */
export function setResolved(
  doc: Y.Doc,
  root: RecordMap,
  id: string,
  by: string | null,
  at: number,
  origin?: unknown,
): void {
  const record = noteRecord(root, id);
  doc.transact(() => {
    setField(record, "resolvedAt", by === null ? null : at);
    setField(record, "resolvedBy", by);
  }, origin);
}

function noteRecord(root: RecordMap, id: string): YRecord {
  const record = root.get(id);
  if (record === undefined) throw gone();
  return record;
}

function gone(): AppError {
  return new AppError("not-found", { sentence: "This note is gone." });
}
