export type TextChange = { at: number; removed: number; inserted: string };

/**
 * How one text became another, as one change. Where letters repeat, several places would explain it ("ll" in "hello"):
 * the caret, which stands behind what was typed or where something was deleted, tells the right one.
 */
export function difference(before: string, after: string, caret: number): TextChange {
  const grown = after.length - before.length;
  const at = grown > 0 ? caret - grown : caret;
  const isAtCaret =
    grown !== 0 &&
    at >= 0 &&
    before.slice(0, at) === after.slice(0, at) &&
    before.slice(at + Math.max(0, -grown)) === after.slice(at + Math.max(0, grown));
  if (isAtCaret)
    return { at, removed: Math.max(0, -grown), inserted: after.slice(at, at + Math.max(0, grown)) };
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  if (isHigh(before[head - 1])) head -= 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (isLow(before[before.length - tail])) tail -= 1;
  return {
    at: head,
    removed: before.length - head - tail,
    inserted: after.slice(head, after.length - tail),
  };
}

/** Halves of a letter outside of the first 65,536: Yjs would break it when it is cut there. */
function isHigh(unit: string | undefined): boolean {
  return unit !== undefined && /[\ud800-\udbff]/.test(unit);
}

function isLow(unit: string | undefined): boolean {
  return unit !== undefined && /[\udc00-\udfff]/.test(unit);
}
