import type { Document, Extension } from "@hocuspocus/server";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Log } from "@backlot/shared/server/logging";
import { actorOfOrigin, isCommitted } from "../recorder.ts";
import type { Actor, Context } from "../seat.ts";
import type { Bus } from "./bus.ts";
import { decodeBusMessage, encodeBusMessage, type BusMessage } from "./bus-message.ts";
import { busOrigin, isFromBus } from "./bus-origin.ts";
import type { CatchUp } from "./catch-up.ts";

export type RelayOptions = {
  bus: Bus;
  channelOf: (document: string) => string;
  catchUp: CatchUp;
  /** Open documents whose content is not in memory, and how it is read. */
  isAsleep: (document: Document) => boolean;
  wake: (document: Document) => Promise<void>;
  log: Log;
};

export type Relay = Extension<Context> & {
  open: ReadonlySet<Document>;
  /** An edit that is in the log already, of a document that need not be open here. */
  announce: (document: string, update: Uint8Array, actor: Actor) => void;
  /** Asks the others for what they have of an open document, and offers what is here. */
  hello: (document: Document) => void;
};

type Waiting = {
  updates: { actor: Actor | null; isCommitted: boolean; bytes: Uint8Array }[];
  people: Set<number>;
};

/** After an update that builds on another which never came, this is the pause before asking for it, ms. */
const repairAfterMs = 100;

/**
 * Keeps a document that is open on several servers one document: what arrives here goes to the others at once, and a
 * server that opens it, or was cut off, exchanges state vectors with whoever has it. Every server also logs what it
 * received: a row must never be stored without what it builds on, whoever dies first.
 */
export function relay({ bus, channelOf, catchUp, isAsleep, wake, log }: RelayOptions): Relay {
  const open = new Set<Document>();
  const waiting = new Map<Document, Waiting>();
  const repairs = new WeakSet<Document>();

  function send(document: string, message: Sent, parts: Uint8Array[], to: string | null = null): void {
    const whole = { ...message, from: bus.instance, to } as BusMessage;
    bus.publish(channelOf(document), encodeBusMessage(whole, parts));
  }

  function hello(document: Document, to: string | null = null): void {
    send(document.name, { type: "hello", isAnswer: to !== null }, [Y.encodeStateVector(document)], to);
  }

  /** Everything of one turn of the event loop goes in one message. */
  function wait(document: Document): Waiting {
    const present = waiting.get(document);
    if (present !== undefined) return present;
    const fresh: Waiting = { updates: [], people: new Set() };
    waiting.set(document, fresh);
    setImmediate(() => flush(document, fresh));
    return fresh;
  }

  function flush(document: Document, { updates, people }: Waiting): void {
    waiting.delete(document);
    if (updates.length > 0) {
      const about = updates.map((one) => ({ actor: one.actor, isCommitted: one.isCommitted }));
      const parts = updates.map((one) => one.bytes);
      send(document.name, { type: "updates", updates: about }, parts);
    }
    if (people.size > 0) sendPresence(document, [...people]);
  }

  function sendPresence(document: Document, people: number[], to: string | null = null): void {
    const known = people.filter((id) => document.awareness.meta.has(id));
    if (known.length === 0) return;
    send(document.name, { type: "presence" }, [encodeAwarenessUpdate(document.awareness, known)], to);
  }

  function receive(document: Document, bytes: Uint8Array): void {
    try {
      const { message, parts } = decodeBusMessage(bytes);
      if (message.from === bus.instance || (message.to !== null && message.to !== bus.instance)) return;
      if (message.type === "presence") take(document, message, parts);
      else withContent(document, () => take(document, message, parts));
    } catch (error) {
      log.error({ err: error, document: document.name }, "a message of another server could not be read");
    }
  }

  /** At once for a document that is awake; in the order of arrival after one that sleeps has been read. */
  function withContent(document: Document, work: () => void): void {
    if (!isAsleep(document)) {
      work();
      return;
    }
    wake(document)
      .then(work)
      .catch((error: unknown) =>
        log.warn({ err: error, document: document.name }, "a sleeping document could not be read"),
      );
  }

  function take(document: Document, message: BusMessage, parts: Uint8Array[]): void {
    if (message.type === "updates") {
      for (const [index, one] of message.updates.entries()) {
        const isWhole = document.store.pendingStructs === null && document.store.pendingDs === null;
        const origin = busOrigin({ actor: one.actor, isCommitted: one.isCommitted && isWhole });
        Y.applyUpdate(document, parts[index] as Uint8Array, origin);
      }
      if (document.store.pendingStructs !== null) repair(document);
    } else if (message.type === "presence") {
      applyAwarenessUpdate(
        document.awareness,
        parts[0] as Uint8Array,
        busOrigin({ actor: null, isCommitted: false }),
      );
    } else if (message.type === "hello") {
      const missing = Y.encodeStateAsUpdate(document, parts[0]);
      const about = [{ actor: null, isCommitted: false }];
      send(document.name, { type: "updates", updates: about }, [missing], message.from);
      sendPresence(document, ownPeople(document), message.from);
      if (!message.isAnswer) hello(document, message.from);
    }
  }

  function repair(document: Document): void {
    if (repairs.has(document)) return;
    repairs.add(document);
    setTimeout(() => {
      repairs.delete(document);
      if (document.isDestroyed || document.store.pendingStructs === null) return;
      hello(document);
      catchUp
        .look([document])
        .catch((error: unknown) => log.warn({ err: error }, "the log could not be read"));
    }, repairAfterMs).unref();
  }

  return {
    open,
    hello,
    announce(document, update, actor) {
      send(document, { type: "updates", updates: [{ actor, isCommitted: true }] }, [update]);
    },
    async afterLoadDocument({ document }) {
      document.on("update", (bytes: Uint8Array, origin: unknown) => {
        if (isFromBus(origin)) return;
        const actor = actorOfOrigin(origin);
        wait(document).updates.push({ actor, isCommitted: isCommitted(origin), bytes });
      });
      document.awareness.on("update", ({ added, updated, removed }: Changed, origin: unknown) => {
        // A presence that timed out here may be alive where it came from.
        if (isFromBus(origin) || origin === "timeout") return;
        for (const id of [...added, ...updated, ...removed]) wait(document).people.add(id);
      });
      const leave = await bus.subscribe(channelOf(document.name), (bytes) => receive(document, bytes));
      open.add(document);
      document.on("destroy", () => {
        open.delete(document);
        leave();
      });
      // Between the reading of the log and this subscription somebody may have written and gone.
      await catchUp
        .look([document])
        .catch((error: unknown) => log.warn({ err: error }, "the log could not be read"));
      hello(document);
    },
  };
}

type Changed = { added: number[]; updated: number[]; removed: number[] };
type Sent = BusMessage extends infer One
  ? One extends BusMessage
    ? Omit<One, "from" | "to">
    : never
  : never;

/** People who are connected to this server, rather than known from another. */
function ownPeople(document: Document): number[] {
  return document
    .getConnections()
    .flatMap((connection) => [...(document.getClients(connection) as Set<number>)]);
}
