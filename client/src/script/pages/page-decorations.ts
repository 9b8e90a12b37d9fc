import type { Node as EditorNode } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Page, Pages } from "@backlot/shared/screenplay/pagination";
import { pageEndElement } from "./page-end-element.ts";
import { blockPlaces, pageEnds, type BlockPlace, type PageEnd } from "./page-ends.ts";

/** Pages as decorations: nothing of them is in the document, and elements that did not change are kept as they are. */
export function sheetDecorations(doc: EditorNode, pages: Pages): DecorationSet {
  return DecorationSet.create(doc, drawn(pages, blockPositions(doc), 0, pages.pages.length));
}

/** The decorations after an edit: those of pages that look as before move along, only the others are drawn anew. */
export function followSheets(
  tr: Transaction,
  set: DecorationSet,
  { before, after }: { before: Pages; after: Pages },
): DecorationSet {
  const moved = set.map(tr.mapping, tr.doc);
  const [old, next] = [before.pages, after.pages];
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && looksSame(old[head]!, next[head]!)) head += 1;
  let tail = 0;
  while (tail < most - head && looksSame(old.at(-1 - tail)!, next.at(-1 - tail)!)) tail += 1;
  const positions = blockPositions(tr.doc);
  const start = (page: number) => startOf(after, page, positions);
  // A page ends by what the next one begins with.
  let first = Math.max(0, head - 1);
  let end = Math.min(next.length, next.length - tail + 1);
  const [from, to] = [start(first), start(end)];
  // What neighbours have at the very edges; a page may be empty.
  while (first > 0 && start(first) >= from) first -= 1;
  while (end < next.length && start(end) <= to) end += 1;
  const isWithin = (one: Decoration) => one.from >= from && one.from <= to;
  const stale = moved.find(from, to).filter(isWithin);
  return moved.remove(stale).add(tr.doc, drawn(after, positions, first, end).filter(isWithin));
}

function looksSame(one: Page, other: Page): boolean {
  return (
    one === other || (one.pieces === other.pieces && one.used === other.used && one.number === other.number)
  );
}

/** Where a page begins; behind the last page, the end of the document. */
function startOf(pages: Pages, page: number, positions: readonly number[]): number {
  return page === 0 ? 0 : placeOf(pageEnds(pages, page - 1, page)[0]!, positions);
}

function placeOf({ block, offset }: PageEnd, positions: readonly number[]): number {
  return offset > 0 ? positions[block]! + 1 + offset : positions[block]!;
}

/** The decorations of the pages from one up to another. */
function drawn(pages: Pages, positions: readonly number[], from: number, to: number): Decoration[] {
  const ends = pageEnds(pages, from, to).map((end) => {
    const key = `page-end:${JSON.stringify([end.offset > 0, end.left, end.more, end.number, end.cue])}`;
    const make = () => pageEndElement(end);
    return Decoration.widget(placeOf(end, positions), make, { key, side: -1, ignoreSelection: true });
  });
  const places = [...blockPlaces(pages, from, to)].map(([index, found]) =>
    Decoration.node(positions[index]!, positions[index + 1]!, attributesOf(found)),
  );
  return [...ends, ...places];
}

/** Position of each block, and of the end of the document. */
export function blockPositions(doc: EditorNode): number[] {
  const positions: number[] = [];
  doc.forEach((_node, offset) => positions.push(offset));
  positions.push(doc.content.size);
  return positions;
}

function attributesOf(places: readonly BlockPlace[]): Record<string, string> {
  const names: string[] = [];
  let style = "";
  for (const place of places) {
    names.push(place.kind === "top" ? "page-top" : `dual-${place.kind}`);
    if (place.kind !== "right") continue;
    if (place.lift > 0) style += `--lift:${place.lift};`;
    if (place.drop > 0) style += `--drop:${place.drop};`;
  }
  return style === "" ? { class: names.join(" ") } : { class: names.join(" "), style };
}
