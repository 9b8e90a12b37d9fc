import { isTransactionOrigin, type Connection, type Document } from "@hocuspocus/server";
import type { CloseName } from "@backlot/shared/documents/close-codes";
import { closeSeat, type Context } from "./seat.ts";

/**
 * Edits that wait for others may take this many bytes of a document's memory; beyond, they are dropped. An honest client
 * hardly ever leaves a gap.
 */
export const maxGapBytes = 64 * 1024;

/** What waits is merged anew with every edit that joins it, so one connection may let it grow only so often. */
export const maxGrowths = 50;

/** An honest client that is asked for what is missing sends it at once; after so long, ms, nothing waits any more. */
const gapPatienceMs = 5_000;

type Waiting = {
  /** True when everything that was missing came, false when what waited was dropped. */
  whole: Promise<boolean>;
  settle: (isWhole: boolean) => void;
  growths: number;
};

/**
 * Knows which connections have sent edits that build on edits the server does not have. Such edits are neither in the
 * document nor in the log until what is missing arrives. Kept by connection, so that one client that withholds
 * something cannot keep others from being told that theirs are safe.
 */
export class Gaps {
  readonly #behind = new WeakMap<Document, Map<Connection, Waiting>>();
  readonly #patienceMs: number;

  /** Connections that were ended; what was heard of them before that may still be on its way in. */
  readonly #ended = new WeakSet<Connection>();

  constructor(options: { patienceMs?: number } = {}) {
    this.#patienceMs = options.patienceMs ?? gapPatienceMs;
  }

  /** Forgets what waits in a document and ends the connections that it came from. */
  drop(document: Document, why: CloseName = "invalidUpdate"): void {
    document.store.pendingStructs = null;
    document.store.pendingDs = null;
    for (const connection of this.#settle(document, false)) {
      this.#ended.add(connection);
      const { seat } = connection.context as Context;
      if (seat !== undefined) closeSeat(seat, why);
    }
  }

  watch(document: Document): void {
    let size = gapBytes(document);
    let timer: NodeJS.Timeout | undefined;
    function stopTimer(): void {
      clearTimeout(timer);
      timer = undefined;
    }
    document.on("afterTransaction", (transaction: { origin: unknown }) => {
      const now = gapBytes(document);
      if (now === 0) {
        stopTimer();
        this.#settle(document, true);
      } else {
        // Counted from the first edit that waits: whoever adds to it does not make it last longer. A client that only
        // was too slow comes back, and sends what it has as a whole.
        timer ??= setTimeout(() => {
          timer = undefined;
          this.drop(document, "timeout");
        }, this.#patienceMs);
        if (now > size) this.#note(document, transaction.origin, now);
      }
      size = gapBytes(document);
      // It may just have been dropped.
      if (size === 0) stopTimer();
    });
    document.on("destroy", stopTimer);
  }

  /** Whether this connection was ended for what it let wait, so that no more of it is taken. */
  hasEnded(connection: Connection): boolean {
    return this.#ended.has(connection);
  }

  has(document: Document, connection: Connection): boolean {
    return this.#behind.get(document)?.has(connection) ?? false;
  }

  /** Resolves when nothing of this connection waits any more: true when it came in, false when it was dropped. */
  untilWhole(document: Document, connection: Connection): Promise<boolean> {
    return this.#behind.get(document)?.get(connection)?.whole ?? Promise.resolve(true);
  }

  #settle(document: Document, isWhole: boolean): Connection[] {
    const behind = this.#behind.get(document) ?? new Map<Connection, Waiting>();
    this.#behind.delete(document);
    for (const waiting of behind.values()) waiting.settle(isWhole);
    return [...behind.keys()];
  }

  #note(document: Document, origin: unknown, bytes: number): void {
    if (!isTransactionOrigin(origin) || origin.source !== "connection") return;
    const behind = this.#behind.get(document) ?? new Map<Connection, Waiting>();
    this.#behind.set(document, behind);
    const waiting = behind.get(origin.connection) ?? nothingYet();
    behind.set(origin.connection, waiting);
    waiting.growths += 1;
    if (bytes > maxGapBytes || waiting.growths > maxGrowths) this.drop(document);
  }
}

function nothingYet(): Waiting {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  return { whole: promise, settle: resolve, growths: 0 };
}

function gapBytes(document: Document): number {
  return (
    (document.store.pendingStructs?.update.byteLength ?? 0) + (document.store.pendingDs?.byteLength ?? 0)
  );
}
