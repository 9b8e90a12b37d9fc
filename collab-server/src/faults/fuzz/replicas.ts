import * as Y from "yjs";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { updateLimits } from "../../update-check.ts";
import { withoutDeletions } from "../../without-deletions.ts";
import type { Random } from "../random.ts";
import { compareAll } from "./compare.ts";
import { DocumentLog } from "./document-log.ts";
import { PageModel } from "./page-model.ts";
import { ServerModel, type Message } from "./server-model.ts";

export type ReplicasOptions = {
  /** The documents of the film, each with what it begins with. */
  seeds: ReadonlyMap<DocumentKind, Uint8Array>;
  pages: number;
  servers: number;
  /** Whether servers tell each other what happens; without that they meet in the log alone. */
  hasBus: boolean;
  random: Random;
};

/** So many pages have a film open at most. */
const mostPages = 5;

/** Whoever needs more rounds than this to have the same goes on answering the others for ever. */
const mostRounds = 20;

/**
 * Some pages with one film, the servers that they are connected to, and the database, on a network that delays,
 * reorders, repeats and loses messages and falls apart.
 */
export class Replicas {
  readonly pages: PageModel[] = [];
  readonly #random: Random;
  readonly #hasBus: boolean;
  readonly #logs: ReadonlyMap<DocumentKind, DocumentLog>;
  readonly #servers: ServerModel[] = [];
  #databaseGroup = 0;
  #nextClient = 1;

  constructor({ seeds, pages, servers, hasBus, random }: ReplicasOptions) {
    this.#random = random;
    this.#hasBus = hasBus;
    this.#logs = new Map([...seeds].map(([kind, seed]) => [kind, new DocumentLog(seed)]));
    const nextClient = () => this.#takeClient();
    for (let n = 0; n < servers; n += 1) {
      const onChange: ConstructorParameters<typeof ServerModel>[0]["onChange"] = (server, message, origin) =>
        this.#passOn(server, message, origin);
      this.#servers.push(new ServerModel({ logs: this.#logs, nextClient, onChange }));
    }
    for (let n = 0; n < pages; n += 1) this.#connect(this.#addPage(seeds));
  }

  /** Somebody, to write something. */
  some(): PageModel {
    return this.#random.pick(this.pages);
  }

  /** Something of what is under way arrives somewhere. */
  deliver(count = 1 + this.#random.below(5)): void {
    const waiting = this.#ways().filter(({ box }) => box.length > 0);
    if (waiting.length > 0) this.#arrive(this.#random.pick(waiting), count);
  }

  /** Somebody loses the network with all that was under way, or gets it back. */
  turnAway(): void {
    const page = this.some();
    if (page.server !== null) {
      page.disconnect();
      page.group = alone;
    } else {
      if (page.group === alone) page.group = this.#random.pick(this.#servers).group;
      this.#connect(page);
    }
  }

