import type { Document, Extension } from "@hocuspocus/server";
import * as Y from "yjs";
import { marginRoot } from "@backlot/shared/documents/margin-notes";
import { parseDocumentName } from "@backlot/shared/documents/names";
import { threadsRoot } from "@backlot/shared/documents/notes";
import { collection, makeRecord, setField, type RecordMap } from "@backlot/shared/documents/record";
import type { Log } from "@backlot/shared/server/logging";
import { isFromBus } from "./cluster/bus-origin.ts";
import { judgeNote, type PlainNote } from "./judge-note.ts";
import { actorOfOrigin, isCommitted } from "./recorder.ts";
import type { Context } from "./seat.ts";

/** In whose name the server puts notes right. */
const keeper = { id: "studio", name: "Backlot" };

/**
 * Notes say who wrote them only in the server's words, and nobody takes out or rewrites what somebody else wrote. Yjs lets
 * whoever may write a document write all of it, so what an edit did to the notes is looked at right after it was applied,
 * and put right by an edit of the server's own.
 */
export function noteKeeper(log: Log): Extension<Context> {
  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document, documentName }) {
      if (parseDocumentName(documentName).kind !== "notes") return;
      for (const root of [threadsRoot(document), marginRoot(document)]) keep(document, root, log);
    },
  };
}

function keep(document: Document, root: RecordMap, log: Log): void {
  /** Every note as it was before the transaction that is looked at. */
  const known = new Map([...root.keys()].map((id) => [id, plain(root, id)]));
  document.on("afterTransaction", (transaction: Y.Transaction) => {
    try {
      const touched = touchedIn(transaction, root);
      if (touched.size === 0) return;
      const { origin } = transaction;
      const actor = isCommitted(origin) || isFromBus(origin) ? null : actorOfOrigin(origin);
      // What another server received is looked at there, and what the server itself writes is right.
      if (actor !== null && actor.id !== keeper.id) {
        document.transact(
          () => {
            for (const id of touched) putRight(root, id, judgeNote(known.get(id), plain(root, id), actor));
          },
          { source: "local", skipStoreHooks: true, context: { actor: keeper } },
        );
      }
      for (const id of touched) known.set(id, plain(root, id));
    } catch (error) {
      log.error({ err: error, document: document.name }, "notes could not be looked after");
    }
  });
}

/** Ids of the notes that a transaction changed anything of. */
function touchedIn(transaction: Y.Transaction, root: RecordMap): Set<string> {
  const ids = new Set<string>();
  for (const [type, keys] of transaction.changed) {
    const changed: unknown = type;
    if (changed === root) for (const key of keys) if (key !== null) ids.add(key);
    let item = type._item;
    while (item !== null && item.parent !== root)
      item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
    if (item !== null && item.parentSub !== null) ids.add(item.parentSub);
  }
  return ids;
}

function plain(root: RecordMap, id: string): PlainNote | undefined {
  const record: unknown = root.get(id);
  return record instanceof Y.Map ? record.toJSON() : undefined;
}

/** Writes what differs; `undefined` is a note that may be gone. */
function putRight(root: RecordMap, id: string, wanted: PlainNote | undefined): void {
  if (wanted === undefined) return;
  const { messages: said, ...fields } = wanted;
  const messages = said ?? {};
  const record: unknown = root.get(id);
  if (!(record instanceof Y.Map)) {
    root.set(id, makeRecord({ ...fields, messages: collection(messages) }));
    return;
  }
  for (const [field, value] of Object.entries(fields)) setField(record, field, value);
  const present: unknown = record.get("messages");
  if (!(present instanceof Y.Map)) {
    if (said !== undefined) record.set("messages", collection(messages));
    return;
  }
  for (const [key, message] of Object.entries(messages)) setField(present, key, message);
}
