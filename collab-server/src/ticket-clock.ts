import type { Extension } from "@hocuspocus/server";
import type { Log } from "@backlot/shared/server/logging";
import { safely } from "./safely.ts";
import { closeSeat, type Context, type Seat } from "./seat.ts";

/** The share of a ticket's remaining life after which a fresh one is asked for. */
const renewAfter = 0.8;

/**
 * Keeps tickets fresh: asks the client for a new one before the present one ends, and closes the socket (4401) when
 * none came. One document asks for the whole socket.
 */
export function ticketClock(log: Log): Extension<Context> {
  const clocks = new WeakMap<Seat, { expiresAt: number; timer: NodeJS.Timeout }>();

  function watch(seat: Seat): void {
    const present = clocks.get(seat);
    if (present?.expiresAt === seat.expiresAt) return;
    clearTimeout(present?.timer);
    const left = seat.expiresAt * 1000 - Date.now();
    const timer = setTimeout(() => renew(seat), Math.max(0, left * renewAfter));
    timer.unref();
    clocks.set(seat, { expiresAt: seat.expiresAt, timer });
  }

  function renew(seat: Seat): void {
    const [connection] = seat.connections;
    connection?.requestToken();
    const left = seat.expiresAt * 1000 - Date.now();
    const timer = setTimeout(
      () => {
        if (seat.expiresAt * 1000 <= Date.now()) closeSeat(seat, "ticketExpired");
        else watch(seat);
      },
      Math.max(0, left),
    );
    timer.unref();
    clocks.set(seat, { expiresAt: -1, timer });
  }

  return {
    connected: safely(log, "connected", ({ context }) => {
      if (context.seat !== undefined) watch(context.seat);
    }),
  };
}
