import * as Y from "yjs";
import { keepDeletedBlocks } from "@backlot/shared/documents/kept-blocks";
import { keepLateEdits } from "@backlot/shared/documents/late-edits";
import { checkUpdate, updateLimits } from "../../update-check.ts";
import { contentOf } from "../content.ts";
import type { Random } from "../random.ts";
import type { FuzzedKind } from "./edits.ts";

/** What came over the network. */
const fromNetwork = Symbol("from-network");

/** One page with one document: what it holds, what is on its way to it, and what its device has kept. */
type Replica = { doc: Y.Doc; inbox: Uint8Array[]; kept: Uint8Array[]; isAway: boolean };

/**
 * Some replicas of one document on a network that delays, reorders, repeats and loses messages and falls apart, beside
 * a log that receives everything as the server's does.
 */
export class Replicas {
  readonly #kind: FuzzedKind;
  readonly #random: Random;
  readonly #log: Uint8Array[];
  readonly #replicas: Replica[] = [];
  #nextClient = 1;

  constructor(kind: FuzzedKind, seed: Uint8Array, count: number, random: Random) {
    this.#kind = kind;
    this.#random = random;
    this.#log = [seed];
    for (let n = 0; n < count; n += 1) {
      const replica: Replica = { doc: new Y.Doc(), inbox: [], kept: [seed], isAway: false };
      this.#replicas.push(replica);
      this.#open(replica);
    }
  }

  /** Some document of somebody, to write into. */
  some(): Y.Doc {
    return this.#random.pick(this.#replicas).doc;
  }

  /** The document of one, counted from 0. */
  of(index: number): Y.Doc {
    return this.#replicas[index]!.doc;
  }

  /** Something of what is under way arrives. */
  deliver(count = this.#random.below(5)): void {
    const replica = this.#random.pick(this.#replicas);
    if (!replica.isAway) this.#receive(replica, count);
  }

  /** Somebody loses the network with all that was under way to them, or gets it back. */
  turnAway(): void {
    const replica = this.#random.pick(this.#replicas);
    replica.isAway = !replica.isAway;
    if (replica.isAway) replica.inbox = [];
    else this.#exchange(replica);
  }

