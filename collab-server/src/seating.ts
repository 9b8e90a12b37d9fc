import type { Extension } from "@hocuspocus/server";
import type { Log } from "@backlot/shared/server/logging";
import { safely } from "./safely.ts";
import type { Context } from "./seat.ts";

/** Keeps each seat's list of open documents. */
export function seating(log: Log): Extension<Context> {
  return {
    connected: safely(log, "connected", ({ connection, context }) => {
      const { seat } = context;
      if (seat === undefined) return;
      seat.connections.add(connection);
      connection.onClose(() => seat.connections.delete(connection));
    }),
  };
}