  /** The network falls apart into two: in each part, whoever reaches a server goes on there. */
  partition(): void {
    const side = () => this.#random.below(2);
    this.#databaseGroup = side();
    for (const server of this.#servers) {
      server.group = side();
      server.inbox.length = 0;
    }
    for (const page of this.pages) {
      page.group = side();
      if (page.server !== null && page.server.group !== page.group) page.disconnect();
      if (page.server === null && this.#random.chance(0.5)) this.#connect(page);
    }
  }

  /** The network is whole again; not everybody notices at once. */
  heal(): void {
    this.#databaseGroup = 0;
    for (const one of [...this.#servers, ...this.pages]) one.group = 0;
    for (const server of this.#servers) if (!server.isUp) this.#start(server);
    this.#meetAll();
    for (const page of this.pages) if (page.server === null && this.#random.chance(0.7)) this.#connect(page);
  }

  /** Somebody's page is closed and opened again from what their device has kept, as somebody new to Yjs. */
  restartPage(): void {
    const page = this.some();
    page.restart();
    if (this.#random.chance(0.7)) this.#connect(page);
  }

  /** A server ends without having written what it had; the next one loads the log, and pages come back. */
  restartServer(): void {
    const server = this.#random.pick(this.#servers);
    const left = this.pages.filter((page) => page.server === server);
    for (const page of left) page.disconnect();
    server.stop();
    if (server.group !== this.#databaseGroup) return;
    this.#start(server);
    for (const page of left) if (this.#random.chance(0.7)) this.#connect(page);
  }

  /** A server writes what waits for the database, if it reaches it, and sometimes reads what others wrote. */
  commit(): void {
    const server = this.#random.pick(this.#servers);
    if (!server.isUp || server.group !== this.#databaseGroup) return;
    if (this.#random.chance(0.3)) server.catchUp();
    server.commit(this.#random);
  }

  /** The log of some document begins to be compacted, or what was begun is done. */
  compact(): void {
    const logs = [...this.#logs.values()];
    const underWay = logs.find((log) => log.isCompacting);
    if (underWay !== undefined && this.#random.chance(0.6)) underWay.endCompaction();
    else this.#random.pick(logs).beginCompaction();
  }

  /** Somebody opens the film on a device that has nothing of it, from the snapshots of a server. */
  join(): void {
    const server = this.#random.pick(this.#servers);
    if (this.pages.length === mostPages || !server.isUp) return;
    const snapshots = new Map([...server.docs].map(([kind, doc]) => [kind, withoutDeletions(doc)]));
    const page = this.#addPage(snapshots, server.group);
    for (const [kind, doc] of page.docs) {
      if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(server.doc(kind))))
        throw new Error(`${kind}: whoever opens the snapshot of a server has something else than the server`);
    }
    // Whoever has the snapshot gets what comes from now on, and nothing is compared any more.
    page.server = server;
  }

  /** Everybody is there and has everything; gives what that is, and throws when they differ in anything at all. */
  expectEqual(): string {
    for (const { editor } of this.pages) editor?.endComposition();
    this.heal();
    for (const page of this.pages) this.#connect(page);
    this.#settle();
    for (const server of this.#servers) server.commit(this.#random);
    for (const { editor } of this.pages) editor?.expectInStep();
    return compareAll({
      pages: this.pages,
      servers: this.#servers.map(({ docs }) => docs),
      logs: this.#logs,
      random: this.#random,
    });
  }

  /** Until nobody has anything to say: what arrives may make somebody write, words typed into a block that was moved. */
  #settle(): void {
    for (let round = 0; ; round += 1) {
      for (let ways = this.#ways(); ways.some(({ box }) => box.length > 0); ways = this.#ways())
        for (const way of ways) this.#arrive(way, Infinity);
      if (this.#isSettled()) return;
      if (round === mostRounds) throw new Error("the replicas go on answering each other");
      for (const page of this.pages) this.#exchange(page);
      for (const server of this.#servers) server.commit(this.#random);
      this.#meetAll();
    }
  }

  #isSettled(): boolean {
    const replicas = [...this.pages, ...this.#servers].map(({ docs }) => docs);
    return [...this.#logs.keys()].every((kind) => {
      const [first, ...others] = replicas.map((docs) => Y.snapshot(docs.get(kind)!));
      return others.every((other) => Y.equalSnapshots(first!, other));
    });
  }

  /** Every way on which messages are, with what takes them in. */
  #ways(): Way[] {
    return [
      ...this.pages.flatMap((page) => {
        const { server } = page;
        if (server === null) return [];
        return [
          { box: page.inbox, take: (message: Message) => page.receive(message) },
          {
            box: page.outbox,
            take: (message: Message) => server.receive(message, page, updateLimits.edit),
          },
        ];
      }),
      ...this.#servers.map((server) => ({
        box: server.inbox,
        take: (message: Message) => server.receiveFromBus(message),
      })),
    ];
  }

  #arrive({ box, take }: Way, count: number): void {
    for (const message of box.splice(0, count)) take(message);
  }

  #passOn(from: ServerModel, message: Message, origin: { from: object | null; isFromBus: boolean }): void {
    for (const page of this.pages) {
      // A server tells everybody, also who has said it.
      if (page.server !== from || (page === origin.from && this.#random.chance(0.8))) continue;
      this.#put(page.inbox, message);
    }
    if (origin.isFromBus || !this.#hasBus) return;
    for (const server of this.#servers)
      if (server !== from && server.isUp && server.group === from.group) this.#put(server.inbox, message);
  }

  /** Messages overtake one another and come twice: worse than any socket. */
  #put(box: Message[], message: Message): void {
    box.splice(this.#random.below(box.length + 1), 0, message);
    if (this.#random.chance(0.1)) box.push(message);
  }

  #addPage(kept: ReadonlyMap<DocumentKind, Uint8Array>, group = 0): PageModel {
    const page = new PageModel({ kept, random: this.#random, nextClient: () => this.#takeClient() });
    page.group = group;
    this.pages.push(page);
    return page;
  }

  #connect(page: PageModel): void {
    const reachable = this.#servers.filter((server) => server.isUp && server.group === page.group);
    if (page.server !== null || reachable.length === 0) return;
    page.server = this.#random.pick(reachable);
    this.#exchange(page);
  }

  /** The first two steps of the sync protocol, from both sides. */
  #exchange(page: PageModel): void {
    const { server } = page;
    if (server === null) return;
    for (const [kind, doc] of page.docs) {
      const theirs = server.doc(kind);
      const toServer = () => {
        const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(theirs));
        server.receive({ kind, update }, page, updateLimits.catchUp);
      };
      const toPage = () =>
        page.receive({ kind, update: Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(doc)) });
      for (const step of this.#random.chance(0.5) ? [toServer, toPage] : [toPage, toServer]) step();
    }
  }

  #start(server: ServerModel): void {
    server.start();
    this.#meetAll();
  }

  /** Servers that reach one another read what the others have logged, and exchange what they have. */
  #meetAll(): void {
    for (const server of this.#servers)
      if (server.isUp && server.group === this.#databaseGroup) server.catchUp();
    if (!this.#hasBus) return;
    for (const one of this.#servers) {
      for (const other of this.#servers) {
        if (one === other || !one.isUp || !other.isUp || one.group !== other.group) continue;
        for (const [kind, doc] of one.docs) {
          const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other.doc(kind)));
          other.receiveFromBus({ kind, update });
        }
      }
    }
  }

  #takeClient(): number {
    const client = this.#nextClient;
    this.#nextClient += 1 + this.#random.below(5);
    return client;
  }
}

type Way = { box: Message[]; take: (message: Message) => void };

/** The group of a device that has no network. */
const alone = -1;
