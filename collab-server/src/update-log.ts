import type { Kysely } from "kysely";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { writeEdits, type FieldAuthorRow, type WriterRow } from "./log-statements.ts";
import { mergeMany } from "./merge-many.ts";
import type { SpilledRow, Unwritten } from "./spill.ts";

export type UpdateLogOptions = {
  db: Kysely<Database>;
  log: Log;
  /** How long edits gather before they are written together, ms. */
  gatherMs?: number;
  /** Longest pause between attempts while the database is away, ms. */
  maxBackoffMs?: number;
  maxPendingBytes?: number;
};

/** Beyond this many bytes waiting for the database no more edits are taken: people's devices keep them meanwhile. */
export const maxPendingBytes = 64 * 1024 * 1024;

/** What a waiting row takes beside its bytes: keystrokes are small, and there may be very many. */
const rowOverheadBytes = 256;

const maxRowsPerWrite = 2_000;
const maxBytesPerWrite = 4 * 1024 * 1024;

type Row = SpilledRow;

/**
 * The source of durability: every change of every document becomes a row, in the order in which it was applied, a
 * few milliseconds after it was. Updates commute and repeat harmlessly, so a write whose outcome is unknown is simply
 * written again, and no lock is needed anywhere.
 */
export class UpdateLog {
  readonly #db: Kysely<Database>;
  readonly #log: Log;
  readonly #gatherMs: number;
  readonly #maxBackoffMs: number;
  readonly #maxPendingBytes: number;
  readonly #queue: Row[] = [];
  readonly #pendingByDocument = new Map<string, number>();
  #authors = new Map<string, FieldAuthorRow>();
  #writers = new Map<string, WriterRow>();
  /** Those that are being written. */
  #underWay = { authors: new Map<string, FieldAuthorRow>(), writers: new Map<string, WriterRow>() };
  readonly #waiting: { position: number; resolve: () => void }[] = [];
  readonly #listeners = new Set<(document: string, rows: number, bytes: number) => void>();
  #pendingBytes = 0;
  /** Rows ever appended and rows ever committed: a barrier is "committed has reached what was appended then". */
  #appended = 0;
  #committed = 0;
  #isWriting = false;
  /** Attempts in a row that the database did not take. */
  #failures = 0;
  #hurry: (() => void) | null = null;
  #isHurried = false;

  constructor(options: UpdateLogOptions) {
    this.#db = options.db;
    this.#log = options.log;
    this.#gatherMs = options.gatherMs ?? 25;
    this.#maxBackoffMs = options.maxBackoffMs ?? 2_000;
    this.#maxPendingBytes = options.maxPendingBytes ?? maxPendingBytes;
  }

