import * as Y from "yjs";
import type { BroughtNote } from "../note/margin.ts";
import { plainText, type ScriptBlock } from "../screenplay/block.ts";
import type { FdxMarginNote } from "../screenplay/fdx-kept.ts";
import { findNotes } from "../screenplay/notes-in-text.ts";
import { clampText } from "../text/clamp.ts";
import { marginRoot } from "./margin-notes.ts";
import { collection, makeRecord, newId } from "./record.ts";
import { readBlocks } from "./script.ts";
import { anchorOf, type TextPlace } from "./text-anchor.ts";

/**
 * Ties the notes of a file to the script that was made of it. Blocks that were there before have kept their own ids, so a
 * block is known by its place, and where somebody has written since, by its words. A note whose words are nowhere is on
 * its whole paragraph; one whose paragraph is gone is left out.
 *
 * @param imported The blocks as the file gave them.
 */
export function marginFromFdx(
  script: Y.Doc,
  imported: readonly ScriptBlock[],
  notes: readonly FdxMarginNote[],
): BroughtNote[] {
  const now = readBlocks(script);
  const places = new Map(imported.map((block, index) => [block.id, index]));
  return notes.flatMap((note): BroughtNote[] => {
    const index = places.get(note.blockId) ?? -1;
    const text = imported[index] === undefined ? "" : plainText(imported[index]);
    const block = [now[index], ...now].find((one) => one !== undefined && plainText(one) === text);
    const place = block === undefined || text === "" ? null : placeIn(block, note);
    const anchored = place === null ? null : anchorOf(script, place);
    if (place === null || anchored === null) return [];
    const { start, end, quote, before, after } = anchored;
    return [
      {
        id: note.id,
        blockId: place.blockId,
        quote: clampText(quote, 300),
        before,
        after,
        anchor: { start, end },
        createdAt: note.at,
        name: note.name,
        text: note.text,
      },
    ];
  });
}

/** The words of a note in the text of a block, where notes in the line stand between them. */
function placeIn(block: ScriptBlock, { start, quote }: FdxMarginNote): TextPlace {
  const text = plainText(block);
  let from = start;
  for (const note of findNotes(text)) if (note.start <= from) from += note.end - note.start;
  if (quote !== "" && !text.startsWith(quote, from)) from = text.indexOf(quote);
  const isFound = quote !== "" && from !== -1;
  return { blockId: block.id, from: isFound ? from : 0, to: isFound ? from + quote.length : text.length };
}

/** Puts notes into the margin that are not there yet, opened by whom the file names; gives their ids. */
export function takeInMargin(
  notes: Y.Doc,
  brought: readonly BroughtNote[],
  { by }: { by: string },
  origin?: unknown,
): string[] {
  const root = marginRoot(notes);
  const missing = brought.filter((note) => !root.has(note.id));
  notes.transact(() => {
    for (const { id, name, text, ...note } of missing) {
      const message = { id: newId("message"), authorId: by, authorName: name, text, at: note.createdAt };
      root.set(
        id,
        makeRecord({
          ...note,
          messages: collection({ [message.id]: message }),
          resolvedAt: null,
          resolvedBy: null,
        }),
      );
    }
  }, origin);
  return missing.map((note) => note.id);
}
