import * as Y from "yjs";

/**
 * Keeps deleted blocks, with their words, in a server's copy of a script for as long as it is open. Yjs drops what is
 * written into a dropped block unread, so words typed into a block that somebody joined or moved at that moment would
 * never reach the one who carries them over. Letters that go from a block that stays are dropped as ever.
 */
export function keepDeletedBlocks(doc: Y.Doc): void {
  doc.gcFilter = (item) => !isBlockOrText(item.content) && !isDeleted(item.parent);
}

function isBlockOrText(content: Y.Item["content"]): boolean {
  if (!(content instanceof Y.ContentType)) return false;
  return content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText;
}

function isDeleted(parent: Y.Item["parent"]): boolean {
  return parent instanceof Y.AbstractType && parent._item?.deleted === true;
}
