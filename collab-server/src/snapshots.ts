import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Document } from "@hocuspocus/server";
import { storedAsUpdate, type StoredDocument } from "./load.ts";
import { mergeMany } from "./merge-many.ts";
import { withoutDeletions } from "./without-deletions.ts";

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
    const bytes = compress(storedAsUpdate(stored), { level: 4 });
    const fresh = { id: randomUUID(), bytes, since: [], stored };
    this.#prepared.set(name, fresh);
    fresh.bytes.catch(() => this.forget(name));
    return fresh;
  }

  /** What the prepared snapshot of a document that is not loaded yet is made of. */
  preparedOf(name: string): StoredDocument | null {
    return this.#prepared.get(name)?.stored ?? null;
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
