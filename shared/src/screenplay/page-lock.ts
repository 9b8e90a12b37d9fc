import type { ScriptBlock } from "./block.ts";
import { isPrinted, printedOffset, printedText, sourceOffset } from "./page-block.ts";
import type { Pages } from "./pagination.ts";

/** Where a locked page begins: its number, a block, and how far into the block's own text. */
export type PageLock = {
  number: string;
  block: string;
  offset: number;
  /** The blocks behind it on the page, with which the page begins when the first is taken out. */
  then?: string[];
};

/** So many blocks behind the first are remembered. */
const mostFollowing = 12;

/** Locks that keep the pages as they are laid out now. */
export function locksOf({ pages, blocks }: Pages): PageLock[] {
  return pages.flatMap(({ number, start }, index): PageLock[] => {
    const block = blocks[start.block];
    if (block === undefined) return [];
    const next = pages[index + 1]?.start;
    // A block that the next page begins in the middle of is on this one too.
    const end = next === undefined ? blocks.length : next.block + (next.offset > 0 ? 1 : 0);
    const then = blocks
      .slice(start.block + 1, Math.min(end, start.block + 1 + mostFollowing))
      .map(({ id }) => id);
    return [{ number, block: block.id, offset: sourceOffset(block, start.offset), then }];
  });
}

/** A lock found in a list of blocks: index, and offset in the printed text. */
export type ResolvedLock = { number: string; block: number; offset: number };

const splits = new Set(["action", "centered", "dialogue", "lyric", "parenthetical"]);

/**
 * Finds the locks in the script as it is now, in the order of the script. Where a page's first block is gone, the page
 * begins with the next one that was on it; where all of them are, it has become part of the page before.
 */
export function resolveLocks(blocks: readonly ScriptBlock[], locks: readonly PageLock[]): ResolvedLock[] {
  if (locks.length === 0) return [];
  const present = new Set(blocks.map(({ id }) => id));
  const wanted = new Map<string, PageLock[]>();
  for (const lock of locks) {
    const isThere = present.has(lock.block);
    const block = isThere ? lock.block : lock.then?.find((id) => present.has(id));
    if (block === undefined) continue;
    wanted.set(block, [...(wanted.get(block) ?? []), { ...lock, offset: isThere ? lock.offset : 0 }]);
  }
  const found: ResolvedLock[] = [];
  blocks.forEach((block, index) => {
    const here = wanted.get(block.id);
    if (here === undefined) return;
    wanted.delete(block.id);
    for (const lock of here) found.push(placeOf(blocks, index, lock));
  });
  return found.toSorted((a, b) => a.block - b.block || a.offset - b.offset);
}

function placeOf(blocks: readonly ScriptBlock[], index: number, { number, offset }: PageLock): ResolvedLock {
  const block = blocks[index]!;
  const printed = splits.has(block.type) ? printedOffset(block, offset) : 0;
  if (isPrinted(block) && (printed === 0 || printed < printedText(block).length))
    return { number, block: index, offset: printed };
  // It is not printed, or what came after the place is gone: the page begins with the next block.
  let next = index + 1;
  while (next < blocks.length && !isPrinted(blocks[next]!)) next += 1;
  return { number, block: next, offset: 0 };
}
