import type { LocalStore, PendingByTab } from "./local-store.ts";
import { ticketAnswer, type TicketAnswer } from "./ticket.ts";

/** What this device remembers is waited for so long, ms; it is asked only where the studio does not answer. */
const patienceMs = 10_000;

/** A browser that is just emptying its stores opens none: it is asked so often, with a pause of so many ms. */
const openAttempts = 20;
const openPauseMs = 50;

type Stored = { document: string; bytes: Uint8Array };

/**
 * Opens this device's copy of a project for one person, or null where there is none to be had. Comes back at once: a
 * browser that takes its time (a full disk, another tab in the way) is waited for by whoever reads or writes, so what is
 * written meanwhile is kept as soon as that is possible, and nobody waits for a device who could ask the studio.
 */
export function openIndexedStore(userId: string, projectId: string): Promise<LocalStore | null> {
  if (typeof indexedDB === "undefined") return Promise.resolve(null);
  let database: IDBDatabase | null = null;
  let opening: Promise<IDBDatabase> | null = null;
  let isGivenUp = false;
  const emptied = new Set<() => void>();

  async function open(): Promise<IDBDatabase> {
    const fresh = await openDatabase(databaseName(userId, projectId), (empty) => {
      empty.createObjectStore("rows", { autoIncrement: true }).createIndex("document", "document");
      empty.createObjectStore("pending");
      empty.createObjectStore("quarantine", { autoIncrement: true });
    });
    if (isGivenUp) {
      fresh.close();
      throw new Error("This device's store is closed.");
    }
    // Another tab wants to change or delete the database; holding on would block it, opening it again would undo it.
    fresh.addEventListener("versionchange", () => {
      isGivenUp = true;
      fresh.close();
    });
    // The browser has taken it away, for example because somebody cleared this site's data.
    fresh.addEventListener("close", () => {
      database = null;
      for (const listener of emptied) listener();
    });
    return (database = fresh);
  }

  function opened(): Promise<IDBDatabase> {
    if (isGivenUp) return Promise.reject(new Error("This device's store is gone."));
    return (opening ??= open().finally(() => (opening = null)));
  }
  // Begun now; what comes of it is seen by whoever reads.
  opened().catch(() => {});

  async function within<T>(stores: string[], work: (tx: IDBTransaction) => () => T): Promise<T> {
    // Without a pause where the database is open: the page may be left right after a key.
    const present = database ?? (await opened());
    const tx = present.transaction(stores, "readwrite", { durability: "relaxed" });
    const result = work(tx);
    // Without it the commit waits for an answer to reach this page, which may be gone by then.
    tx.commit();
    await completed(tx);
    return result();
  }

  function note(tx: IDBTransaction, document: string, tab: string, count: number): void {
    const pending = tx.objectStore("pending");
    if (count > 0) pending.put(count, keyOf(document, tab));
    else pending.delete(keyOf(document, tab));
  }

  return Promise.resolve({
    async rows(document) {
      const present = database ?? (await opened());
      const index = present.transaction("rows").objectStore("rows").index("document");
      const [keys, values] = await Promise.all([
        answered(index.getAllKeys(document)),
        answered(index.getAll(document) as IDBRequest<Stored[]>),
      ]);
      return values.map((value, position) => ({ key: Number(keys[position]), bytes: value.bytes }));
    },
    async pending(document) {
      const present = database ?? (await opened());
      return readPending(present.transaction("pending").objectStore("pending"), document);
    },
    append: (document, updates, tab, count) =>
      within(["rows", "pending"], (tx) => {
        note(tx, document, tab, count);
        const adds = updates.map((bytes) => tx.objectStore("rows").add({ document, bytes } satisfies Stored));
        return () => adds.map((add) => Number(add.result));
      }),
    setPending: (document, tab, count) =>
      within(["pending"], (tx) => {
        note(tx, document, tab, count);
        return () => {};
      }),
    async settle(document, counts) {
      const present = database ?? (await opened());
      const tx = present.transaction("pending", "readwrite");
      const earlier = await readPending(tx.objectStore("pending"), document);
      for (const [tab, count] of Object.entries(counts)) note(tx, document, tab, (earlier[tab] ?? 0) - count);
      await completed(tx);
    },
    replace: (document, keys, bytes) =>
      within(["rows"], (tx) => {
        for (const key of keys) tx.objectStore("rows").delete(key);
        const add = tx.objectStore("rows").add({ document, bytes } satisfies Stored);
        return () => Number(add.result);
      }),
    quarantine: (document, { key, bytes }) =>
      within(["rows", "quarantine"], (tx) => {
        tx.objectStore("quarantine").add({ document, bytes, at: Date.now() });
        tx.objectStore("rows").delete(key);
        return () => {};
      }),
    onEmptied(listener) {
      emptied.add(listener);
      return () => emptied.delete(listener);
    },
    close() {
      isGivenUp = true;
      database?.close();
    },
  });
}

