import type { Document, Extension } from "@hocuspocus/server";
import { mergeMany } from "./merge-many.ts";
import type { Context } from "./seat.ts";

/**
 * Hocuspocus gathers what arrives in one turn of the event loop and merges it at once, which takes time with the square
 * of its number: the more people write, the more arrives in the next turn. Merged in groups, it stays in proportion.
 */
export function quickFlush(): Extension<Context> {
  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document }) {
      const inside = document as unknown as { pendingUpdates: Uint8Array[] };
      const flush: Document["flush"] = document.flush.bind(document);
      document.flush = () => {
        if (inside.pendingUpdates.length > 1) inside.pendingUpdates = [mergeMany(inside.pendingUpdates)];
        return flush();
      };
    },
  };
}
