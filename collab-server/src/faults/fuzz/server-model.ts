import * as Y from "yjs";
import { keepDeletedBlocks } from "@backlot/shared/documents/kept-blocks";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { applyNewer, applyStored } from "../../load.ts";
import { mergeMany } from "../../merge-many.ts";
import { checkUpdate, letsInTooDeep, type updateLimits } from "../../update-check.ts";
import type { Random } from "../random.ts";
import type { DocumentLog } from "./document-log.ts";

export type Message = { kind: DocumentKind; update: Uint8Array };
export type Logs = ReadonlyMap<DocumentKind, DocumentLog>;

/** From where a change came to a server; `isLogged` when the database has it. */
type Origin = { from: object | null; isFromBus: boolean; isLogged: boolean };

export type ServerOptions = {
  logs: Logs;
  /** Gives a number that no document has had yet. */
  nextClient: () => number;
  /** Called with each change, who sent it, and whether it came from another server. */
  onChange: (
    server: ServerModel,
    message: Message,
    origin: { from: object | null; isFromBus: boolean },
  ) => void;
};

/**
 * A collab-server without its sockets and its database: it loads documents from the log as `recorder.ts` does, passes on
 * what it applies, and loses what it has not logged when it ends.
 */
export class ServerModel {
  /** Who can talk to whom: everybody with the same number. */
  group = 0;
  /** What other servers have sent. */
  readonly inbox: Message[] = [];
  readonly #options: ServerOptions;
  readonly #docs = new Map<DocumentKind, Y.Doc>();
  /** Which snapshot of the log each document has had. */
  readonly #throughSeq = new Map<DocumentKind, number>();
  readonly #unlogged = new Map<DocumentKind, Uint8Array[]>();

  constructor(options: ServerOptions) {
    this.#options = options;
    this.start();
  }

  get isUp(): boolean {
    return this.#docs.size > 0;
  }

  get docs(): ReadonlyMap<DocumentKind, Y.Doc> {
    return this.#docs;
  }

  doc(kind: DocumentKind): Y.Doc {
    const doc = this.#docs.get(kind);
    if (doc === undefined) throw new Error("This server is down.");
    return doc;
  }

  /** Loads every document from the log. */
  start(): void {
    for (const [kind, log] of this.#options.logs) {
      const doc = new Y.Doc();
      doc.clientID = this.#options.nextClient();
      if (kind === "script") keepDeletedBlocks(doc);
      const stored = log.read();
      applyStored(doc, stored);
      this.#throughSeq.set(kind, stored.throughSeq);
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
        throw new Error(`${kind}: the log has rows that build on others which it does not have`);
      doc.on("update", (update: Uint8Array, origin: unknown) => this.#changed({ kind, update }, origin));
      this.#docs.set(kind, doc);
      this.#unlogged.set(kind, []);
    }
  }

  /** Ends at once: what was not logged, and what was under way to it, is lost. */
  stop(): void {
    for (const doc of this.#docs.values()) doc.destroy();
    this.#docs.clear();
    this.#unlogged.clear();
    this.inbox.length = 0;
  }

  /** Takes what a page sent, as the gate lets it in. */
  receive(
    { kind, update }: Message,
    from: object,
    limit: (typeof updateLimits)[keyof typeof updateLimits],
  ): void {
    const doc = this.doc(kind);
    const problem =
      checkUpdate(update, kind, doc, limit) ?? (letsInTooDeep(update, doc) ? "types nest too deep" : null);
    if (problem !== null) throw new Error(`the server would refuse this edit: ${problem}`);
    Y.applyUpdate(doc, update, { from, isFromBus: false, isLogged: false } satisfies Origin);
  }

  /** Takes what another server sent, and logs it too: no row may be stored without what it builds on. */
  receiveFromBus({ kind, update }: Message): void {
    const origin: Origin = { from: null, isFromBus: true, isLogged: false };
    Y.applyUpdate(this.doc(kind), update, origin);
  }

  /** Brings the documents up to what other servers have logged, as `CatchUp` does. */
  catchUp(): void {
    for (const [kind, log] of this.#options.logs) {
      const doc = this.doc(kind);
      const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
      const origin: Origin = { from: null, isFromBus: true, isLogged: isWhole };
      const stored = log.read();
      const isNewSnapshot = this.#throughSeq.get(kind) !== stored.throughSeq;
      doc.transact(() => {
        if (isNewSnapshot) applyNewer(doc, stored, origin);
        else for (const row of stored.rows) Y.applyUpdate(doc, row.payload, origin);
      }, origin);
      this.#throughSeq.set(kind, stored.throughSeq);
    }
  }

  /** Writes what waits for the database, as rows of some edits each. */
  commit(random: Random): void {
    for (const [kind, waiting] of this.#unlogged) {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, 1 + random.below(waiting.length));
        this.#options.logs.get(kind)?.append([mergeMany(batch)]);
      }
    }
  }

  #changed(message: Message, origin: unknown): void {
    // What Yjs tidies up by itself has no origin.
    const { from, isFromBus, isLogged } = (origin ?? {
      from: null,
      isFromBus: false,
      isLogged: false,
    }) as Origin;
    if (!isLogged) this.#unlogged.get(message.kind)?.push(message.update);
    this.#options.onChange(this, message, { from, isFromBus });
  }
}
