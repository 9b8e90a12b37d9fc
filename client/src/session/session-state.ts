import { documentAccess, type Role } from "@backlot/shared/access/roles";
import { closeNamed, type CloseName } from "@backlot/shared/documents/close-codes";
import { documentKind, type DocumentKind } from "@backlot/shared/documents/names";
import type { ErrorCode } from "@backlot/shared/errors/app-error";

/**
 * Everything that a session knows about its connection and about what is safe, as one state machine: events go in, the
 * next state and what is to be done about it come out, and `save-status.ts` says in a word where that stands. Nothing
 * here knows of sockets, stores or clocks: `session.ts` feeds in what happened and carries out the effects.
 */
export type SessionState = {
  socket: "none" | "open";
  /** Was connected once, or has tried long enough to call it offline. */
  hasTried: boolean;
  /** Whether the API gives this person tickets. */
  ticket: "given" | "refused";
  role: Role;
  /** The studio answers and cannot open documents just now. */
  isUnavailable: boolean;
  /** Ends of the socket in a row for which something that was sent is to blame. */
  refusals: number;
  /** There was a time without connection since events of the studio were told last. */
  hasMissedEvents: boolean;
  ended: { why: "no-access" | "too-old" | "refused"; problem: CloseName } | null;
  documents: Readonly<Record<DocumentKind, DocumentState>>;
};

export type DocumentState = {
  /** Both sides have told each other what they have, over this socket. */
  isSynced: boolean;
  /** The server has confirmed since then that it has everything from this side. */
  isConfirmed: boolean;
  /** Edits made here that the database does not have yet. */
  pending: number;
  /** Whether this device keeps them. */
  isKept: boolean;
  /** Closes and refusals of this document alone, in a row. */
  failures: number;
  /** It is asked for again in a moment. */
  isRetrying: boolean;
};

export type SessionEvent =
  | { type: "socket-opened" }
  /** The socket ended, or was given up because it fell silent. */
  | { type: "socket-closed"; code: number }
  | { type: "waited-long" }
  | { type: "ticket-given"; role: Role }
  | { type: "ticket-refused"; code: ErrorCode }
  | { type: "document-synced"; kind: DocumentKind }
  /** The server closed one document and keeps the socket. */
  | { type: "document-closed"; kind: DocumentKind }
  /** The same, for a reason; or there was no ticket to open it with. */
  | { type: "document-refused"; kind: DocumentKind; reason: string }
  /** The pause after a document was refused or closed is over. */
  | { type: "retry-due"; kind: DocumentKind }
  /** Edits were made, kept or committed. */
  | ({ type: "document-counted"; kind: DocumentKind } & Pick<
      DocumentState,
      "pending" | "isKept" | "isConfirmed"
    >);

export type SessionEffect =
  /** The ticket at hand is not to be used again. */
  | { do: "discard-ticket" }
  /** Ask the API now: it knows whether this person still has access. */
  | { do: "ask-for-ticket" }
  /** End the socket and do not come back. */
  | { do: "hang-up" }
  /** This device is not to open the project without asking any more. */
  | { do: "forget-project" }
  /** Say `retry-due` after a pause, ms. */
  | { do: "retry-later"; kind: DocumentKind; afterMs: number }
  | { do: "open-document"; kind: DocumentKind }
  /** Opening one document over this socket fails again and again: make the socket anew. */
  | { do: "renew-socket" }
  /** Something may have been missed: everything is to be fetched again. */
  | { do: "tell-missed-events" };

type Step = { next: SessionState; effects: SessionEffect[] };

/** After so many refusals in a row, trying again would end the same way. */
const maxRefusals = 2;

/** Pauses before asking again for a document that was refused or closed, ms; the last one repeats. */
const retryPauses = [250, 1_000, 2_000, 4_000];

/** After so many closes of one document in a row, the whole socket is made anew. */
const closesBeforeNewSocket = 3;

const newDocument: DocumentState = {
  isSynced: false,
  isConfirmed: false,
  pending: 0,
  isKept: true,
  failures: 0,
  isRetrying: false,
};

export function newSessionState(role: Role): SessionState {
  return {
    socket: "none",
    hasTried: false,
    ticket: "given",
    role,
    isUnavailable: false,
    refusals: 0,
    hasMissedEvents: false,
    ended: null,
    documents: Object.fromEntries(documentKind.options.map((kind) => [kind, newDocument])) as Record<
      DocumentKind,
      DocumentState
    >,
  };
}

/** Connected, and both sides have the same: every document is exchanged and confirmed. */
export function isLive({ socket, ended, documents }: SessionState): boolean {
  return (
    socket === "open" &&
    ended === null &&
    Object.values(documents).every(({ isSynced, isConfirmed }) => isSynced && isConfirmed)
  );
}

/** Edits that are not in the database, in documents that the role of now may write, or may only read. */
export function pendingEdits({ role, documents }: SessionState, access: "read" | "write"): number {
  return documentKind.options.reduce(
    (sum, kind) => sum + (documentAccess(role, kind) === access ? documents[kind].pending : 0),
    0,
  );
}

/** Whether the API's answer means that this person has no way into the project. */
export function isNoAccess(code: ErrorCode): boolean {
  return code === "not-allowed" || code === "not-found" || code === "gone";
}

