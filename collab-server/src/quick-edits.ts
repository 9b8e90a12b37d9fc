import {
  MessageType,
  OutgoingMessage,
  type Connection,
  type Document,
  type Extension,
} from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { parseDocumentName } from "@backlot/shared/documents/names";
import type { Log } from "@backlot/shared/server/logging";
import type { FrameGuard } from "./frame-guard.ts";
import type { Context } from "./seat.ts";

/** A live edit, as y-protocols numbers it among sync messages. */
const edit = 2;

export type QuickEditsOptions = {
  guard: Pick<FrameGuard, "passes">;
  isAsleep: (document: Document) => boolean;
  log: Log;
};

/** Hooks that would not be called for an edit that goes the quick way. */
const passedOver = [
  "beforeHandleMessage",
  "beforeSync",
  "afterHandleMessage",
  "onChange",
  "onStoreDocument",
  "afterStoreDocument",
] as const;

/** Whether an extension of somebody else's wants to hear of every message, or store what it changed. */
export function listensToEdits(extension: Extension<Context>): boolean {
  return passedOver.some((hook) => extension[hook] !== undefined);
}

/**
 * Applies what people type as it arrives. Hocuspocus takes every message through a queue and a chain of promises for
 * each hook, and sets a timer for a store that nothing here uses: several times the work of the edit itself. An edit
 * that waits for no other message, in a document that is awake, and with which nothing is wrong, needs none of it; any
 * other goes the ordinary way.
 */
export function quickEdits({ guard, isAsleep, log }: QuickEditsOptions): Extension<Context> {
  function apply(connection: Connection<Context>, payload: Uint8Array): void {
    connection.context.isLiveEdit = true;
    try {
      Y.applyUpdate(connection.document, payload, { source: "connection", connection });
    } catch (error) {
      // The change itself is in; somebody who observes it failed.
      log.error({ err: error, document: connection.document.name }, "an edit was not followed up");
    }
  }

  return {
    afterLoadDocument({ document, documentName }) {
      const { kind } = parseDocumentName(documentName);
      // Nobody listens to what this would call, and nothing is stored by it; see `update-log.ts`.
      document.onUpdate(() => {});
      const add = document.addConnection.bind(document);
      // The only moment at which a connection exists and none of its messages was handled yet.
      document.addConnection = (connection) => {
        const handle = connection.handleMessage.bind(connection);
        const { messageQueue } = connection as unknown as { messageQueue: readonly Uint8Array[] };
        const taken = new OutgoingMessage(connection.messageAddress).writeSyncStatus(true).toUint8Array();
        connection.handleMessage = (data) => {
          const payload = messageQueue.length === 0 && !isAsleep(document) ? readEdit(data) : null;
          if (payload === null || !guard.passes(payload, kind, connection)) {
            handle(data);
            return;
          }
          apply(connection as Connection<Context>, payload);
          connection.send(taken);
        };
        return add(connection);
      };
      return Promise.resolve();
    },
  };
}

/** The update of a live edit; null for any other message, and for one that cannot be read. */
function readEdit(message: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(message);
    // The document's name, which whoever brought the message here has read.
    const nameLength = decoding.readVarUint(decoder);
    decoder.pos += nameLength;
    if (decoding.readVarUint(decoder) !== MessageType.Sync || decoding.readVarUint(decoder) !== edit)
      return null;
    return decoding.readVarUint8Array(decoder);
  } catch {
    // Whoever handles the message says what is wrong with it.
    return null;
  }
}
