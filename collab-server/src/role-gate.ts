import type { Extension } from "@hocuspocus/server";
import type { Kysely } from "kysely";
import { documentAccess } from "@backlot/shared/access/roles";
import { verifyTicket, type TicketClaims } from "@backlot/shared/access/ticket";
import { parseDocumentName, type DocumentName } from "@backlot/shared/documents/names";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { Refusal } from "./refusal.ts";
import { closeSeat, type Context, type Seat } from "./seat.ts";
import type { Turn } from "./turns.ts";

export type RoleGateOptions = { db: Kysely<Database>; ticketSecret: string; turn: Turn; log: Log };

/** The local operator, who has a service's ticket rather than a membership. */
export const operatorId = "operator";

/** For how long one answer of the database about a member serves the other documents of the same socket, ms. */
const memberCacheMs = 1_000;

export type RoleGate = Extension<Context> & {
  /** Access of a member changed: what was read about them before does not count any more, even halfway through. */
  forget: (projectId: string, userId: string) => void;
  /** Lets a ticket's person to a document, or rejects with the `Refusal` that says why not. */
  admit: (ticket: string, documentName: string) => Promise<{ name: DocumentName; verified: Verified }>;
};

type Verified = { claims: TicketClaims; expiresAt: number };

/**
 * The only door. Every document of a socket passes here: the name is ours, the ticket is genuine and of this
 * project, and the member still has the access that the ticket says. What a role may do follows from `access/roles`.
 */
export function roleGate({ db, ticketSecret, turn, log }: RoleGateOptions): RoleGate {
  const tickets = new Map<string, Verified>();
  const changed = new Map<string, number>();
  const members = new Map<string, { at: number; version: Promise<number | null> }>();

  async function verify(ticket: string): Promise<Verified> {
    const known = tickets.get(ticket);
    const now = Date.now() / 1000;
    if (known !== undefined && known.expiresAt > now) return known;
    tickets.delete(ticket);
    const verified = await verifyTicket(ticket, ticketSecret).catch(() => {
      throw new Refusal("ticketExpired");
    });
    for (const [key, entry] of tickets) if (entry.expiresAt <= now) tickets.delete(key);
    tickets.set(ticket, verified);
    return verified;
  }

  /** The member's access version, or null for somebody who is no member of a living project. */
  function memberVersion(projectId: string, userId: string): Promise<number | null> {
    const key = `${projectId} ${userId}`;
    const known = members.get(key);
    if (known !== undefined && Date.now() - known.at < memberCacheMs) return known.version;
    const version = db
      .selectFrom("member")
      .innerJoin("project", "project.id", "member.projectId")
      .select("member.accessVersion")
      .where("member.projectId", "=", projectId)
      .where("member.userId", "=", userId)
      .where("project.deletedAt", "is", null)
      .executeTakeFirst()
      .then((row) => row?.accessVersion ?? null);
    for (const [other, entry] of members) if (Date.now() - entry.at >= memberCacheMs) members.delete(other);
    members.set(key, { at: Date.now(), version });
    version.catch(() => members.delete(key));
    return version;
  }

  async function check({ claims }: Verified): Promise<void> {
    if (claims.userId === operatorId) return;
    const key = `${claims.projectId} ${claims.userId}`;
    const changes = changed.get(key);
    const version = await memberVersion(claims.projectId, claims.userId).catch((error: unknown) => {
      log.warn({ err: error }, "membership could not be checked");
      throw new Refusal("unavailable");
    });
    if (version === null) throw new Refusal("noAccess");
    if (version !== claims.accessVersion || changed.get(key) !== changes) throw new Refusal("accessChanged");
  }

  async function admit(
    ticket: string,
    documentName: string,
  ): Promise<{ name: DocumentName; verified: Verified }> {
    const name = parseName(documentName);
    const verified = await verify(ticket);
    if (name.projectId !== verified.claims.projectId) throw new Refusal("noAccess");
    await check(verified);
    return { name, verified };
  }

  return {
    forget(projectId, userId) {
      const key = `${projectId} ${userId}`;
      members.delete(key);
      changed.set(key, (changed.get(key) ?? 0) + 1);
    },
    admit,
    async onAuthenticate({ token, documentName, connectionConfig, context }) {
      const { seat } = context;
      if (seat === undefined) throw new Refusal("noAccess");
      // When a server comes back everybody opens everything at once.
      await turn(seat);
      // A client that has just applied a snapshot says which one behind its ticket; see `lean-sync.ts`.
      const [ticket = "", snapshotId] = token.split("#");
      const { name, verified } = await admit(ticket, documentName);
      take(seat, verified);
      connectionConfig.readOnly = documentAccess(verified.claims.role, name.kind) === "read";
      return snapshotId === undefined ? {} : { snapshotId };
    },
    async onTokenSync({ token, context }) {
      const { seat } = context;
      if (seat === undefined) return;
      try {
        const verified = await verify(token.split("#")[0] ?? "");
        await check(verified);
        take(seat, verified);
      } catch (error) {
        // The socket stays until its present ticket ends unless access itself has changed.
        if (error instanceof Refusal && error.reason !== "unavailable") closeSeat(seat, "accessChanged");
      }
    },
  };
}

/** Gives the seat to the ticket's person; a second person or another role on the same socket is refused. */
function take(seat: Seat, { claims, expiresAt }: Verified): void {
  const present = seat.claims;
  if (
    present !== null &&
    (present.userId !== claims.userId ||
      present.projectId !== claims.projectId ||
      present.role !== claims.role)
  ) {
    throw new Refusal("accessChanged");
  }
  seat.claims = claims;
  seat.expiresAt = Math.max(seat.expiresAt, expiresAt);
}

function parseName(documentName: string): DocumentName {
  let name: DocumentName;
  try {
    name = parseDocumentName(documentName);
  } catch {
    throw new Refusal("noAccess");
  }
  // One branch, one script and one epoch exist so far; another one would be an empty document of somebody's making.
  if (name.branch !== "main" || name.epoch !== 1 || (name.id ?? "main") !== "main")
    throw new Refusal("noAccess");
  return name;
}
