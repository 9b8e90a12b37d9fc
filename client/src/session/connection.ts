import { closeNamed, type CloseName } from "@backlot/shared/documents/close-codes";
import type { ErrorCode } from "@backlot/shared/errors/app-error";

/**
 * What a session knows about its connection. Each part moves for reasons of its own; `phaseOf` says what they amount
 * to. Nothing here knows of sockets or clocks: `session.ts` feeds in what happened and does what comes out.
 */
export type Connection = {
  socket: "none" | "open";
  /** Every document was exchanged over this socket, and the server has taken what this side sent. */
  isExchanged: boolean;
  /** Was connected once, or has tried long enough to call it offline. */
  hasTried: boolean;
  /** Whether the API gives this person tickets. */
  ticket: "given" | "refused";
  /** Ends of the socket in a row for which something that was sent is to blame. */
  refusals: number;
  ended: { why: "no-access" | "too-old" | "refused"; problem: CloseName } | null;
};

export type ConnectionEvent =
  | { type: "opened" }
  /** The socket ended, or was given up because it fell silent. */
  | { type: "closed"; code: number }
  | { type: "exchanged"; isSo: boolean }
  | { type: "waited-long" }
  | { type: "ticket-given" }
  | { type: "ticket-refused"; code: ErrorCode }
  /** The server refused one document and keeps the socket. */
  | { type: "document-refused"; reason: string };

export type ConnectionEffect =
  /** The ticket at hand is not to be used again. */
  | "discard-ticket"
  /** Ask the API now: it knows whether this person still has access. */
  | "ask-for-ticket"
  /** End the socket and do not come back. */
  | "hang-up"
  /** This device is not to open the project without asking any more. */
  | "forget-project";

export type Phase =
  /** Looking for the studio for the first time. */
  | "opening"
  /** Without a connection, which is being made again. */
  | "offline"
  /** Connected; edits are being exchanged. */
  | "syncing"
  /** Connected, and both sides have the same. */
  | "live"
  /** The API wants this person to sign in; edits are kept here. */
  | "signed-out"
  | "no-access"
  | "too-old"
  /** The server does not take what this side sends; nothing more will be sent. */
  | "refused";

/** After so many refusals in a row, trying again would end the same way. */
const maxRefusals = 2;

export function newConnection(): Connection {
  return { socket: "none", isExchanged: false, hasTried: false, ticket: "given", refusals: 0, ended: null };
}

/** What a connection amounts to. An end is for good; being signed out matters more than having a socket. */
export function phaseOf({ socket, isExchanged, hasTried, ticket, ended }: Connection): Phase {
  if (ended !== null) return ended.why;
  if (ticket === "refused") return "signed-out";
  if (socket === "none") return hasTried ? "offline" : "opening";
  return isExchanged ? "live" : "syncing";
}

/** The next state after an event, and what is to be done about it. */
export function step(
  now: Connection,
  event: ConnectionEvent,
): { next: Connection; effects: ConnectionEffect[] } {
  if (now.ended !== null && event.type !== "closed") return { next: now, effects: [] };
  switch (event.type) {
    case "opened":
      return { next: { ...now, socket: "open", isExchanged: false, hasTried: true }, effects: [] };
    case "closed":
      return closed({ ...now, socket: "none", isExchanged: false, hasTried: true }, event.code);
    case "exchanged":
      return {
        next: { ...now, isExchanged: event.isSo, refusals: event.isSo ? 0 : now.refusals },
        effects: [],
      };
    case "waited-long":
      return { next: { ...now, hasTried: true }, effects: [] };
    case "ticket-given":
      return { next: { ...now, ticket: "given" }, effects: [] };
    case "ticket-refused":
      if (event.code === "signed-out") return { next: { ...now, ticket: "refused" }, effects: [] };
      if (isNoAccess(event.code)) return end(now, "no-access", "noAccess", ["forget-project"]);
      return { next: now, effects: [] };
    case "document-refused":
      return documentRefused(now, event.reason);
  }
}

function closed(now: Connection, code: number): { next: Connection; effects: ConnectionEffect[] } {
  if (now.ended !== null) return { next: now, effects: [] };
  const close = closeNamed(code);
  if (close?.answer === "renew") return { next: now, effects: ["discard-ticket"] };
  if (close?.answer !== "stop") return { next: now, effects: [] };
  if (close.name === "tooOld") return end(now, "too-old", close.name);
  if (close.name === "noAccess") return end(now, "no-access", close.name);
  // One more try: exchanging whole documents is allowed more than a single edit is.
  const refusals = now.refusals + 1;
  if (refusals < maxRefusals) return { next: { ...now, refusals }, effects: [] };
  return end({ ...now, refusals }, "refused", close.name);
}

function documentRefused(now: Connection, reason: string): { next: Connection; effects: ConnectionEffect[] } {
  const close = closeNamed(reason);
  if (close?.name === "tooOld") return end(now, "too-old", close.name);
  // The ticket may be older than the membership; the API knows what holds now.
  if (close?.name === "noAccess") return { next: now, effects: ["discard-ticket", "ask-for-ticket"] };
  return { next: now, effects: close?.answer === "renew" ? ["discard-ticket"] : [] };
}

function end(
  now: Connection,
  why: NonNullable<Connection["ended"]>["why"],
  problem: CloseName,
  effects: ConnectionEffect[] = [],
): { next: Connection; effects: ConnectionEffect[] } {
  return { next: { ...now, isExchanged: false, ended: { why, problem } }, effects: ["hang-up", ...effects] };
}

/** Whether the API's answer means that this person has no way into the project. */
export function isNoAccess(code: ErrorCode): boolean {
  return code === "not-allowed" || code === "not-found" || code === "gone";
}
