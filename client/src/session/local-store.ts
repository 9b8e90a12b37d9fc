/** One kept edit: its key in the store and its bytes. */
export type LocalRow = { key: number; bytes: Uint8Array };

/**
 * How many edits each tab made that the studio does not have yet, by the tab's name. A tab that is gone leaves its
 * number for the next visit.
 */
export type PendingByTab = Readonly<Record<string, number>>;

/**
 * What a session keeps on this device: edits by document, the number of edits that the studio does not have yet, and
 * rows that could not be read. Implemented on IndexedDB in the browser and in memory in tests.
 */
export type LocalStore = {
  rows: (document: string) => Promise<LocalRow[]>;
  pending: (document: string) => Promise<PendingByTab>;
  /** Adds edits and notes the number of this tab's pending ones, both or neither; gives the new keys. */
  append: (document: string, updates: Uint8Array[], tab: string, pending: number) => Promise<number[]>;
  setPending: (document: string, tab: string, pending: number) => Promise<void>;
  /** The studio has these edits: takes them off the numbers of their tabs. */
  settle: (document: string, pending: PendingByTab) => Promise<void>;
  /** Replaces exactly the rows with these keys by one; gives its key. */
  replace: (document: string, keys: number[], bytes: Uint8Array) => Promise<number>;
  /** Puts a row that cannot be read aside, so that it is never in the way again and still not lost. */
  quarantine: (document: string, row: LocalRow) => Promise<void>;
  /** Calls when the browser has emptied the store of a page that is open; gives a function that stops. */
  onEmptied: (listener: () => void) => () => void;
  close: () => void;
};

export function sumOf(pending: PendingByTab): number {
  return Object.values(pending).reduce((sum, count) => sum + count, 0);
}

/** A store that lives as long as the object. */
export function memoryStore(): LocalStore & {
  spoil: (document: string, bytes: Uint8Array) => void;
  /** As when it is erased on purpose. */
  clear: () => void;
  /** As when the browser empties it under an open page. */
  empty: () => void;
} {
  const rows = new Map<number, { document: string; bytes: Uint8Array }>();
  const pending = new Map<string, Map<string, number>>();
  const emptied = new Set<() => void>();
  let nextKey = 1;
  function add(document: string, bytes: Uint8Array): number {
    rows.set(nextKey, { document, bytes });
    return nextKey++;
  }
  function note(document: string, tab: string, count: number): void {
    const tabs = pending.get(document) ?? new Map<string, number>();
    pending.set(document, tabs);
    if (count > 0) tabs.set(tab, count);
    else tabs.delete(tab);
  }
  function clear(): void {
    rows.clear();
    pending.clear();
  }
  return {
    rows: (document) =>
      Promise.resolve(
        [...rows].filter(([, row]) => row.document === document).map(([key, { bytes }]) => ({ key, bytes })),
      ),
    pending: (document) => Promise.resolve(Object.fromEntries(pending.get(document) ?? [])),
    append(document, updates, tab, count) {
      note(document, tab, count);
      return Promise.resolve(updates.map((bytes) => add(document, bytes)));
    },
    setPending(document, tab, count) {
      note(document, tab, count);
      return Promise.resolve();
    },
    settle(document, counts) {
      for (const [tab, count] of Object.entries(counts))
        note(document, tab, (pending.get(document)?.get(tab) ?? 0) - count);
      return Promise.resolve();
    },
    replace(document, keys, bytes) {
      for (const key of keys) rows.delete(key);
      return Promise.resolve(add(document, bytes));
    },
    quarantine(_document, { key }) {
      rows.delete(key);
      return Promise.resolve();
    },
    onEmptied(listener) {
      emptied.add(listener);
      return () => emptied.delete(listener);
    },
    close() {},
    spoil: add,
    clear,
    empty() {
      clear();
      for (const listener of emptied) listener();
    },
  };
}
