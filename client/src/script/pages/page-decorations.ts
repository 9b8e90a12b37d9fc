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
  const positions = blockPositions(tr.doc);
  const stale: Decoration[] = [];
  const fresh: Decoration[] = [];
  let drawnTo = -1;
  for (const stretch of changedPages(before.pages, after.pages)) {
    const start = (page: number) => startOf(after, page, positions);
    // A page ends by what the next one begins with.
    let first = Math.max(0, stretch.start - 1);
    let end = Math.min(after.pages.length, stretch.end + 1);
    const [from, to] = [start(first), start(end)];
    // What neighbours have at the very edges; a page may be empty.
    while (first > 0 && start(first) >= from) first -= 1;
    while (end < after.pages.length && start(end) <= to) end += 1;
    // Two stretches may share an edge.
    const isWithin = (one: Decoration) => one.from >= from && one.from <= to && one.from > drawnTo;
    stale.push(...moved.find(from, to).filter(isWithin));
    fresh.push(...drawn(after, positions, first, end).filter(isWithin));
    drawnTo = Math.max(drawnTo, to);
  }
  return moved.remove(stale).add(tr.doc, fresh);
}

/** Stretches `[start, end)` of pages that do not look as before; one where pages came or went. */
function changedPages(old: readonly Page[], next: readonly Page[]): { start: number; end: number }[] {
  const most = Math.min(old.length, next.length);
  if (old.length === next.length) {
    const stretches: { start: number; end: number }[] = [];
    next.forEach((page, index) => {
      if (looksSame(old[index]!, page)) return;
      const last = stretches.at(-1);
      if (last?.end === index) last.end += 1;
      else stretches.push({ start: index, end: index + 1 });
    });
    return stretches;
  }
  let head = 0;
  while (head < most && looksSame(old[head]!, next[head]!)) head += 1;
  let tail = 0;
  while (tail < most - head && looksSame(old.at(-1 - tail)!, next.at(-1 - tail)!)) tail += 1;
  return [{ start: head, end: next.length - tail }];
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
