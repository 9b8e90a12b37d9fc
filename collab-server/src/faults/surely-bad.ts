import { MessageType } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { documentRoots, type DocumentKind } from "@backlot/shared/documents/names";

/**
 * Whether a frame carries an update that no server may ever take, whatever the document holds: it cannot be decoded, or it
 * writes to a root that is not there. Found out without the server's own check, which is what is under test.
 */
export function isSurelyBad(frame: Uint8Array, document: string, kind: DocumentKind): boolean {
  const update = updateIn(frame, document);
  if (update === null || update.byteLength <= 2) return false;
  try {
    return Y.decodeUpdate(update).structs.some((struct) => {
      const parent: unknown = struct instanceof Y.Item ? struct.parent : null;
      return typeof parent === "string" && !documentRoots[kind].includes(parent);
    });
  } catch {
    return true;
  }
}

function updateIn(frame: Uint8Array, document: string): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarString(decoder) !== document) return null;
    if (decoding.readVarUint(decoder) !== MessageType.Sync || decoding.readVarUint(decoder) === 0)
      return null;
    return decoding.readVarUint8Array(decoder);
  } catch {
    return null;
  }
}
