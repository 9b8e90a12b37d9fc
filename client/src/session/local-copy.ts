import * as Y from "yjs";
import { schemaVersion } from "@backlot/shared/documents/names";
import { sumOf, type LocalRow, type LocalStore, type PendingByTab } from "./local-store.ts";

/** Rows of one document after which those of the latest edits become one. */
const mergeAfterRows = 300;

/**
 * Older rows from which on all of them are rewritten as one with the next merge. Writing out a long script is felt at
 * the key that it falls on, so this is to be seldom.
 */
const rewriteAfterRows = 30;

/** A row that is larger than this, bytes, is not worth keeping in memory to be merged. */
const largeBytes = 16 * 1024;

/** Reading this device's copy may take this long, ms, before a session goes on without it. */
const loadTimeoutMs = 1_500;

/** Writes of one document under way at once; what comes meanwhile gathers into the next one. */
const writesAtOnce = 16;

/** A write that takes longer than this, ms, is not called kept in the meantime. */
const slowMs = 2_000;

/** A device that failed is tried again after this long, ms: writing whole documents at every key would be felt. */
const retryAfterMs = 2_000;

/** Origins of edits that come from this device's store or from another tab of the same person. */
export const fromStore = Symbol("from-store");
export const fromTab = Symbol("from-tab");

export type LocalCopy = {
  /**
   * Settles when the copy has been read or its time is up; never rejects. What earlier visits and other tabs left
   * pending is told through `onRecovered` whenever it is read, after that time too.
   */
  loaded: Promise<void>;
  /** Settles when the copy has been read or cannot be, whatever time that takes; never rejects. */
  read: Promise<void>;
  /** Notes how many edits are pending, together with the edits themselves. */
  setPending: (pending: number) => void;
  /** Whether every edit of this visit is on this device. */
  isKept: () => boolean;
  /** Whether this device takes edits: it has not failed, and answers in time. */
  isKeeping: () => boolean;
  /** Hands everything that is waiting to the device now; settles when it is written, also after `close`. */
  flush: () => Promise<void>;
  /** Looks at no more edits. */
  close: () => void;
};

/**
 * Keeps a document on this device and in step with other tabs. A row that cannot be read is put aside, a store that
 * fails is done without, and neither ever stands between a person and their film.
 */
