import { MessageType, type Document } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type * as Y from "yjs";
import { deletionsOf } from "./without-deletions.ts";

/** The answer to a state vector, as y-protocols numbers it. */
const answer = 1;

/** A shorter list is read in no time, and what ends with it by chance would be another message then. */
const leastBytes = 1024;

/** Making the list takes a few milliseconds, so after a deletion it is not made anew sooner than this, ms. */
const restMs = 1_000;

/**
 * What is deleted in a document, as Yjs writes it at the end of every update that answers a state vector. It is always
 * all of it: who comes back to a script of 120 pages sends 56 KB of deletions, and the server looks each one up, twice.
 */
export class KnownDeletions {
  readonly #lists = new WeakMap<Document, { bytes: Uint8Array | null; madeAt: number }>();

  /** Notices from now on when something is deleted in a document. */
  watch(document: Document): void {
    document.on("afterTransaction", ({ deleteSet }: Y.Transaction) => {
      const list = this.#lists.get(document);
      if (list !== undefined && deleteSet.clients.size > 0) list.bytes = null;
    });
  }

  /**
   * The message without its deletions when they are exactly those that the document has, so that there is nothing to
   * learn from them; null for any other message, and for one that cannot be read.
   */
  withoutThem(document: Document, message: Uint8Array): Uint8Array | null {
    if (message.byteLength < leastBytes) return null;
    const read = readAnswer(message);
    if (read === null) return null;
    const { update } = read;
    const known = this.#of(document);
    if (known === null || known.byteLength < leastBytes) return null;
    const start = update.byteLength - known.byteLength;
    if (start < 1 || Buffer.compare(update.subarray(start), known) !== 0) return null;
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, read.name);
    encoding.writeVarUint(encoder, read.type);
    encoding.writeVarUint(encoder, answer);
    encoding.writeVarUint8Array(encoder, Buffer.concat([update.subarray(0, start), noDeletions]));
    return encoding.toUint8Array(encoder);
  }

  #of(document: Document): Uint8Array | null {
    const present = this.#lists.get(document);
    const now = performance.now();
    if (present?.bytes != null) return present.bytes;
    if (present !== undefined && now - present.madeAt < restMs) return null;
    const bytes = deletionsOf(document);
    this.#lists.set(document, { bytes, madeAt: now });
    return bytes;
  }
}

const noDeletions = new Uint8Array([0]);

/** The answer to a state vector, with the document that it is for; null for any other message. */
function readAnswer(message: Uint8Array): { name: string; type: number; update: Uint8Array } | null {
  try {
    const decoder = decoding.createDecoder(message);
    const name = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type !== MessageType.Sync && type !== MessageType.SyncReply) return null;
    if (decoding.readVarUint(decoder) !== answer) return null;
    return { name, type, update: decoding.readVarUint8Array(decoder) };
  } catch {
    // Whoever handles the message says what is wrong with it.
    return null;
  }
}
