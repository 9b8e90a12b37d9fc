import type * as Y from "yjs";
import type { BlockType } from "../screenplay/block.ts";

/** The attribute that says what a block has become. */
const attribute = "element";

/**
 * Which element of the screenplay a block is. Yjs cannot rename: a block keeps the name that it was made with, and an
 * attribute says what it has become since. So words that somebody types into it meanwhile stay in it, and of two
 * people who change it at once one has the last word.
 */
export function elementOf(block: Y.XmlElement): string {
  const become: unknown = block.getAttribute(attribute);
  return typeof become === "string" ? become : block.nodeName;
}

/** Makes a block another element. A page break has no room for words: it is never made of a block, nor becomes one. */
export function changeElementOf(block: Y.XmlElement, type: BlockType): void {
  if (elementOf(block) !== type) block.setAttribute(attribute, type);
}

/** Whether a block of one element can become another one and stay itself. */
export function canBecome(from: string, to: string): boolean {
  return from === to || (from !== "pageBreak" && to !== "pageBreak");
}