  /** Takes one update; never waits and never throws. */
  append(document: string, payload: Uint8Array, userId: string | null): void {
    this.#queue.push({ document, payload, userId });
    this.#pendingByDocument.set(document, (this.#pendingByDocument.get(document) ?? 0) + 1);
    this.#pendingBytes += payload.byteLength + rowOverheadBytes;
    this.#appended += 1;
    if (!this.#isWriting) void this.#write();
  }

  /** Notes who moved a field; written together with the next rows. A later author of the same field replaces it. */
  attribute(row: FieldAuthorRow): void {
    this.#authors.set(`${row.projectId} ${row.object} ${row.field}`, row);
  }

  /** Notes whose edits a client number stands for; committed together with the next rows. */
  stamp(row: WriterRow): void {
    this.#writers.set(`${row.document} ${row.clientId}`, row);
  }

  /** Resolves once everything appended so far is committed. While the database is away that takes as long. */
  settled(): Promise<void> {
    if (this.#committed >= this.#appended) return Promise.resolve();
    const position = this.#appended;
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  isPending(document: string): boolean {
    return this.#pendingByDocument.has(document);
  }

  get pendingRows(): number {
    return this.#queue.length;
  }

  get isFull(): boolean {
    return this.#pendingBytes > this.#maxPendingBytes;
  }

  /** Whether the database refuses what is written, rather than taking its time. */
  get isRefused(): boolean {
    return this.#failures > 0;
  }

  /** Calls back after each commit, once per document: how many rows and bytes the database has more of it. */
  onCommitted(listener: (document: string, rows: number, bytes: number) => void): void {
    this.#listeners.add(listener);
  }

  /** What the database has not confirmed, in order, for a file that the next server plays back. */
  unwritten(): Unwritten {
    // What is on its way to the database may not arrive; a later answer to the same question holds.
    const authors = new Map([...this.#underWay.authors, ...this.#authors]);
    const writers = new Map([...this.#underWay.writers, ...this.#writers]);
    return {
      rows: mergeRows(this.#queue),
      authors: [...authors.values()],
      writers: [...writers.values()],
    };
  }

  /** Writes at once what is pending; false when the deadline (ms) passed first. */
  async drain(deadlineMs: number): Promise<boolean> {
    this.#isHurried = true;
    this.#hurry?.();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), deadlineMs);
    });
    const drained = await Promise.race([this.settled().then(() => true as const), deadline]);
    clearTimeout(timer);
    this.#isHurried = false;
    return drained;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#queue.length > 0) {
      if (this.#failures === 0) await this.#pause(this.#gatherMs);
      const taken = this.#nextBatch();
      const rows = mergeRows(taken);
      const { authors, writers } = (this.#underWay = { authors: this.#authors, writers: this.#writers });
      this.#authors = new Map();
      this.#writers = new Map();
      try {
        await this.#commit(rows, [...authors.values()], [...writers.values()]);
        this.#underWay = { authors: new Map(), writers: new Map() };
        this.#failures = 0;
      } catch (error) {
        this.#failures += 1;
        this.#log.warn(
          { err: error, rows: this.#queue.length, failures: this.#failures },
          "edits are waiting for the database",
        );
        this.#authors = new Map([...authors, ...this.#authors]);
        this.#writers = new Map([...writers, ...this.#writers]);
        await this.#pause(Math.min(50 * 2 ** this.#failures, this.#maxBackoffMs));
        continue;
      }
      this.#queue.splice(0, taken.length);
      this.#committed += taken.length;
      this.#announce(taken, rows);
    }
    this.#isWriting = false;
  }

  #nextBatch(): Row[] {
    let bytes = 0;
    let count = 0;
    for (const row of this.#queue) {
      if (count > 0 && (count >= maxRowsPerWrite || bytes + row.payload.byteLength > maxBytesPerWrite)) break;
      bytes += row.payload.byteLength;
      count += 1;
    }
    return this.#queue.slice(0, count);
  }

  async #commit(rows: Row[], authors: FieldAuthorRow[], writers: WriterRow[]): Promise<void> {
    try {
      await writeEdits(this.#db, rows, authors, writers);
    } catch (error) {
      // An attribution that the database cannot hold must never keep the edits themselves from being saved.
      if (!isDataError(error) || (authors.length === 0 && writers.length === 0)) throw error;
      this.#log.error({ err: error }, "an attribution could not be written and was left out");
      await writeEdits(this.#db, rows);
    }
  }

  #announce(taken: Row[], written: Row[]): void {
    for (const row of taken) {
      this.#pendingBytes -= row.payload.byteLength + rowOverheadBytes;
      const left = (this.#pendingByDocument.get(row.document) ?? 1) - 1;
      if (left === 0) this.#pendingByDocument.delete(row.document);
      else this.#pendingByDocument.set(row.document, left);
    }
    const byDocument = new Map<string, { rows: number; bytes: number }>();
    for (const row of written) {
      const sum = byDocument.get(row.document) ?? { rows: 0, bytes: 0 };
      byDocument.set(row.document, { rows: sum.rows + 1, bytes: sum.bytes + row.payload.byteLength });
    }
    while (this.#waiting[0] !== undefined && this.#waiting[0].position <= this.#committed) {
      this.#waiting.shift()?.resolve();
    }
    for (const [document, sum] of byDocument) {
      for (const listener of this.#listeners) listener(document, sum.rows, sum.bytes);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#isHurried && milliseconds <= this.#gatherMs) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      this.#hurry = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}

/** Neighbouring rows of one document and person become one: fewer rows, the same content. */
function mergeRows(rows: Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.document} ${row.userId ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((group) => {
    const first = group[0] as Row;
    return group.length === 1 ? first : { ...first, payload: mergeMany(group.map((row) => row.payload)) };
  });
}

/** SQLSTATE classes 22 and 23: the data itself is refused, and would be again. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^2[23]/.test(code);
}
