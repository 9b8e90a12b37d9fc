import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Document } from "@hocuspocus/server";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { StoredDocument } from "./load.ts";
import { mergeMany } from "./merge-many.ts";

const compress = promisify(gzip);

/** After so many bytes of edits a snapshot is too old to be worth handing out, and a new one is made when asked for. */
const maxSinceBytes = 64 * 1024;

/** A document as it was at some moment, and what was edited since. */
export type Snapshot = {
  readonly id: string;
  /** The whole state as one gzipped update. */
  readonly bytes: Promise<Uint8Array>;
  readonly since: Uint8Array[];
};

/**
 * One compressed snapshot for each open document, made when the first person asks for it and shared by everybody who
 * joins until enough was edited. Whoever has applied it needs nothing more than the edits since: no state vector, and
 * none of the deletions that the sync protocol would repeat in full (62 KB for a script of 120 pages).
 */
export class Snapshots {
  readonly #current = new WeakMap<Document, Snapshot & { sinceBytes: number }>();
  /** Made of what is stored, for documents that are not loaded yet. */
  readonly #prepared = new Map<string, Snapshot & { stored: StoredDocument }>();

  /**
   * The snapshot of a document that nobody has open, as the database has it: whoever joins applies it while the server
   * does the same. Give it up with `forget` when the document is not loaded after all.
   */
  prepare(name: string, stored: StoredDocument): Snapshot {
    const known = this.#prepared.get(name);
    if (known !== undefined) return known;
    const updates = [stored.snapshot, mergeMany(stored.rows.map((row) => row.payload))];
    const whole = mergeMany(
      updates.filter((update) => update !== null && update.byteLength > 2) as Uint8Array[],
    );
    const fresh = { id: randomUUID(), bytes: compress(whole, { level: 4 }), since: [], stored };
    this.#prepared.set(name, fresh);
    fresh.bytes.catch(() => this.forget(name));
    return fresh;
  }

  forget(name: string): void {
    this.#prepared.delete(name);
  }

  /** A document was loaded from what is stored, and is watched from now on. */
  loaded(document: Document, { throughSeq, rows }: StoredDocument): void {
    const prepared = this.#prepared.get(document.name);
    this.forget(document.name);
    this.#watch(document);
    // A compaction in between: which of its rows were in the prepared one is not known any more.
    if (prepared === undefined || prepared.stored.throughSeq !== throughSeq) return;
    const known = new Set(prepared.stored.rows.map(({ seq }) => seq));
    const since = rows.filter(({ seq }) => !known.has(seq)).map(({ payload }) => payload);
    this.#current.set(document, { id: prepared.id, bytes: prepared.bytes, since, sinceBytes: 0 });
  }

  #watch(document: Document): void {
    document.on("update", (update: Uint8Array) => {
      const current = this.#current.get(document);
      if (current === undefined) return;
      current.since.push(update);
      current.sinceBytes += update.byteLength;
      if (current.sinceBytes > maxSinceBytes) this.#current.delete(document);
    });
  }

  /** The present one, which is there for a document that sleeps too. */
  present(document: Document): Snapshot | null {
    return this.#current.get(document) ?? null;
  }

  of(document: Document): Snapshot {
    const current = this.#current.get(document);
    if (current !== undefined) return current;
    const bytes = compress(withoutDeletions(document), { level: 4 });
    const fresh = { id: randomUUID(), bytes, since: [], sinceBytes: 0 };
    this.#current.set(document, fresh);
    // A failure reaches whoever waits for the bytes; nobody else should find it here.
    bytes.catch(() => this.#current.delete(document));
    return fresh;
  }

  /** What was edited since the snapshot with this id, or null when it is not the present one. */
  since(document: Document, id: string): Uint8Array | null {
    const current = this.#current.get(document);
    if (current?.id !== id) return null;
    return mergeMany(current.since);
  }
}

/**
 * The state of a document with a short list of deletions. A server drops deleted content, and what is left in its place
 * says itself that it is deleted; the list would only say it again, and takes a quarter of the time to apply. Only what
 * is deleted and kept all the same, blocks of a script, is named.
 */
export function withoutDeletions(doc: Y.Doc): Uint8Array {
  const whole = Y.encodeStateAsUpdate(doc);
  if (!doc.gc) return whole;
  // Nothing but the deletions: one byte that says "no structs", then the same list that ends the whole state.
  const deletions = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).subarray(1);
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
