import * as Y from "yjs";
import type { RecordMap } from "./record.ts";

/**
 * What an asset is part of, as everybody reads it; null when it stands by itself. Two people who are apart can merge two
 * assets into each other, and more of them a longer circle: then the one with the smallest id stands, the same for
 * everybody, so that nothing disappears. A target that is not in the document is none.
 */
export function standingMerge(root: RecordMap, id: string): string | null {
  const target = writtenMerge(root, id);
  return target === null || headOfCircle(root, id) === id ? null : target;
}

/** The asset that stands for the circle of merges which `id` is in; null when it is in none. */
export function headOfCircle(root: RecordMap, id: string): string | null {
  const seen = new Set([id]);
  let head = id;
  for (let at = writtenMerge(root, id); at !== null; at = writtenMerge(root, at)) {
    if (at === id) return head;
    if (seen.has(at)) return null;
    seen.add(at);
    if (at < head) head = at;
  }
  return null;
}

function writtenMerge(root: RecordMap, id: string): string | null {
  const record = root.get(id);
  const target = record instanceof Y.Map ? record.get("mergedInto") : null;
  return typeof target === "string" && root.get(target) instanceof Y.Map ? target : null;
}
