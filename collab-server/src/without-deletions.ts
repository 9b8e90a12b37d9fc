import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * The state of a document with a short list of deletions. A server drops deleted content, and what is left in its place
 * says itself that it is deleted; the list would only say it again, and takes a quarter of the time to apply. Only what
 * is deleted and kept all the same, blocks of a script, is named.
 */
export function withoutDeletions(doc: Y.Doc): Uint8Array {
  const whole = Y.encodeStateAsUpdate(doc);
  if (!doc.gc) return whole;
  const deletions = deletionsOf(doc);
  const structs = whole.subarray(0, whole.byteLength - deletions.byteLength);
  const ending = whole.subarray(structs.byteLength);
  if (Buffer.compare(ending, deletions) !== 0) return whole;
  return Buffer.concat([structs, keptDeletions(doc)]);
}

/** The deletions that the state does not tell by itself, as Yjs writes them at the end of an update. */
function keptDeletions(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  const kept = [...doc.store.clients].flatMap(([client, structs]) => {
    const items = structs.filter(
      (one) => one instanceof Y.Item && one.deleted && !(one.content instanceof Y.ContentDeleted),
    );
    return items.length === 0 ? [] : [{ client, items }];
  });
  encoding.writeVarUint(encoder, kept.length);
  for (const { client, items } of kept.toSorted((a, b) => b.client - a.client)) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, items.length);
    for (const { id, length } of items) {
      encoding.writeVarUint(encoder, id.clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** The deletions of a document as they end its whole state. */
export function deletionsOf(doc: Y.Doc): Uint8Array {
  // Nothing but the deletions: one byte that says "no structs", then the list.
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).subarray(1);
}
