import type { Extension } from "@hocuspocus/server";
import type * as Y from "yjs";
import { parseDocumentName } from "@backlot/shared/documents/names";
import { isFromBus } from "./cluster/bus-origin.ts";
import { actorOfOrigin, isCommitted } from "./recorder.ts";
import type { Context } from "./seat.ts";
import type { UpdateLog } from "./update-log.ts";

/**
 * Remembers whose edits each client number of a script stands for, which is how the script knows who wrote what. The
 * person comes from the ticket of the connection, never from the client, and is committed with the edit itself.
 */
export function writerStamps(updateLog: UpdateLog): Extension<Context> {
  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document, documentName }) {
      if (parseDocumentName(documentName).kind !== "script") return;
      /** Numbers that need no further stamp: true once a live edit settled whose they are. */
      const known = new Map<number, boolean>();
      document.on("update", (_update: Uint8Array, origin: unknown, _doc: Y.Doc, change: Y.Transaction) => {
        const actor = actorOfOrigin(origin);
        // What another server received is stamped there.
        if (actor === null || isCommitted(origin) || isFromBus(origin)) return;
        const isLive = isLiveEdit(origin);
        for (const clientId of writersIn(change)) {
          if (known.get(clientId) === true || (known.has(clientId) && !isLive)) continue;
          known.set(clientId, isLive);
          const { id: userId, name: userName } = actor;
          updateLog.stamp({ document: documentName, clientId, userId, userName, isLive });
        }
      });
    },
  };
}

/** Clients whose content a transaction brought. Asked with every letter. */
function writersIn({ beforeState, afterState }: Y.Transaction): number[] {
  const writers: number[] = [];
  for (const [clientId, clock] of afterState) {
    if (clock > (beforeState.get(clientId) ?? 0)) writers.push(clientId);
  }
  return writers;
}

function isLiveEdit(origin: unknown): boolean {
  const { connection } = origin as { connection?: { context?: Context } };
  return connection === undefined || connection.context?.isLiveEdit === true;
}
