import type { Node as EditorNode } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { canBecome } from "@backlot/shared/documents/element";
import { newElement, writeElement } from "./write-element.ts";

/** The element behind each block of the editor's document; null for the empty block that an empty script shows. */
export type Rows = readonly (Y.XmlElement | null)[];

/**
 * Writes into the shared body what changed between two documents of the editor, and gives the rows of the second one.
 * Blocks are known by their ids, so that one that stays keeps its element, and with it what others type into it now.
 * What the body holds beside the rows is not touched.
 */
export function writeBody(
  body: Y.XmlFragment,
  rows: Rows,
  { before, after, caret }: { before: EditorNode; after: EditorNode; caret: number },
): Rows {
  const most = Math.min(before.childCount, after.childCount);
  let head = 0;
  const isKept = (one: number, other: number) =>
    before.child(one) === after.child(other) && rows[one] !== null;
  while (head < most && isKept(head, head)) head += 1;
  let tail = 0;
  while (tail < most - head && isKept(before.childCount - 1 - tail, after.childCount - 1 - tail)) tail += 1;

  const old = range(head, before.childCount - tail).filter((index) => rows[index] !== null);
  const next = range(head, after.childCount - tail);
  const partners = pairs(before, after, old, next);
  const stays = new Set(partners.values());
  remove(
    body,
    old.filter((index) => !stays.has(index)).map((index) => rows[index]!),
  );

  let last = head === 0 ? null : rows[head - 1]!;
  let position = 0;
  for (let index = 0; index < head; index += 1) position += after.child(index).nodeSize;
  const made = next.map((index) => {
    const node = after.child(index);
    const partner = partners.get(index);
    const element = partner === undefined ? newElement(node) : rows[partner]!;
    if (partner === undefined) body.insertAfter(last, [element]);
    else writeElement(element, before.child(partner), node, caret - position - 1);
    position += node.nodeSize;
    last = element;
    return element;
  });
  return [...rows.slice(0, head), ...made, ...rows.slice(before.childCount - tail)];
}

function remove(body: Y.XmlFragment, gone: readonly Y.XmlElement[]): void {
  if (gone.length === 0) return;
  const places = new Map(body.toArray().map((element, index) => [element as unknown, index]));
  // From the end, so that the places of the others hold.
  for (const element of gone.toReversed()) {
    const place = places.get(element);
    if (place !== undefined) body.delete(place, 1);
  }
}

/** Which old block each new one is, in order: Yjs cannot move, so of blocks that changed places the most stay. */
function pairs(
  before: EditorNode,
  after: EditorNode,
  old: readonly number[],
  next: readonly number[],
): Map<number, number> {
  const byId = new Map(next.toReversed().map((index) => [idOf(after.child(index)), index]));
  const used = new Set<number>();
  const found = old.flatMap((index): [number, number][] => {
    const same = idOf(before.child(index)) === null ? undefined : byId.get(idOf(before.child(index)));
    if (same === undefined || used.has(same)) return [];
    if (!canBecome(before.child(index).type.name, after.child(same).type.name)) return [];
    used.add(same);
    return [[same, index]];
  });
  const partners = new Map(longestInOrder(found));
  const isNameless = (index: number) => {
    const id = idOf(before.child(index));
    return id === null || partners.has(byId.get(id) ?? -1);
  };
  pairNameless(partners, old, next, (one, other) => {
    return isNameless(one) && before.child(one).type === after.child(other).type;
  });
  return partners;
}

/** Blocks that got their id just now are known by their place between two that are known. */
function pairNameless(
  partners: Map<number, number>,
  old: readonly number[],
  next: readonly number[],
  isAlike: (old: number, next: number) => boolean,
): void {
  const known = new Map([...partners].map(([place, index]) => [index, place]));
  let from = 0;
  for (const index of old) {
    const place = known.get(index);
    if (place !== undefined) {
      from = next.indexOf(place, from) + 1;
      continue;
    }
    let at = from;
    while (at < next.length && !partners.has(next[at]!) && !isAlike(index, next[at]!)) at += 1;
    const found = next[at];
    if (found === undefined || partners.has(found)) continue;
    partners.set(found, index);
    from = at + 1;
  }
}

/** The longest run of pairs whose first numbers ascend; their second numbers do already. */
function longestInOrder(found: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before: number[] = [];
  found.forEach(([place], at) => {
    let length = ends.findIndex((end) => found[end]![0] > place);
    if (length === -1) length = ends.length;
    before[at] = length === 0 ? -1 : ends[length - 1]!;
    ends[length] = at;
  });
  const run: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at]!) run.unshift(found[at]!);
  return run;
}

function idOf(node: EditorNode): string | null {
  const id: unknown = node.attrs["id"];
  return typeof id === "string" && id !== "" ? id : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
