import * as Y from "yjs";
import type { BlockWriting } from "../version/schema.ts";
import { readBlock, scriptBody } from "./script.ts";

/**
 * Who put each stretch of the script there, by Yjs client number: every letter remembers the client that inserted it.
 * Text that was moved or split off into a block of its own was inserted anew by whoever did that, and counts as theirs.
 */
export function readWriting(doc: Y.Doc): BlockWriting[] {
  return scriptBody(doc)
    .toArray()
    .flatMap((element, index) => {
      if (!(element instanceof Y.XmlElement)) return [];
      const block = readBlock(element, index);
      return block === null ? [] : [{ blockId: block.id, spans: spansOf(element) }];
    });
}

function spansOf(element: Y.XmlElement): BlockWriting["spans"] {
  const spans: BlockWriting["spans"] = [];
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) {
      for (let item = child._start; item !== null; item = item.right) {
        if (!item.deleted && item.content instanceof Y.ContentString) add(item.length, item.id.client);
      }
    } else if (child._item !== null) add(1, child._item.id.client);
  }
  return spans;

  function add(length: number, clientId: number): void {
    const last = spans.at(-1);
    if (last?.clientId === clientId) last.length += length;
    else spans.push({ length, clientId });
  }
}
