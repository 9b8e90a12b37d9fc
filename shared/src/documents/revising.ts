import * as Y from "yjs";
import { scriptBody } from "./script.ts";

type Marked = Y.XmlElement<{ revision: string }>;

/**
 * Makes an edit of the script in one transaction and marks what it changed with the active set of revisions, as typing
 * does: new words, blocks that words went from or that became something else, and for a block that went the one
 * behind it. Without an active set it is an ordinary transaction.
 */
export function revising<Result>(doc: Y.Doc, edit: () => Result, origin?: unknown): Result {
  return doc.transact((transaction) => {
    const set = activeSet(doc);
    const since = Y.getState(doc.store, doc.clientID);
    const result = edit();
    if (set !== null) mark(transaction, since, set);
    return result;
  }, origin);
}

/** The set that changes go into now, by its id; `readRevisions` says more of it. */
function activeSet(doc: Y.Doc): string | null {
  const map = doc.getMap<unknown>("revisions");
  const active = map.get("active");
  return typeof active === "string" && map.has(`set:${active}`) ? active : null;
}

function mark(transaction: Y.Transaction, since: number, set: string): void {
  const { doc } = transaction;
  const blocks = new Set<Y.XmlElement>();
  const texts = new Set<Y.XmlText>();
  for (const { parent, content, deleted } of writtenSince(doc, since)) {
    const block = blockOf(doc, parent);
    if (block === null) continue;
    blocks.add(block);
    if (!deleted && content instanceof Y.ContentString && parent instanceof Y.XmlText) texts.add(parent);
  }
  const gone: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item)) return;
    const block = blockOf(doc, struct.parent);
    if (block !== null) blocks.add(block);
    if ((struct.parent as unknown) === scriptBody(doc)) gone.push(struct);
  });
  for (const item of gone) {
    const beside = neighbour(item, "right") ?? neighbour(item, "left");
    if (beside !== null) blocks.add(beside);
  }
  for (const text of texts) markWords(text, since, set);
  for (const block of blocks) {
    if ((block as Marked).getAttribute("revision") !== set) (block as Marked).setAttribute("revision", set);
  }
}

function writtenSince(doc: Y.Doc, since: number): Y.Item[] {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  return structs.filter((one): one is Y.Item => one instanceof Y.Item && one.id.clock >= since);
}

/** The block that is there and that something belongs to: its text, a line break in it or one of its attributes. */
function blockOf(doc: Y.Doc, parent: Y.Item["parent"]): Y.XmlElement | null {
  const body: unknown = scriptBody(doc);
  for (let type: unknown = parent; type instanceof Y.AbstractType; type = type.parent) {
    if (type.parent === body && type instanceof Y.XmlElement)
      return type._item?.deleted === false ? (type as Y.XmlElement) : null;
  }
  return null;
}

/** The nearest block beside one that went. */
function neighbour(item: Y.Item, side: "left" | "right"): Y.XmlElement | null {
  for (let one = item[side]; one !== null; one = one[side]) {
    if (one.deleted || !(one.content instanceof Y.ContentType)) continue;
    if (one.content.type instanceof Y.XmlElement) return one.content.type as Y.XmlElement;
  }
  return null;
}

function markWords(text: Y.XmlText, since: number, set: string): void {
  const { doc } = text;
  const stretches: { at: number; length: number }[] = [];
  let index = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (item.id.client === doc?.clientID && item.id.clock >= since)
      stretches.push({ at: index, length: item.length });
    index += item.length;
  }
  for (const { at, length } of stretches) text.format(at, length, { revised: { set } });
}
