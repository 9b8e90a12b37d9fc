import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Document } from "@hocuspocus/server";
import type { Kysely } from "kysely";
import { missedEvents, type StudioEvent } from "@backlot/shared/documents/commands";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import type { RoleGate } from "../role-gate.ts";
import type { Seat } from "../seat.ts";
import { recheckAccess } from "./access-watch.ts";
import type { Bus } from "./bus.ts";
import { decodeBusMessage, encodeBusMessage, type BusMessage } from "./bus-message.ts";
import { CatchUp } from "./catch-up.ts";
import { answerOf, forward, wasForwarded } from "./forward.ts";
import { relay, type Relay } from "./relay.ts";
import { Roster } from "./roster.ts";

export type ClusterOptions = {
  bus: Bus;
  /** Where the other servers of this studio reach this one, e.g. "http://10.0.0.7:4500"; null where they do not. */
  address: string | null;
  /** Tells apart studios that share a Redis. */
  studio: string;
  db: Kysely<Database>;
  gate: RoleGate;
  seats: () => ReadonlySet<Seat>;
  /** Ends the sockets of one member here. */
  onAccess: (projectId: string, userId: string) => void;
  /** Tells the people who are connected here. */
  onEvent: (projectId: string | null, event: StudioEvent) => void;
  /** Open documents whose content is not in memory, and how it is read. */
  isAsleep: (document: Document) => boolean;
  wake: (document: Document) => Promise<void>;
  log: Log;
};

export type Cluster = {
  relay: Relay;
  catchUp: CatchUp;
  isReachable: () => boolean;
  emit: (projectId: string | null, event: StudioEvent) => void;
  revoke: (projectId: string, userId: string) => void;
  /** Passes a connection to the server that its project belongs to; false when it is to be served here. */
  pass: (projectId: string, request: IncomingMessage, stream: Duplex, head: Buffer) => Promise<boolean>;
  /** What the server that the project belongs to answers; null when it is to be answered here. */
  ask: (projectId: string, request: Request) => Promise<Response | null>;
  /** Tells the others not to send anybody here any more. */
  leave: () => void;
  close: () => Promise<void>;
};

/** How often a server says that it is there, ms, and looks into the log while the bus is away. */
const beatMs = 2_000;

/**
 * Several collab-servers as one studio. A project belongs to one of them, but every server serves any project rightly,
 * so nothing depends on everybody agreeing who is there. Without the bus each goes on alone and reads from the log
 * what the others wrote.
 */
export function createCluster(options: ClusterOptions): Cluster {
  const { bus, db, log } = options;
  const prefix = `backlot:${createHash("sha256").update(options.studio).digest("hex").slice(0, 12)}`;
  const studioChannel = `${prefix}:studio`;
  const catchUp = new CatchUp(db);
  const documents = relay({
    bus,
    channelOf: (name) => `${prefix}:${name}`,
    catchUp,
    isAsleep: options.isAsleep,
    wake: options.wake,
    log,
  });
  const { address } = options;
  const roster = new Roster({ instance: bus.instance, address: address ?? "" });
  let isLeaving = false;
  let isLooking = false;
  let wasAway = false;

  function send(message: Sent): void {
    bus.publish(studioChannel, encodeBusMessage({ ...message, from: bus.instance, to: null } as BusMessage));
  }

  function sayAlive(isNew: boolean): void {
    if (address !== null && !isLeaving) send({ type: "alive", address, isNew });
  }

  function receive(bytes: Uint8Array): void {
    try {
      const { message } = decodeBusMessage(bytes);
      if (message.from !== bus.instance) take(message);
    } catch (error) {
      log.error({ err: error }, "a message of another server could not be read");
    }
  }

  function take(message: BusMessage): void {
    if (message.type === "event") options.onEvent(message.projectId, message.event);
    else if (message.type === "access") options.onAccess(message.projectId, message.userId);
    else if (message.type === "gone") roster.gone(message.from);
    else if (message.type === "alive") {
      roster.heard({ instance: message.from, address: message.address });
      if (message.isNew) sayAlive(false);
    }
  }

  /** A document that sleeps reads everything when it wakes. */
  function awake(): Document[] {
    return [...documents.open].filter((document) => !options.isAsleep(document));
  }

  /** Finds out from the database what the bus could not tell. */
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      await recheckAccess(db, options.gate, options.seats());
      await catchUp.look(awake());
    } catch (error) {
      log.warn({ err: error }, "what other servers wrote could not be read");
    }
    isLooking = false;
  }

  bus.onReachable(() => {
    sayAlive(true);
    for (const document of awake()) documents.hello(document);
    void look();
    // Events are not kept anywhere, so everybody fetches once what they may have missed.
    if (wasAway) for (const event of missedEvents) options.onEvent(null, event);
    wasAway = false;
  });
  const subscribed = bus.subscribe(studioChannel, receive);
  if (bus.isReachable()) sayAlive(true);

  const beat = setInterval(() => {
    if (bus.isReachable()) {
      sayAlive(false);
      return;
    }
    wasAway = true;
    void look();
  }, beatMs);
  beat.unref();

  return {
    relay: documents,
    catchUp,
    isReachable: bus.isReachable,
    emit: (projectId, event) => send({ type: "event", projectId, event }),
    revoke: (projectId, userId) => send({ type: "access", projectId, userId }),
    async pass(projectId, request, stream, head) {
      if (address === null || wasForwarded(request)) return false;
      const owner = roster.elsewhere(projectId);
      return owner !== null && forward(owner, request, stream, head, log);
    },
    async ask(projectId, request) {
      if (address === null || wasForwarded(request)) return null;
      const owner = roster.elsewhere(projectId);
      return owner === null ? null : answerOf(owner, request, log);
    },
    leave() {
      isLeaving = true;
      send({ type: "gone" });
    },
    async close() {
      clearInterval(beat);
      (await subscribed)();
      await bus.close();
    },
  };
}

type Sent = BusMessage extends infer One
  ? One extends BusMessage
    ? Omit<One, "from" | "to">
    : never
  : never;