/** The next state after an event, and what is to be done about it. */
export function step(now: SessionState, event: SessionEvent): Step {
  const { next, effects } = react(now, event);
  if (!isLive(next)) return { next, effects };
  return next.hasMissedEvents
    ? {
        next: { ...next, refusals: 0, hasMissedEvents: false },
        effects: [...effects, { do: "tell-missed-events" }],
      }
    : { next: next.refusals === 0 ? next : { ...next, refusals: 0 }, effects };
}

function react(now: SessionState, event: SessionEvent): Step {
  const isTold = event.type === "socket-closed" || event.type === "document-counted";
  if (now.ended !== null && !isTold) return only(now);
  switch (event.type) {
    case "document-counted": {
      const { kind, pending, isKept, isConfirmed } = event;
      return only(withDocument(now, kind, { pending, isKept, isConfirmed }));
    }
    case "socket-closed":
      return socketClosed(now, event.code);
    case "socket-opened":
      return only({ ...now, socket: "open", hasTried: true });
    case "waited-long":
      return only({ ...now, hasTried: true });
    case "ticket-given":
      return only({ ...now, ticket: "given", role: event.role });
    case "ticket-refused":
      if (event.code === "signed-out") return only({ ...now, ticket: "refused" });
      if (isNoAccess(event.code)) return end(now, "no-access", "noAccess", [{ do: "forget-project" }]);
      return only(now);
    case "document-synced":
      return documentSynced(now, event.kind);
    case "document-closed":
      return documentLost(now, event.kind);
    case "document-refused":
      return documentRefused(now, event.kind, event.reason);
    case "retry-due":
      return retryDue(now, event.kind);
  }
}

function socketClosed(before: SessionState, code: number): Step {
  const close = closeNamed(code);
  const now: SessionState = {
    ...before,
    socket: "none",
    hasTried: true,
    hasMissedEvents: true,
    isUnavailable: close?.name === "unavailable",
    documents: mapDocuments(before, (one) => ({ ...one, isSynced: false, isConfirmed: false })),
  };
  if (now.ended !== null) return only(now);
  if (close?.answer === "renew") return { next: now, effects: [{ do: "discard-ticket" }] };
  if (close?.answer !== "stop") return only(now);
  if (close.name === "tooOld") return end(now, "too-old", close.name);
  if (close.name === "noAccess") return end(now, "no-access", close.name);
  // One more try: exchanging whole documents is allowed more than a single edit is.
  const refusals = now.refusals + 1;
  if (refusals < maxRefusals) return only({ ...now, refusals });
  return end({ ...now, refusals }, "refused", close.name);
}

function documentSynced(now: SessionState, kind: DocumentKind): Step {
  const next = withDocument(now, kind, { isSynced: true, failures: 0 });
  const areAll = Object.values(next.documents).every(({ isSynced }) => isSynced);
  return only(areAll ? { ...next, isUnavailable: false } : next);
}

function documentRefused(now: SessionState, kind: DocumentKind, reason: string): Step {
  const close = closeNamed(reason);
  if (close?.name === "tooOld") return end(now, "too-old", close.name);
  // The ticket may be older than the membership; the API knows what holds now.
  if (close?.name === "noAccess") {
    const { documents } = withDocument(now, kind, { isSynced: false, isConfirmed: false });
    return { next: { ...now, documents }, effects: [{ do: "discard-ticket" }, { do: "ask-for-ticket" }] };
  }
  const told = close?.name === "unavailable" ? { ...now, isUnavailable: true } : now;
  const { next, effects } = documentLost(told, kind);
  return { next, effects: close?.answer === "renew" ? [{ do: "discard-ticket" }, ...effects] : effects };
}

/** The protocol would stay silent about this document for good, so it is asked for again. */
function documentLost(now: SessionState, kind: DocumentKind): Step {
  const { failures, isRetrying } = now.documents[kind];
  const lost = { isSynced: false, isConfirmed: false };
  // Without a socket, the next one opens every document anyway.
  if (now.socket === "none" || isRetrying) return only(withDocument(now, kind, lost));
  const afterMs = retryPauses[Math.min(failures, retryPauses.length - 1)] ?? 0;
  return {
    next: withDocument(now, kind, { ...lost, failures: failures + 1, isRetrying: true }),
    effects: [{ do: "retry-later", kind, afterMs }],
  };
}

function retryDue(now: SessionState, kind: DocumentKind): Step {
  const { isSynced, failures } = now.documents[kind];
  const next = withDocument(now, kind, { isRetrying: false });
  if (now.socket === "none" || isSynced) return only(next);
  if (failures <= closesBeforeNewSocket) return { next, effects: [{ do: "open-document", kind }] };
  return { next: withDocument(next, kind, { failures: 0 }), effects: [{ do: "renew-socket" }] };
}

function end(
  now: SessionState,
  why: NonNullable<SessionState["ended"]>["why"],
  problem: CloseName,
  effects: SessionEffect[] = [],
): Step {
  return { next: { ...now, ended: { why, problem } }, effects: [{ do: "hang-up" }, ...effects] };
}

function only(next: SessionState): Step {
  return { next, effects: [] };
}

function withDocument(now: SessionState, kind: DocumentKind, change: Partial<DocumentState>): SessionState {
  return { ...now, documents: { ...now.documents, [kind]: { ...now.documents[kind], ...change } } };
}

function mapDocuments(
  { documents }: SessionState,
  change: (document: DocumentState) => DocumentState,
): SessionState["documents"] {
  return Object.fromEntries(
    Object.entries(documents).map(([kind, document]) => [kind, change(document)]),
  ) as Record<DocumentKind, DocumentState>;
}
