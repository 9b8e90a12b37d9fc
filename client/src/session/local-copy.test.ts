import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { keepLocalCopy } from "./local-copy.ts";
import { memoryStore, sumOf, type LocalStore } from "./local-store.ts";

const name = "p/one/main/script/main~1";

/** One tab of one person, which counts its edits as a session does. */
function aTab(store: LocalStore) {
  const doc = new Y.Doc();
  let pending = 0;
  const recovered: number[] = [];
  const changes: boolean[] = [];
  const copy = keepLocalCopy(name, doc, store, {
    userId: "ann",
    onRecovered(edits) {
      recovered.push(edits);
      pending += edits;
      copy.setPending(pending);
    },
    onChange: () => changes.push(copy.isKeeping()),
  });
  return {
    doc,
    copy,
    recovered,
    changes,
    write(key: string) {
      doc.getMap("words").set(key, true);
      pending += 1;
      copy.setPending(pending);
    },
    /** The studio has confirmed everything. */
    saved() {
      pending = 0;
      copy.setPending(0);
    },
  };
}

const words = (doc: Y.Doc) => Object.keys(doc.getMap("words").toJSON()).toSorted();
const pendingIn = async (store: LocalStore) => sumOf(await store.pending(name));

test("COL-31: a tab that stores another tab's edit leaves the other's count alone", async () => {
  const store = memoryStore();
  const [one, two] = [aTab(store), aTab(store)];
  await Promise.all([one.copy.loaded, two.copy.loaded]);
  one.write("lantern");
  await vi.waitFor(() => expect(words(two.doc)).toEqual(["lantern"]));
  await Promise.all([one.copy.flush(), two.copy.flush()]);
  two.saved();
  await two.copy.flush();
  expect(await pendingIn(store)).toBe(1);
  two.write("rope");
  await two.copy.flush();
  expect(await pendingIn(store)).toBe(2);
  for (const tab of [one, two]) tab.copy.close();

  const reloaded = aTab(store);
  await reloaded.copy.loaded;
  await reloaded.copy.flush();
  expect(reloaded.recovered).toEqual([2]);
  expect(words(reloaded.doc)).toEqual(["lantern", "rope"]);
  expect(await pendingIn(store)).toBe(2);
  reloaded.write("map");
  await reloaded.copy.flush();
  expect(await pendingIn(store)).toBe(3);
  reloaded.saved();
  await vi.waitFor(async () => expect(await pendingIn(store)).toBe(0));
  reloaded.copy.close();
});

test("COL-31: what this device gives after its time is up is counted like anything else", async () => {
  vi.useFakeTimers();
  const store = memoryStore();
  const before = aTab(store);
  await before.copy.loaded;
  before.write("lantern");
  await before.copy.flush();
  before.copy.close();
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const late = aTab({ ...store, rows: (document) => released.then(() => store.rows(document)) });
  await vi.advanceTimersByTimeAsync(5_000);
  await late.copy.loaded;
  expect(late.recovered).toEqual([]);
  release();
  await vi.waitFor(() => expect(late.recovered).toEqual([1]));
  expect(words(late.doc)).toEqual(["lantern"]);
  late.copy.close();
  vi.useRealTimers();
});

test("COL-32: a device that answers slowly or refuses is not said to keep anything until it does", async () => {
  vi.useFakeTimers();
  const store = memoryStore();
  let answer: (() => void) | null = null;
  let isFull = false;
  const tab = aTab({
    ...store,
    append(...given) {
      if (isFull) return Promise.reject(new DOMException("full", "QuotaExceededError"));
      return new Promise((resolve) => {
        answer = () => resolve(store.append(...given));
      });
    },
  });
  await tab.copy.loaded;
  tab.write("lantern");
  await vi.advanceTimersByTimeAsync(100);
  expect([tab.copy.isKept(), tab.copy.isKeeping()]).toEqual([false, true]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(tab.copy.isKeeping()).toBe(false);
  (answer as (() => void) | null)?.();
  await vi.waitFor(() => expect([tab.copy.isKept(), tab.copy.isKeeping()]).toEqual([true, true]));
  isFull = true;
  tab.write("rope");
  await vi.waitFor(() => expect(tab.copy.isKeeping()).toBe(false));
  expect(tab.changes).toEqual([false, true, false]);
  tab.copy.close();
  vi.useRealTimers();
});

test("COL-46: however long somebody writes, the copy on this device is a few rows, and the whole document", async () => {
  const store = memoryStore();
  const written: string[] = [];
  async function write(tab: ReturnType<typeof aTab>, edits: number) {
    for (let n = 0; n < edits; n += 1) {
      const word = `word ${written.length}`;
      if (written.length % 3 === 2) tab.doc.getMap("words").delete(written.at(-1) ?? "");
      tab.write(word);
      written.push(word);
      await tab.copy.flush();
    }
  }
  const first = aTab(store);
  await first.copy.loaded;
  await write(first, 1_000);
  const rows = await store.rows(name);
  // Three merges, and what came since.
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.length).toBeLessThan(310);
  const expected = words(first.doc);
  first.copy.close();

  const second = aTab(store);
  await second.copy.loaded;
  expect(words(second.doc)).toEqual(expected);
  // What an earlier visit left behind is many rows, so all of them are rewritten with the next merge.
  await write(second, 301 - rows.length);
  expect(await store.rows(name)).toHaveLength(1);
  await write(second, 1);
  expect(await store.rows(name)).toHaveLength(2);
  second.copy.close();

  const third = aTab(store);
  await third.copy.loaded;
  expect(words(third.doc)).toEqual(words(second.doc));
  expect(await pendingIn(store)).toBe(written.length);
  third.copy.close();
});

test("COL-46: a store that the browser emptied under an open page is given the whole document again", async () => {
  const store = memoryStore();
  const tab = aTab(store);
  await tab.copy.loaded;
  tab.write("lantern");
  await tab.copy.flush();
  store.empty();
  await vi.waitFor(async () => expect(await store.rows(name)).toHaveLength(1));
  expect(await pendingIn(store)).toBe(1);
  tab.write("rope");
  await tab.copy.flush();
  tab.copy.close();

  const reloaded = aTab(store);
  await reloaded.copy.loaded;
  expect(words(reloaded.doc)).toEqual(["lantern", "rope"]);
  expect(reloaded.recovered).toEqual([2]);
});