/** An earlier version kept one number for all tabs, under the document's name alone: the tab without a name. */
function keyOf(document: string, tab: string): string {
  return tab === "" ? document : `${document} ${tab}`;
}

async function readPending(store: IDBObjectStore, document: string): Promise<PendingByTab> {
  // Names of documents have no spaces, so only this one's tabs lie in between.
  const range = IDBKeyRange.bound(document, `${document} \uffff`);
  const [keys, values] = await Promise.all([
    answered(store.getAllKeys(range)),
    answered(store.getAll(range) as IDBRequest<unknown[]>),
  ]);
  const found: Record<string, number> = {};
  for (const [position, key] of keys.entries()) {
    const count = values[position];
    const [name = "", tab = ""] = String(key).split(" ");
    if (name === document && typeof count === "number" && count > 0) found[tab] = count;
  }
  return found;
}

/** Deletes this device's copy: the person has no access any more. */
export function deleteIndexedStore(userId: string, projectId: string): void {
  if (typeof indexedDB !== "undefined") indexedDB.deleteDatabase(databaseName(userId, projectId));
}

/**
 * The last ticket answer for a project, with which it opens without a network. The ticket itself is left out. Nothing
 * where this device does not say within ten seconds.
 */
export function rememberedAnswer(projectId: string): Promise<TicketAnswer | null> {
  return withTickets(async (database) => {
    const value = await answered(database.transaction("tickets").objectStore("tickets").get(projectId));
    return ticketAnswer.safeParse(value).data ?? null;
  });
}

/** Keeps a ticket answer for `rememberedAnswer`; null forgets it. */
export async function rememberAnswer(projectId: string, answer: TicketAnswer | null): Promise<void> {
  await withTickets(async (database) => {
    const tx = database.transaction("tickets", "readwrite");
    if (answer === null) tx.objectStore("tickets").delete(projectId);
    else tx.objectStore("tickets").put({ ...answer, ticket: "" }, projectId);
    await completed(tx);
  });
}

/** Works with the remembered answers, within the time that somebody may be kept waiting for them; null otherwise. */
async function withTickets<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T | null> {
  if (typeof indexedDB === "undefined") return null;
  const opening = openDatabase("backlot/tickets", (fresh) => fresh.createObjectStore("tickets"));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("This device does not answer.")), patienceMs);
  });
  try {
    return await Promise.race([opening.then(work), late]);
  } catch (error) {
    console.warn("The project cannot be remembered on this device.", error);
    return null;
  } finally {
    clearTimeout(timer);
    opening.then((database) => database.close()).catch(() => {});
  }
}

function databaseName(userId: string, projectId: string): string {
  return `backlot/${userId}/${projectId}`;
}

/** Opens a database however long it takes; rejects where the browser has none to give (private windows, full disks). */
async function openDatabase(name: string, create: (fresh: IDBDatabase) => void): Promise<IDBDatabase> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openOnce(name, create);
    } catch (error) {
      const isBeingEmptied = error instanceof DOMException && error.name === "AbortError";
      if (!isBeingEmptied || attempt === openAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, openPauseMs));
    }
  }
}

function openOnce(name: string, create: (fresh: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener("upgradeneeded", () => create(request.result));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The device's store failed.")));
  });
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The device's store failed.")));
  });
}

function completed(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.addEventListener("complete", () => resolve());
    const fail = (): void => reject(tx.error ?? new Error("The device's store failed."));
    tx.addEventListener("abort", fail);
    tx.addEventListener("error", fail);
  });
}
