import { MessageType, type Document, type Extension } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import type { Kysely } from "kysely";
import * as Y from "yjs";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { applyStored, loadStored } from "./load.ts";
import { Refusal } from "./refusal.ts";
import { safely } from "./safely.ts";
import { closeSeat, type Context } from "./seat.ts";

export type SleepOptions = {
  db: Kysely<Database>;
  log: Log;
  /** A document into which nobody wrote and of which nobody asked anything for so long, ms, falls asleep. */
  afterMs?: number;
  /** Whether something still holds on to a document's content, or has not written it yet. */
  isBusy: (document: Document) => boolean;
  /** Called with a document that has its content for the first time, when it was opened without. */
  onFirstWake?: (document: Document) => void;
};

export type Sleep = Extension<Context> & {
  /** A document is opened without its content, which is read soon after somebody joins who may need it. */
  beginAsleep: (document: Document) => void;
  isAsleep: (document: Document) => boolean;
  /** Resolves once a document has its content; at once for one that is awake. Rejects while it cannot be read. */
  wake: (document: Document) => Promise<void>;
  stop: () => void;
};

/** When a document that was opened without its content gets it: once whoever opened it has it too, ms. */
const readSoonMs = 100;

/** How often documents are looked at, as a share of the time after which they sleep. */
const lookShare = 0.25;

/**
 * Takes the content of documents out of memory while people only have them open: their connections and presence stay,
 * and the first message that needs the content reads it back from the database. An open script of 120 pages takes
 * about 15 MB as structures, and nothing while it sleeps but the compressed snapshot, if somebody asked for one.
 */
export function sleep(options: SleepOptions): Sleep {
  const { db, log, isBusy, onFirstWake } = options;
  const afterMs = options.afterMs ?? 300_000;
  const touched = new Map<Document, number>();
  const waking = new Map<Document, Promise<void>>();
  const asleep = new WeakSet<Document>();
  const neverAwake = new WeakSet<Document>();

  const timer = setInterval(
    () => {
      const now = performance.now();
      for (const [document, at] of touched) if (now - at >= afterMs) fallAsleep(document);
    },
    Math.max(50, afterMs * lookShare),
  );
  timer.unref();

  function fallAsleep(document: Document): void {
    if (document.isLoading || asleep.has(document) || waking.has(document) || isBusy(document)) return;
    if (document.store.pendingStructs !== null || document.store.pendingDs !== null) return;
    touched.delete(document);
    asleep.add(document);
    empty(document);
  }

  function wake(document: Document): Promise<void> {
    if (!asleep.has(document)) return Promise.resolve();
    let present = waking.get(document);
    if (present === undefined) {
      present = read(document).finally(() => waking.delete(document));
      waking.set(document, present);
    }
    return present;
  }

  async function read(document: Document): Promise<void> {
    const stored = await loadStored(db, document.name);
    if (document.isDestroyed) return;
    quietly(document, () => applyStored(document, stored));
    asleep.delete(document);
    touched.set(document, performance.now());
    if (neverAwake.delete(document)) onFirstWake?.(document);
  }

  return {
    beginAsleep(document) {
      asleep.add(document);
      neverAwake.add(document);
    },
    isAsleep: (document) => asleep.has(document),
    wake,
    stop: () => clearInterval(timer),
    // Whoever may write finds the content here, also when the database goes away before they do.
    connected: safely(log, "connected", ({ connection: { document, readOnly } }) => {
      if (readOnly || !neverAwake.has(document)) return;
      setTimeout(() => {
        if (document.isDestroyed) return;
        wake(document).catch((error: unknown) =>
          log.warn({ err: error, document: document.name }, "a sleeping document could not be read"),
        );
      }, readSoonMs).unref();
    }),
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document }) {
      if (!asleep.has(document)) touched.set(document, performance.now());
      document.on("update", () => touched.set(document, performance.now()));
      document.on("destroy", () => touched.delete(document));
    },
    async beforeHandleMessage({ document, update, context }) {
      if (!needsContent(update)) return;
      if (!asleep.has(document)) {
        touched.set(document, performance.now());
        return;
      }
      try {
        await wake(document);
      } catch (error) {
        log.warn({ err: error, document: document.name }, "a sleeping document could not be read");
        if (context.seat !== undefined) closeSeat(context.seat, "unavailable");
        throw new Refusal("unavailable");
      }
    },
  };
}

/** Presence and marks do not need what the document holds, and come from everybody all the time. */
function needsContent(message: Uint8Array): boolean {
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  const type = decoding.readVarUint(decoder);
  return type === MessageType.Sync || type === MessageType.SyncReply;
}

/** What Yjs keeps of a document's content. Root types stay, with whoever observes them. */
type Inside = {
  store: Y.Doc["store"];
  share: Map<
    string,
    { _start: unknown; _map: Map<string, unknown>; _length: number; _searchMarker: unknown[] | null }
  >;
};

function empty(document: Document): void {
  const inside = document as unknown as Inside;
  const Store = inside.store.constructor as new () => Y.Doc["store"];
  inside.store = new Store();
  for (const type of inside.share.values()) {
    type._start = null;
    type._map = new Map();
    type._length = 0;
    if (type._searchMarker !== null) type._searchMarker = [];
  }
}

type Handlers = { _dEH: { l: unknown[] }; _eH: { l: unknown[] } };

/** Applies what was there before without telling anybody: it is no edit, and everybody has it. */
function quietly(document: Document, apply: () => void): void {
  const listeners = (document as unknown as { _observers: Map<string, unknown> })._observers;
  const update = listeners.get("update");
  const kept = [...document.share.values()].map((type) => {
    const { _dEH: deep, _eH: shallow } = type as unknown as Handlers;
    const handlers = [deep.l, shallow.l] as const;
    deep.l = [];
    shallow.l = [];
    return () => {
      [deep.l, shallow.l] = handlers;
    };
  });
  listeners.delete("update");
  try {
    apply();
  } finally {
    if (update !== undefined) listeners.set("update", update);
    for (const restore of kept) restore();
  }
}
