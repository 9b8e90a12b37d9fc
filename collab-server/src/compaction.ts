import { Worker } from "node:worker_threads";
import type { Kysely } from "kysely";
import { schemaVersion } from "@backlot/shared/documents/names";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import type { CompactionAnswer, CompactionJob } from "./compaction-worker.ts";
import { readStored, type StoredDocument } from "./load.ts";

export type CompactionOptions = {
  db: Kysely<Database>;
  log: Log;
  /** Compact a document when its log has this many rows, or as many bytes as its snapshot. */
  maxRows?: number;
  minBytes?: number;
};

type Size = { rows: number; bytes: number; snapshotBytes: number };

/**
 * Rewrites snapshots so that documents load quickly: snapshot and rows become one new snapshot, and exactly the rows
 * that were read are deleted. "Up to number n" would not do: a row with a lower number may be committed later and
 * would be deleted unread. Merging happens in a worker thread; editing goes on meanwhile. Another server may compact
 * the same document at the same time: the snapshot is replaced only while it is the one that was read.
 */
export class Compaction {
  readonly #db: Kysely<Database>;
  readonly #log: Log;
  readonly #maxRows: number;
  readonly #minBytes: number;
  readonly #sizes = new Map<string, Size>();
  readonly #waiting = new Set<string>();
  #running: Promise<void> | null = null;
  #worker: Worker | null = null;
  #isStopped = false;

  constructor(options: CompactionOptions) {
    this.#db = options.db;
    this.#log = options.log;
    this.#maxRows = options.maxRows ?? 500;
    this.#minBytes = options.minBytes ?? 256 * 1024;
  }

  /** A document was read: so much of it was rows. */
  loaded(document: string, { snapshot, rows }: StoredDocument): void {
    const bytes = rows.reduce((sum, row) => sum + row.payload.byteLength, 0);
    this.#sizes.set(document, { rows: rows.length, bytes, snapshotBytes: snapshot?.byteLength ?? 0 });
    this.#consider(document);
  }

  /** Rows were added to a document. */
  grew(document: string, rows: number, bytes: number): void {
    const size = this.#sizes.get(document) ?? { rows: 0, bytes: 0, snapshotBytes: 0 };
    this.#sizes.set(document, { ...size, rows: size.rows + rows, bytes: size.bytes + bytes });
    this.#consider(document);
  }

  /** Compacts one document now; false when there was nothing to do or its rows do not fit together. */
  async compact(document: string): Promise<boolean> {
    const stored = await readStored(this.#db, document);
    if (stored.rows.length === 0) return false;
    const merged = await this.#merge({
      updates: [
        ...(stored.snapshot === null ? [] : [stored.snapshot]),
        ...stored.rows.map((row) => row.payload),
      ],
    });
    if (merged.state === null) {
      this.#log.error({ document, problem: merged.problem }, "a document was left as it is");
      return false;
    }
    const payload = merged.state;
    const seqs = stored.rows.map((row) => row.seq);
    const isReplaced = await this.#db.transaction().execute(async (trx) => {
      const throughSeq = Math.max(...seqs.slice(-1));
      const written = await trx
        .insertInto("documentSnapshot")
        .values({ document, payload, throughSeq, schemaVersion })
        .onConflict((conflict) =>
          conflict
            .column("document")
            .doUpdateSet({ payload, throughSeq, schemaVersion, at: new Date() })
            .where("documentSnapshot.throughSeq", "=", stored.throughSeq),
        )
        .returning("document")
        .executeTakeFirst();
      if (written === undefined) return false;
      for (let from = 0; from < seqs.length; from += 10_000) {
        await trx
          .deleteFrom("documentUpdate")
          .where("seq", "in", seqs.slice(from, from + 10_000))
          .execute();
      }
      return true;
    });
    if (!isReplaced) return false;
    this.#sizes.set(document, { rows: 0, bytes: 0, snapshotBytes: payload.byteLength });
    return true;
  }

  /** Finishes what is running and starts nothing new. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.clear();
    await this.#running;
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #consider(document: string): void {
    const size = this.#sizes.get(document);
    if (size === undefined || this.#isStopped) return;
    const isLong = size.rows >= this.#maxRows;
    const isHeavy = size.bytes >= Math.max(this.#minBytes, size.snapshotBytes);
    if (!isLong && !isHeavy) return;
    this.#waiting.add(document);
    this.#running ??= this.#runAll();
  }

  async #runAll(): Promise<void> {
    for (const document of this.#waiting) {
      this.#waiting.delete(document);
      try {
        await this.compact(document);
      } catch (error) {
        this.#log.warn({ err: error, document }, "a document could not be compacted");
      }
    }
    this.#running = null;
  }

  #merge(job: CompactionJob): Promise<CompactionAnswer> {
    const worker = (this.#worker ??= this.#startWorker());
    return new Promise((resolve, reject) => {
      worker.once("message", (answer: CompactionAnswer) => {
        worker.off("error", reject);
        resolve(answer);
      });
      worker.once("error", reject);
      worker.postMessage(job);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL("./compaction-worker.ts", import.meta.url));
    worker.unref();
    worker.on("error", () => (this.#worker = null));
    return worker;
  }
}
