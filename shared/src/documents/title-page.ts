import type * as Y from "yjs";
import type { TitlePage } from "../screenplay/block.ts";
import { byOrder, ordersAfter, setField } from "./record.ts";

/**
 * The title page in the `script` document: one entry a key, its lines under the key itself and its place under
 * `order:<key>`. A map of Yjs has no order of its own that everybody shares, hence the second entry; as it is no list of
 * lines, programs from before it read the page as they always did.
 */
const orderPrefix = "order:";

/** The `titlePage` root of the `script` document. Nobody else calls `getMap("titlePage")`. */
export function titlePageRoot(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>("titlePage");
}

type Entry = TitlePage[number] & { id: string; order: string };

/** The title page in the writer's order, the same for everybody. Entries without a place stand last, as is usual. */
export function readTitlePage(doc: Y.Doc): TitlePage {
  return readEntries(titlePageRoot(doc)).map(({ key, lines }) => ({ key, lines }));
}

function readEntries(map: Y.Map<unknown>): Entry[] {
  const entries: Entry[] = [];
  for (const [key, value] of map) {
    if (!Array.isArray(value)) continue;
    const order = map.get(orderPrefix + key);
    entries.push({
      key,
      lines: value.map(String),
      id: usualPlace(key),
      order: typeof order === "string" ? order : "~",
    });
  }
  return entries.toSorted(byOrder);
}

const usualOrder = [
  "title",
  "credit",
  "author",
  "authors",
  "source",
  "draft date",
  "date",
  "contact",
  "copyright",
];

/** Sorts keys as title pages usually have them, the rest by name. */
function usualPlace(key: string): string {
  const at = usualOrder.indexOf(key.toLowerCase());
  return `${at === -1 ? "9" : at} ${key}`;
}

/** Makes the title page say `next`, in one transaction, touching only what differs. Keys of `next` are unique. */
export function writeTitlePage(doc: Y.Doc, next: TitlePage, origin?: unknown): void {
  const map = titlePageRoot(doc);
  doc.transact(() => {
    const keys = new Set(next.flatMap(({ key }) => [key, orderPrefix + key]));
    for (const key of [...map.keys()]) if (!keys.has(key)) map.delete(key);
    for (const { key, lines } of next) {
      setField(map, key, lines);
    }
    const orders = next.map(({ key }) => map.get(orderPrefix + key));
    const isRising = orders.every((order, i) => {
      const before = orders[i - 1];
      return typeof order === "string" && (i === 0 || (typeof before === "string" && before < order));
    });
    if (isRising) return;
    const fresh = ordersAfter(null, next.length);
    next.forEach(({ key }, i) => {
      if (map.get(orderPrefix + key) !== fresh[i]) map.set(orderPrefix + key, fresh[i]);
    });
  }, origin);
}
