import { FdxMarginNote } from "./fdx-kept.ts";
import { readNote } from "./fdx-notes.ts";
import type { XmlNode } from "./fdx-xml.ts";

/**
 * Notes of the margin go out as notes of Final Draft and carry their id in an attribute of our own, which other programs
 * pass over. By it they come back as what they were, and not also as notes in the script.
 */
export const marginIdAttribute = "MarginId";

export function isMarginNote(node: XmlNode): boolean {
  return node.attributes[marginIdAttribute] !== undefined;
}

/** A note of the margin that a file carries; null when what it says of itself cannot be read. */
export function readMarginNote(
  node: XmlNode,
  { blockId, start, quote }: Pick<FdxMarginNote, "blockId" | "start" | "quote">,
): FdxMarginNote | null {
  const { text, attributes } = readNote(node);
  const read = FdxMarginNote.safeParse({
    id: attributes[marginIdAttribute],
    blockId,
    start,
    quote,
    text: text.slice(0, 10_000),
    name: (attributes["Name"] ?? "").slice(0, 200),
    at: timeFrom(attributes["DateTime"] ?? ""),
  });
  return read.success ? read.data : null;
}

/** A time as Final Draft writes it: 20230411T102233. */
export function fdxTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "");
}

function timeFrom(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? 0 : at;
}
