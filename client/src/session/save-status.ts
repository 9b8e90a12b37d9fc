import { documentAccess, type Role } from "@backlot/shared/access/roles";
import type { CloseName } from "@backlot/shared/documents/close-codes";
import type { Phase } from "./connection.ts";

/** What the header says about the crew's work, and nothing that is not so. */
export type SaveStatus = {
  kind:
    /** Everything is in the studio's database. */
    | "saved"
    /** Some edits are on their way there. */
    | "saving"
    /** No connection; `pending` edits are kept on this device. */
    | "offline"
    /** This role may look; edits (notes excepted) are not taken. `pending` ones were made before it was so. */
    | "read-only"
    | "signed-out"
    /** The person is no longer a member, or the project is gone. */
    | "no-access"
    /** This page is older than the documents: reload. */
    | "too-old"
    /** The studio does not take what was written here; it is kept on this device. */
    | "refused"
    /** Opening; nothing is known yet. */
    | "connecting";
  /** Edits made here that the database does not have yet. */
  pending: number;
  /** False while this device does not keep them: what was just typed is then in this page alone. */
  isKept: boolean;
  role: Role;
  /** Why the connection was ended for good, if it was. */
  problem?: CloseName;
};

export type StatusParts = {
  phase: Phase;
  role: Role;
  /** Edits that are on their way, in documents that this person may write. */
  pending: number;
  /** Edits in documents that this person may not write any more: kept here, and taken by nobody. */
  stranded: number;
  isKept: boolean;
  problem: CloseName | null;
};

/** The one sentence of the header from everything that a session knows. */
export function saveStatus({ phase, role, pending, stranded, isKept, problem }: StatusParts): SaveStatus {
  return {
    kind: kindOf(phase, role, pending),
    pending: pending + stranded,
    isKept,
    role,
    ...(problem === null ? {} : { problem }),
  };
}

function kindOf(phase: Phase, role: Role, pending: number): SaveStatus["kind"] {
  switch (phase) {
    case "opening":
      return "connecting";
    case "syncing":
    case "live":
      if (
        documentAccess(role, "script") === "read" &&
        (pending === 0 || documentAccess(role, "notes") === "read")
      )
        return "read-only";
      if (pending > 0) return "saving";
      return phase === "live" ? "saved" : "connecting";
    default:
      return phase;
  }
}
