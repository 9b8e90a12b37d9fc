import { closeSeat, type Seat } from "./seat.ts";

/** A client that does not answer the close is cut off after this, ms. */
const patienceMs = 1_000;

/**
 * Ends every socket that a person has in a project. They come back through the role gate, so access is only ever
 * decided in one place. Always whole sockets: flipping an open document to read-only would leave the client with
 * edits that it believes were sent.
 */
export function closeSeatsOf(seats: Iterable<Seat>, projectId: string, userId: string): void {
  for (const seat of seats) {
    if (seat.claims?.projectId !== projectId || seat.claims.userId !== userId) continue;
    closeSeat(seat, "accessChanged");
    setTimeout(() => seat.socket.terminate(), patienceMs).unref();
  }
}
