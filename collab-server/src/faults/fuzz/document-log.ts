import { compacted } from "../../compacted.ts";
import type { StoredDocument } from "../../load.ts";

/** What the database holds of one document: it grows by rows and is compacted by the rules of `Compaction`. */
export class DocumentLog {
  #snapshot: Uint8Array;
  #throughSeq = 0;
  #rows: StoredDocument["rows"] = [];
  #lastSeq = 0;
  #underWay: StoredDocument | null = null;

  constructor(seed: Uint8Array) {
    this.#snapshot = seed;
  }

  read(): StoredDocument {
    return { snapshot: this.#snapshot, throughSeq: this.#throughSeq, rows: [...this.#rows] };
  }

  append(updates: readonly Uint8Array[]): void {
    for (const payload of updates) this.#rows.push({ seq: (this.#lastSeq += 1), payload });
  }

  get isCompacting(): boolean {
    return this.#underWay !== null;
  }

  /** Reads what is to be compacted. What is written until the end of it stays a row. */
  beginCompaction(): void {
    this.#underWay ??= this.read();
  }

  /** Throws when the rows that were read do not fit together: a server never writes a row before what it builds on. */
  endCompaction(): void {
    const stored = this.#underWay;
    this.#underWay = null;
    if (stored === null || stored.rows.length === 0) return;
    const { state, problem } = compacted(updatesOf(stored));
    if (state === null) throw new Error(`the log cannot be compacted: ${problem}`);
    const read = new Set(stored.rows.map(({ seq }) => seq));
    this.#snapshot = state;
    this.#throughSeq = Math.max(...read);
    this.#rows = this.#rows.filter(({ seq }) => !read.has(seq));
  }
}

/** Snapshot and rows of a stored document, in order. */
export function updatesOf({ snapshot, rows }: StoredDocument): Uint8Array[] {
  return [...(snapshot === null ? [] : [snapshot]), ...rows.map(({ payload }) => payload)];
}