export function keepLocalCopy(
  document: string,
  doc: Y.Doc,
  store: LocalStore,
  options: {
    /** Whose tabs are kept in step: another person in the same browser may have other rights. */
    userId: string;
    /** Edits of earlier visits and other tabs are in the document now; so many of them are pending. */
    onRecovered: (pending: number) => void;
    /** `isKeeping` has changed. */
    onChange: () => void;
  },
): LocalCopy {
  const { userId } = options;
  const tab = crypto.randomUUID();
  const channel = openChannel(`${userId}/${document}`);
  /** Rows of this document, and behind them those of the latest edits with what they hold. */
  const keys: number[] = [];
  const recent: LocalRow[] = [];
  let waiting: Uint8Array[] = [];
  let pending = 0;
  let storedPending = 0;
  /** What others had pending when their edits were read here; this tab answers for it from then on. */
  let inherited: PendingByTab = {};
  let isBroken = false;
  let isSlow = false;
  let slow: ReturnType<typeof setTimeout> | undefined;
  /** The device failed in between, or was emptied: it gets the whole document, not only what came since. */
  let hasHoles = false;
  let isScheduled = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const underWay = new Set<Promise<void>>();

  doc.on("update", onUpdate);
  function onUpdate(update: Uint8Array, origin: unknown): void {
    if (origin === fromStore) return;
    if (origin !== fromTab) channel?.postMessage(update);
    waiting.push(update);
    schedule();
  }
  channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) tryApply(doc, data, fromTab);
  });

  const stopListening = store.onEmptied(() => {
    keys.length = 0;
    recent.length = 0;
    storedPending = 0;
    hasHoles = true;
    schedule();
  });

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    if (isBroken) {
      retry = setTimeout(() => {
        isScheduled = false;
        write();
      }, retryAfterMs);
      return;
    }
    // A microtask later, so that everything of one keystroke goes into one write; never later than that, because the
    // page may be left right after the key.
    void Promise.resolve().then(() => {
      isScheduled = false;
      if (underWay.size < writesAtOnce) write();
    });
  }

  /** The edits that were made in this very tab: the others' stand under their own names. */
  function own(): number {
    return Math.max(0, pending - sumOf(inherited));
  }

  function noteHealth(health: { isBroken?: boolean; isSlow?: boolean }): void {
    const was = isBroken || isSlow;
    isBroken = health.isBroken ?? isBroken;
    isSlow = health.isSlow ?? isSlow;
    if (was !== (isBroken || isSlow)) options.onChange();
  }

  function write(): void {
    if (waiting.length === 0 && !hasHoles && own() === storedPending) return;
    const batch = hasHoles ? [Y.encodeStateAsUpdate(doc)] : waiting;
    hasHoles = false;
    const count = own();
    const before = storedPending;
    waiting = [];
    storedPending = count;
    const writing = keep(batch, count, before).finally(() => {
      underWay.delete(writing);
      clearTimeout(slow);
      slow = undefined;
      noteHealth({ isSlow: false });
      if (underWay.size > 0) watchSlow();
      if (hasHoles || waiting.length > 0 || own() !== storedPending) schedule();
    });
    underWay.add(writing);
    watchSlow();
  }

  function watchSlow(): void {
    slow ??= setTimeout(() => noteHealth({ isSlow: underWay.size > 0 }), slowMs);
  }

  async function keep(batch: Uint8Array[], count: number, before: number): Promise<void> {
    try {
      if (batch.length === 0) await store.setPending(document, tab, count);
      else await append(Y.mergeUpdates(batch), count);
      noteHealth({ isBroken: false });
    } catch (error) {
      // The next attempt writes the document whole, so nothing piles up meanwhile; the status says that it is not kept.
      waiting = [];
      hasHoles = true;
      storedPending = before;
      if (!isBroken) console.warn("Edits cannot be kept on this device.", error);
      noteHealth({ isBroken: true });
      return;
    }
    if (keys.length + recent.length > mergeAfterRows) await tidy();
  }

  async function append(bytes: Uint8Array, count: number): Promise<void> {
    const added = await store.append(document, [bytes], tab, count);
    if (bytes.byteLength > largeBytes) keys.push(...added);
    else recent.push(...added.map((key) => ({ key, bytes })));
  }

  async function tidy(): Promise<void> {
    const merged = recent.splice(0);
    const isDue = keys.length >= rewriteAfterRows;
    const replaced = [...(isDue ? keys.splice(0) : []), ...merged.map(({ key }) => key)];
    try {
      const bytes = isDue ? Y.encodeStateAsUpdate(doc) : Y.mergeUpdates(merged.map((row) => row.bytes));
      keys.push(await store.replace(document, replaced, bytes));
    } catch (error) {
      keys.push(...replaced);
      console.warn("This device's copy could not be tidied.", error);
    }
  }

  async function load(): Promise<void> {
    const [rows, earlier] = await Promise.all([store.rows(document), store.pending(document)]);
    const unreadable: LocalRow[] = [];
    doc.transact(() => {
      for (const row of rows) {
        if (tryApply(doc, row.bytes, fromStore)) keys.push(row.key);
        else unreadable.push(row);
      }
    }, fromStore);
    inherited = earlier;
    options.onRecovered(sumOf(earlier));
    for (const row of unreadable) {
      await store.quarantine(document, row).catch((error: unknown) => console.warn(error));
    }
  }

  /** Everything that this tab answers for is in the studio: that of others too. */
  function settle(): void {
    if (sumOf(inherited) === 0) return;
    const settled = inherited;
    inherited = {};
    store.settle(document, settled).catch((error: unknown) => console.warn(error));
  }

  const read = load().catch((error: unknown) => console.warn("This device's copy could not be read.", error));
  return {
    loaded: withinTime(read, loadTimeoutMs),
    read,
    setPending(next) {
      pending = next;
      if (next === 0) settle();
      schedule();
    },
    isKeeping: () => !isBroken && !isSlow,
    isKept: () => waiting.length === 0 && !hasHoles && underWay.size === 0 && !isBroken,
    async flush() {
      write();
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close() {
      clearTimeout(retry);
      clearTimeout(slow);
      doc.off("update", onUpdate);
      stopListening();
      channel?.close();
    },
  };
}

/** Looks at the bytes before they touch the document: half an update must not get in. */
function tryApply(doc: Y.Doc, bytes: Uint8Array, origin: symbol): boolean {
  try {
    Y.decodeUpdate(bytes);
    Y.applyUpdate(doc, bytes, origin);
    return true;
  } catch (error) {
    console.warn("A kept edit could not be read and was put aside.", error);
    return false;
  }
}

async function withinTime(loading: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([loading, late]);
  clearTimeout(timer);
}

function openChannel(name: string): BroadcastChannel | null {
  try {
    // Not with tabs of another version: an older editor would delete what it does not know, here too.
    const channel = new BroadcastChannel(`backlot/v${schemaVersion}/${name}`);
    // In Node a channel would keep the process alive.
    (channel as { unref?: () => void }).unref?.();
    return channel;
  } catch {
    return null;
  }
}
