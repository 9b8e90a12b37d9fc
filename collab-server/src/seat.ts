import type { Connection } from "@hocuspocus/server";
import type { TicketClaims } from "@backlot/shared/access/ticket";
import { closeCodes, closeNamed, type CloseName } from "@backlot/shared/documents/close-codes";
import type { WebSocket } from "ws";

/**
 * One socket and who sits in it. A socket carries several documents of one project; its first ticket decides whose it
 * is, and every later ticket on it must be of the same person in the same role.
 */
export type Seat = {
  readonly socket: WebSocket;
  readonly speaks: "hocuspocus" | "y-websocket";
  claims: TicketClaims | null;
  /** When the newest ticket of this seat ends, epoch seconds. */
  expiresAt: number;
  /** The open documents of this socket. */
  readonly connections: Set<Connection<Context>>;
};

/** What every hook finds in `context`. Direct work inside the server has only an `actor`. */
export type Context = {
  seat?: Seat;
  /** The snapshot that a client has applied and has not synced from yet. */
  snapshotId?: string;
  actor?: Actor;
  isCommitted?: true;
  /** Whether the message being applied is an edit straight from its writer, not a catch-up. Kept by `frame-guard.ts`. */
  isLiveEdit?: boolean;
};

/** Who an edit is attributed to: a person's id or `run:<runId>`. */
export type Actor = { id: string; name: string };

export function openSeat(socket: WebSocket, speaks: Seat["speaks"] = "hocuspocus"): Seat {
  return { socket, speaks, claims: null, expiresAt: 0, connections: new Set() };
}

/** Closes a socket with one of our reasons. Always the socket: a client does not recover from a closed document. */
export function closeSeat(seat: Seat, name: CloseName): void {
  const { code, reason } = closeCodes[name];
  seat.socket.close(seat.speaks === "hocuspocus" ? code : stockCode(name), reason);
}

/**
 * A stock client takes every code from 4400 to 4499 for final and comes back after any other, so what is to be tried
 * again gets a code outside. With a ticket that is no longer good it must stop: it cannot fetch another by itself.
 */
function stockCode(name: CloseName): number {
  const { code } = closeCodes[name];
  const answer = closeNamed(code)?.answer;
  if (answer === "renew") return closeCodes.ticketExpired.code;
  if (answer === "retry") return name === "restart" ? code : 1013;
  return code >= 4400 && code < 4500 ? code : closeCodes.invalidUpdate.code;
}

/** Who acts in a hook's context. */
export function actorOf(context: Context | undefined): Actor | null {
  if (context?.actor !== undefined) return context.actor;
  const claims = context?.seat?.claims;
  return claims == null ? null : { id: claims.userId, name: claims.name };
}