  /** Somebody's page is closed and opened again from what their device has kept, as somebody new to Yjs. */
  restart(): void {
    const replica = this.#random.pick(this.#replicas);
    replica.doc.destroy();
    if (this.#random.chance(0.3)) replica.kept = [Y.mergeUpdates(replica.kept)];
    replica.doc = new Y.Doc();
    this.#open(replica);
    if (!replica.isAway) this.#exchange(replica);
  }

  /** Everybody is there and has everything; gives what that is, and throws when they differ in anything at all. */
  expectEqual(): string {
    for (const replica of this.#replicas) {
      replica.isAway = false;
      this.#exchange(replica);
    }
    // What arrives may make somebody write: words typed into a block that was moved are carried over.
    this.#settle();
    // Yjs takes out formats that say nothing any more; who loads the log learns of it at the next exchange.
    for (const replica of this.#replicas) this.#exchange(replica);
    this.#settle();
    const docs = this.#replicas.map(({ doc }) => doc);
    // What a fresh server makes of the log, in whatever order its rows are read.
    docs.push(loadedFrom(shuffled(this.#log, this.#random)), loadedFrom([Y.mergeUpdates(this.#log)]));
    const [first, ...others] = docs.map((doc) => fingerprint(this.#kind, doc));
    for (const [index, other] of others.entries()) {
      const isFromLog = index + 1 >= this.#replicas.length;
      for (const [what, value] of Object.entries(other)) {
        if (value === first?.[what]) continue;
        // While edits of others arrive, Yjs takes away beginnings and ends of bold that change nothing; who loads
        // everything at once keeps them. They read the same.
        if (isFromLog && this.#kind === "script" && inner.has(what)) continue;
        throw new Error(
          `replica ${index + 1} differs from replica 0 in its ${what}\n${value}\n${first?.[what]}`,
        );
      }
    }
    return JSON.stringify(first);
  }

  #settle(): void {
    while (this.#replicas.some(({ inbox }) => inbox.length > 0)) {
      for (const replica of this.#replicas) this.#receive(replica, Infinity);
    }
  }

  #open(replica: Replica): void {
    const { doc } = replica;
    // Yjs draws this by chance; here it comes from the seed, and like there nobody ever uses one twice.
    doc.clientID = this.#nextClient;
    this.#nextClient += 1 + this.#random.below(5);
    doc.transact(() => {
      for (const update of replica.kept) Y.applyUpdate(doc, update, fromNetwork);
    }, fromNetwork);
    if (this.#kind === "script") keepLateEdits(doc);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      replica.kept.push(update);
      if (origin === fromNetwork) return;
      const problem = checkUpdate(update, this.#kind, doc, updateLimits.edit);
      if (problem !== null) throw new Error(`the server would refuse this edit: ${problem}`);
      if (!replica.isAway) this.#send(replica, update);
    });
  }

  #send(from: Replica, update: Uint8Array): void {
    this.#log.push(update);
    for (const other of this.#replicas) {
      if (other === from || other.isAway) continue;
      other.inbox.splice(this.#random.below(other.inbox.length + 1), 0, update);
      if (this.#random.chance(0.1)) other.inbox.push(update);
    }
  }

  #receive(replica: Replica, count: number): void {
    for (const update of replica.inbox.splice(0, count)) Y.applyUpdate(replica.doc, update, fromNetwork);
  }

  /** The first two steps of the sync protocol, between one replica and the log's document. */
  #exchange(replica: Replica): void {
    const server = new Y.Doc();
    if (this.#kind === "script") keepDeletedBlocks(server);
    for (const update of this.#log) Y.applyUpdate(server, update);
    const missingThere = Y.encodeStateAsUpdate(replica.doc, Y.encodeStateVector(server));
    this.#send(replica, missingThere);
    Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(replica.doc)), fromNetwork);
  }
}

function loadedFrom(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** Everything in which two replicas could differ, as Yjs' own tests compare it. */
function fingerprint(kind: FuzzedKind, doc: Y.Doc): Record<string, string> {
  // Loaded afresh, so that runs of structs are merged alike whatever way they came.
  const fresh = loadedFrom([Y.encodeStateAsUpdate(doc)]);
  const { store } = fresh;
  return {
    content: contentOf(kind, doc),
    "loose ends": JSON.stringify([doc.store.pendingStructs, doc.store.pendingDs]),
    "state vector": JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(fresh))].toSorted(byClient)),
    "delete set": JSON.stringify(
      [...Y.createDeleteSetFromStructStore(store).clients]
        .toSorted(byClient)
        .map(([client, items]) => [client, items.map(({ clock, len }) => [clock, len])]),
    ),
    "struct store": JSON.stringify(
      [...store.clients].toSorted(byClient).map(([client, structs]) => [client, structs.map(describeStruct)]),
    ),
  };
}

/** What nobody can read. */
const inner = new Set(["delete set", "struct store"]);

function describeStruct(struct: Y.Item | Y.GC): unknown {
  const { clock } = struct.id;
  if (!(struct instanceof Y.Item)) return ["gone", clock, struct.length];
  const { origin, rightOrigin, left, right, parentSub, deleted, length } = struct;
  return [
    clock,
    length,
    deleted,
    place(origin),
    place(rightOrigin),
    place(left?.lastId),
    place(right?.id),
    parentSub,
  ];
}

function place(id: Y.ID | null | undefined): string | null {
  return id == null ? null : `${id.client}:${id.clock}`;
}

function byClient([a]: [number, unknown], [b]: [number, unknown]): number {
  return a - b;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}
