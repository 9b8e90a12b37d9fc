/** One replacement in a text: at `at`, `remove` characters give way to `insert`. */
export type TextEdit = { at: number; remove: number; insert: string };

/**
 * What a person changed between two states of a field. `caret` is where the caret stands afterwards; it decides
 * which of several equal letters was typed, so that others' carets stay where they are.
 */
export function editBetween(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null;
  const tailMax = Math.min(before.length, after.length - Math.min(caret, after.length));
  let tail = 0;
  while (tail < tailMax && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const headMax = Math.min(before.length, after.length) - tail;
  let head = 0;
  while (head < headMax && before[head] === after[head]) head += 1;
  // A character of two code units goes as a whole: half of one cannot be shared.
  if (head > 0 && isHighSurrogate(before, head - 1)) head -= 1;
  if (tail > 0 && isHighSurrogate(before, before.length - tail - 1)) tail -= 1;
  return { at: head, remove: before.length - head - tail, insert: after.slice(head, after.length - tail) };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];

/** Where a caret at `position` stands after somebody else's change. Text inserted at the caret lands behind it. */
export function movedBy(delta: Delta, position: number): number {
  let at = 0;
  let moved = position;
  for (const part of delta) {
    if (at > moved) break;
    if (part.retain !== undefined) at += part.retain;
    else if (typeof part.insert === "string") {
      if (at < moved) moved += part.insert.length;
      at += part.insert.length;
    } else if (part.delete !== undefined && at < moved) moved = Math.max(at, moved - part.delete);
  }
  return moved;
}
