import type { Connection, Document, Extension } from "@hocuspocus/server";
import { removeAwarenessStates } from "y-protocols/awareness";
import { keepPresenceSteady } from "@backlot/shared/documents/steady-presence";
import type { Log } from "@backlot/shared/server/logging";
import { safely } from "./safely.ts";
import type { Context } from "./seat.ts";

/** Largest presence of one person, bytes of JSON. */
export const maxPresenceBytes = 2_048;

/**
 * Presence says who somebody is only in the server's words: id, name and color come from the ticket. One presence per
 * connection, none of somebody else's, and none so large that it would burden the room. Nobody is taken for gone because
 * the server's clock was set.
 */
export function presenceStamp(log: Log): Extension<Context> {
  const own = new WeakMap<Connection, number>();

  return {
    async afterLoadDocument({ document }) {
      keepPresenceSteady(document.awareness);
    },
    beforeHandleAwareness: safely(
      log,
      "beforeHandleAwareness",
      ({ states, connection, document, context }) => {
        const claims = (context as Context | undefined)?.seat?.claims;
        if (connection === undefined || claims == null) {
          states.clear();
          return;
        }
        const present = own.get(connection);
        // An empty state says nothing; the decoder that Hocuspocus uses here always contributes one of its own.
        const candidates = [...states]
          .filter(
            ([id, state]) =>
              Object.keys(state).length > 0 && !isTaken(document, connection, id, claims.userId),
          )
          .map(([id]) => id);
        const chosen = candidates.find((id) => id === present) ?? candidates[0];
        for (const [id, state] of [...states]) {
          if (id !== chosen) states.delete(id);
          else states.set(id, stamped(state, { id: claims.userId, name: claims.name, color: claims.color }));
        }
        if (chosen === undefined || chosen === present) return;
        if (present !== undefined) removeAwarenessStates(document.awareness, [present], null);
        own.set(connection, chosen);
      },
    ),
  };
}

/** Somebody else's: of another connection here, or of another person whose connection is at another server. */
function isTaken(document: Document, connection: Connection, clientId: number, userId: string): boolean {
  if (document.getClients(connection).has(clientId)) return false;
  if (document.getConnections().some((other) => document.getClients(other).has(clientId))) return true;
  const present = document.awareness.getStates().get(clientId) as { user?: { id?: unknown } } | undefined;
  return present !== undefined && present.user?.id !== userId;
}

function stamped(
  state: Record<string, unknown>,
  user: { id: string; name: string; color: string },
): Record<string, unknown> {
  const size = sizeOf(state);
  return size > maxPresenceBytes ? { user } : { ...state, user };
}

/** What cannot even be written as JSON is larger than anything. */
function sizeOf(state: Record<string, unknown>): number {
  try {
    return Buffer.byteLength(JSON.stringify(state) ?? "");
  } catch {
    return Infinity;
  }
}
