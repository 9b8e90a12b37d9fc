import { sourceOffset } from "@backlot/shared/screenplay/page-block";
import { cueLines } from "@backlot/shared/screenplay/page-fit";
import type { Page, Pages } from "@backlot/shared/screenplay/pagination";

/** Where one page ends and the next begins, as the editor draws it. */
export type PageEnd = {
  /** Index of the block in front of which the page ends, or inside which when `offset` is more than 0. */
  block: number;
  /** Offset in the block's own text. */
  offset: number;
  /** Empty lines down to the last line of the page. */
  left: number;
  more: boolean;
  /** The number of the page that begins; null after the last page. */
  number: string | null;
  /** The cue that goes on at the top of that page. */
  cue: string | null;
};

/** The ends of the pages from one up to another, the last page's included. */
export function pageEnds({ pages, format, blocks }: Pages, from = 0, to = pages.length): PageEnd[] {
  return pages.slice(from, to).map((page, index) => {
    const next = pages[from + index + 1];
    const more = page.pieces.at(-1)?.role === "more";
    // A page that was cut short by a lock is still a whole sheet.
    const left = format.lines - page.used;
    if (next === undefined) return { block: blocks.length, offset: 0, left, more, number: null, cue: null };
    const { block, offset } = next.start;
    return {
      block,
      offset: offset === 0 ? 0 : sourceOffset(blocks[block]!, offset),
      left,
      more,
      number: next.number,
      cue: repeatedCue(next),
    };
  });
}

function repeatedCue(page: Page): string | null {
  const first = page.pieces[0];
  return first?.role === "repeated-cue" ? cueLines(first.block, true).text : null;
}

/** How blocks stand that are not simply one under the other, by index. */
export type BlockPlace =
  | { kind: "top" }
  | { kind: "left" }
  /** `lift` lines up to the cue beside it; `drop` lines down to the end of the longer speech, below its last block. */
  | { kind: "right"; lift: number; drop: number };

/** The first block of each page, and the blocks of speeches that stand side by side, of the pages from one up to another. */
export function blockPlaces(
  { pages, blocks }: Pages,
  from = 0,
  to = pages.length,
): Map<number, BlockPlace[]> {
  const places = new Map<number, BlockPlace[]>();
  const add = (index: number, place: BlockPlace) => places.set(index, [...(places.get(index) ?? []), place]);
  pages.slice(from, to).forEach((page, pageIndex) => {
    let at = page.start.block;
    const indexOf = (block: unknown) => {
      while (at < blocks.length && blocks[at] !== block) at += 1;
      return at;
    };
    let isFirst = from + pageIndex > 0 && page.start.offset === 0;
    let leftLines = 0;
    let rightLines = 0;
    for (const [i, { block, role, side, lines }] of page.pieces.entries()) {
      if (role !== "text") continue;
      const index = indexOf(block);
      if (isFirst) add(index, { kind: "top" });
      isFirst = false;
      if (side === undefined) continue;
      const [before, after] = [page.pieces[i - 1], page.pieces[i + 1]];
      if (side === "left") {
        leftLines = before?.side === "left" && block.type !== "character" ? leftLines + lines : lines;
        rightLines = 0;
        add(index, { kind: "left" });
        continue;
      }
      rightLines += lines;
      const isLast = after?.side !== "right";
      add(index, {
        kind: "right",
        lift: before?.side === "left" ? leftLines : 0,
        drop: isLast ? Math.max(0, leftLines - rightLines) : 0,
      });
    }
  });
  return places;
}

/** Indexes of blocks that an omitted heading hides. */
export function hiddenBlocks({ blocks }: Pages): Set<number> {
  const hidden = new Set<number>();
  let isHidden = false;
  blocks.forEach((block, index) => {
    if (block.type === "sceneHeading") isHidden = block.omitted === true;
    else if (isHidden) hidden.add(index);
  });
  return hidden;
}
