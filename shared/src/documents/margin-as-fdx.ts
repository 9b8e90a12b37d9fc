import type * as Y from "yjs";
import type { MarginNote } from "../note/margin.ts";
import { plainText } from "../screenplay/block.ts";
import { fdxTime, marginIdAttribute } from "../screenplay/fdx-margin.ts";
import { placeWithoutNotes, type NoteOnWords } from "../screenplay/fdx-note-ranges.ts";
import { readMarginNotes } from "./margin-notes.ts";
import { readBlocks } from "./script.ts";
import { placesOf } from "./text-anchor.ts";

/** The open notes in the margin for a Final Draft file, on the words that they are about. Resolved ones stay here. */
export function marginAsFdx(script: Y.Doc, notes: Y.Doc): NoteOnWords[] {
  const open = readMarginNotes(notes).filter((one) => one.resolvedAt === null && one.messages.length > 0);
  const places = placesOf(script, open);
  const texts = new Map(readBlocks(script).map((block) => [block.id, plainText(block)]));
  return open.map((one) => {
    const place = places.get(one.id);
    const text = texts.get(place?.blockId ?? "") ?? "";
    return {
      blockId: place?.blockId ?? one.blockId,
      start: placeWithoutNotes(text, place?.from ?? 0),
      quote: text.slice(place?.from ?? 0, place?.to ?? 0),
      note: {
        text: threadText(one),
        boneyard: false,
        attributes: {
          Name: one.messages[0]!.authorName,
          DateTime: fdxTime(one.createdAt),
          [marginIdAttribute]: one.id,
        },
      },
    };
  });
}

/** A thread as one text: who answers is named before the answer. */
function threadText({ messages }: MarginNote): string {
  return messages
    .map(({ authorName, text }, index) => (index === 0 ? text : `${authorName}: ${text}`))
    .join("\n");
}
