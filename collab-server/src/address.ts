import { OutgoingMessage } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import { isDocumentName } from "@backlot/shared/documents/names";

/** No name of a document is longer, bytes. */
const longestName = 256;

/** The name that a frame begins with, and whether it could be a document's. */
export type Address = { name: string; isOurs: boolean };

/**
 * Reads to which document a frame is addressed; null for one that begins with no text, or with too much. Asked at the
 * door, because Hocuspocus keeps something for each name that it is told, takes `constructor` for a connection, and what
 * stands behind a zero byte for another session of the same socket, of which there may be as many as somebody likes.
 */
export function addressOf(frame: Uint8Array): Address | null {
  try {
    const bytes = decoding.peekVarUint(decoding.createDecoder(frame));
    if (bytes > longestName) return null;
    const name = decoding.readVarString(decoding.createDecoder(frame));
    return { name, isOurs: isDocumentName(name) };
  } catch {
    return null;
  }
}

/** What somebody hears who addresses what is no document. */
export function refusalOf({ name }: Address): Uint8Array {
  return new OutgoingMessage(name).writePermissionDenied(closeCodes.noAccess.reason).toUint8Array();
}
