import * as Y from "yjs";

/**
 * Yjs sorts all updates again for each struct that it takes from them, so merging n at once costs n². In groups of
 * this size it costs n, and neighbours of one writer melt into one struct on the way.
 */
const groupSize = 12;

/** One update with everything that these hold, for any number of them. */
export function mergeMany(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let from = 0; from < level.length; from += groupSize) {
      next.push(Y.mergeUpdates(level.slice(from, from + groupSize)));
    }
    level = next;
  }
  return level[0] ?? new Uint8Array([0, 0]);
}
