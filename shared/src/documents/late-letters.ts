import * as Y from "yjs";

/** A letter in a map: who made it and which of theirs it is. */
export function key(id: { client: number; clock: number }): string {
  return `${id.client}:${id.clock}`;
}

/** The id of every visible letter, in order. */
export function lettersOf(text: Y.XmlText): Y.ID[] {
  const ids: Y.ID[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    // One by one: a pasted book is more than a call takes arguments.
    for (const id of idsOf(item)) ids.push(id);
  }
  return ids;
}

/** The id of every letter of one item. */
export function idsOf(item: Y.Item): Y.ID[] {
  return Array.from({ length: item.length }, (_, at) => Y.createID(item.id.client, item.id.clock + at));
}

/** The index behind a letter, also one that was deleted since. */
export function indexAfter(text: Y.XmlText, id: Y.ID): number {
  return indexAt(text, id, 1);
}

/** The index before a letter, also one that was deleted since. */
export function indexBefore(text: Y.XmlText, id: Y.ID): number {
  return indexAt(text, id, 0);
}

function indexAt(text: Y.XmlText, id: Y.ID, side: 0 | 1): number {
  let index = 0;
  for (let item = text._start; item !== null; item = item.right) {
    const within = id.clock - item.id.clock;
    if (item.id.client === id.client && within >= 0 && within < item.length)
      return item.deleted || !item.countable ? index : index + within + side;
    if (!item.deleted && item.countable) index += item.length;
  }
  return index;
}

/** What a text says; whatever is no letter counts as a space. */
export function wordsOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map((part) => (typeof part.insert === "string" ? part.insert : " "))
    .join("");
}

/** The first text of a block. */
export function firstText(element: Y.XmlElement): Y.XmlText | undefined {
  return element.toArray().find((one): one is Y.XmlText => one instanceof Y.XmlText);
}

/** The id that a block has, or had before it was deleted. */
export function idOfBlock(element: Y.XmlElement): string | null {
  const value = attributeOf(element, "id");
  return typeof value === "string" ? value : null;
}

/** The element that a block was before it was deleted. */
export function elementBefore(block: Y.XmlElement): string {
  const value = attributeOf(block, "element");
  return typeof value === "string" ? value : block.nodeName;
}

function attributeOf(element: Y.XmlElement, name: string): unknown {
  return element._map.get(name)?.content.getContent().at(-1);
}

/** The first text of a block, also of one that is gone. */
export function textBefore(element: Y.XmlElement): Y.XmlText | undefined {
  for (let item = element._start; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlText)
      return item.content.type as Y.XmlText;
  }
  return undefined;
}

/** Whether a text, or the block around it, is gone. */
export function isGone(type: Y.AbstractType<unknown>): boolean {
  if (type._item?.deleted === true) return true;
  return type.parent !== null && isGone(type.parent as Y.AbstractType<unknown>);
}

/** Whether two texts say the same, in whatever case: an element in capitals rewrites what it was given. */
export function sayTheSame(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toUpperCase() === b.toUpperCase());
}

/** What a transaction brought, in the order of its making. */
export function newItems(transaction: Y.Transaction): Y.Item[] {
  const items: Y.Item[] = [];
  for (const [client, clock] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (before === clock) continue;
    const structs = transaction.doc.store.clients.get(client) ?? [];
    for (let at = Y.findIndexSS(structs, before); at < structs.length; at += 1) {
      const struct = structs[at];
      if (struct instanceof Y.Item && struct.parent !== null) items.push(struct);
    }
  }
  return items;
}
