import type { CompareRow } from "./compare.ts";
import type { BlockWriting } from "./schema.ts";

/** Client numbers of those who wrote what a row has more than the earlier draft, who wrote most of it first. */
export function writersOfAdded(row: CompareRow, spans: BlockWriting["spans"]): number[] {
  const letters = new Map<number, number>();
  const byLetter = spans.flatMap(({ length, clientId }) => Array.from({ length }, () => clientId));
  let at = 0;
  for (const piece of row.pieces) {
    if (piece.kind === "gone") continue;
    if (piece.kind === "added") {
      for (const clientId of byLetter.slice(at, at + piece.text.length)) {
        letters.set(clientId, (letters.get(clientId) ?? 0) + 1);
      }
    }
    at += piece.text.length;
  }
  return [...letters].toSorted((a, b) => b[1] - a[1]).map(([clientId]) => clientId);
}
