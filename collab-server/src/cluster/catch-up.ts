import type { Document } from "@hocuspocus/server";
import { sql, type Kysely } from "kysely";
import * as Y from "yjs";
import type { Database } from "@backlot/shared/server/database-schema";
import { applyNewer, readStored, type StoredDocument } from "../load.ts";
import { busOrigin } from "./bus-origin.ts";

/** How a document stood in the database when it was last read; any commit and any compaction moves it. */
type Mark = { throughSeq: number; rows: number; lastSeq: number };

/**
 * Brings open documents up to what other servers have written into the log. Needed when messages may have been missed;
 * cheap when nothing was written, and harmless when it was this server that wrote it.
 */
export class CatchUp {
  readonly #db: Kysely<Database>;
  readonly #marks = new WeakMap<Document, Mark>();

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Notes what a document was loaded from. */
  loaded(document: Document, stored: StoredDocument): void {
    this.#marks.set(document, markOf(stored));
  }

  /** Reads those of the documents that stand differently in the database by now; one statement when none does. */
  async look(documents: readonly Document[]): Promise<void> {
    if (documents.length === 0) return;
    const present = await this.#present(documents.map((document) => document.name));
    for (const document of documents) {
      const mark = this.#marks.get(document);
      const now = present.get(document.name);
      if (now !== undefined && mark !== undefined && isSame(mark, now)) continue;
      const stored = await readStored(this.#db, document.name);
      if (!document.isDestroyed) this.#apply(document, stored);
    }
  }

  #apply(document: Document, stored: StoredDocument): void {
    const isNewSnapshot = this.#marks.get(document)?.throughSeq !== stored.throughSeq;
    const isWhole = document.store.pendingStructs === null && document.store.pendingDs === null;
    // With gaps an update may release others that waited for it, and those are not in the log yet.
    const origin = busOrigin({ actor: null, isCommitted: isWhole });
    document.transact(() => {
      if (isNewSnapshot) applyNewer(document, stored, origin);
      else for (const row of stored.rows) Y.applyUpdate(document, row.payload, origin);
    }, origin);
    this.#marks.set(document, markOf(stored));
  }

  async #present(names: string[]): Promise<Map<string, Mark>> {
    const found = await this.#db
      .selectFrom("documentSnapshot")
      .leftJoin("documentUpdate", "documentUpdate.document", "documentSnapshot.document")
      .where("documentSnapshot.document", "in", names)
      .groupBy(["documentSnapshot.document", "documentSnapshot.throughSeq"])
      .select(({ fn }) => [
        "documentSnapshot.document",
        "documentSnapshot.throughSeq",
        fn.count<number>("documentUpdate.seq").as("rows"),
        fn.coalesce(fn.max("documentUpdate.seq"), sql<number>`0`).as("lastSeq"),
      ])
      .execute();
    return new Map(found.map(({ document, ...mark }) => [document, mark]));
  }
}

function markOf({ throughSeq, rows }: StoredDocument): Mark {
  return { throughSeq, rows: rows.length, lastSeq: rows.at(-1)?.seq ?? 0 };
}

function isSame(a: Mark, b: Mark): boolean {
  return a.throughSeq === b.throughSeq && Number(a.rows) === Number(b.rows) && a.lastSeq === b.lastSeq;
}
