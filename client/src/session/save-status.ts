import { documentAccess, type Role } from "@backlot/shared/access/roles";
import type { CloseName } from "@backlot/shared/documents/close-codes";
import { isLive, pendingEdits, type SessionState } from "./session-state.ts";

/** What the header says about the crew's work, and nothing that is not so. */
export type SaveStatus = {
  kind:
    /** Everything is in the studio's database. */
    | "saved"
    /** Some edits are on their way there. */
    | "saving"
    /** No connection, which is being made again; `pending` edits are kept on this device. */
    | "offline"
    /** The studio answers and cannot open documents just now; it is asked again until it can. */
    | "unavailable"
    /** This role may look; edits (notes excepted) are not taken. `pending` ones were made before it was so. */
    | "read-only"
    /** The API wants this person to sign in; edits are kept here. */
    | "signed-out"
    /** The person is no longer a member, or the project is gone. */
    | "no-access"
    /** This page is older than the documents: reload. */
    | "too-old"
    /** The studio does not take what was written here; it is kept on this device. */
    | "refused"
    /** Looking for the studio, or asking whether both have the same; nothing is known yet. */
    | "connecting";
  /** Edits made here that the database does not have yet. */
  pending: number;
  /** False while this device does not keep them: what was just typed is then in this page alone. */
  isKept: boolean;
  role: Role;
  /** Why the connection was ended for good, if it was. */
  problem?: CloseName;
};

/** What a session's state amounts to. */
export function saveStatus(state: SessionState): SaveStatus {
  const pending = pendingEdits(state, "write");
  return {
    kind: kindOf(state, pending),
    // Edits that the role of now may not save are kept here and taken by nobody, and still they are counted.
    pending: pending + pendingEdits(state, "read"),
    isKept: Object.values(state.documents).every(({ isKept }) => isKept),
    role: state.role,
    ...(state.ended === null ? {} : { problem: state.ended.problem }),
  };
}

/** An end is for good; being signed out matters more than having a socket. */
function kindOf(state: SessionState, pending: number): SaveStatus["kind"] {
  const { ended, ticket, socket, hasTried, isUnavailable, role } = state;
  if (ended !== null) return ended.why;
  if (ticket === "refused") return "signed-out";
  if (isUnavailable) return "unavailable";
  if (socket === "none") return hasTried ? "offline" : "connecting";
  const isReader = documentAccess(role, "script") === "read";
  if (isReader && (pending === 0 || documentAccess(role, "notes") === "read")) return "read-only";
  if (pending > 0) return "saving";
  return isLive(state) ? "saved" : "connecting";
}
