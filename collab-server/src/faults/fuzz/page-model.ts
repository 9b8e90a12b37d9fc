import * as Y from "yjs";
import { keepLateEdits } from "@backlot/shared/documents/late-edits";
import type { DocumentKind } from "@backlot/shared/documents/names";
import type { Random } from "../random.ts";
import { ScriptEditor } from "./script-editor.ts";
import type { Message, ServerModel } from "./server-model.ts";

/** What came over the network. */
const fromNetwork = Symbol("from-network");
const fromStore = Symbol("from-store");

export type PageOptions = {
  /** What the device has kept of each document: all of the film, or what a newcomer is given. */
  kept: ReadonlyMap<DocumentKind, Uint8Array>;
  random: Random;
  /** Gives a number that no document has had yet: like there nobody ever uses one twice. */
  nextClient: () => number;
};

/** One person's page: its documents, what its device has kept, what is under way, and sometimes an open script editor. */
export class PageModel {
  /** Who can talk to whom: everybody with the same number. */
  group = 0;
  /** The server that it is connected to. */
  server: ServerModel | null = null;
  readonly inbox: Message[] = [];
  readonly outbox: Message[] = [];
  /** The script in the editor, where it is open. */
  editor: ScriptEditor | null = null;
  /** Every update that this device has had, of each document. */
  readonly kept: Map<DocumentKind, Uint8Array[]>;
  readonly #docs = new Map<DocumentKind, Y.Doc>();
  readonly #random: Random;
  readonly #nextClient: () => number;

  constructor({ kept, random, nextClient }: PageOptions) {
    this.kept = new Map([...kept].map(([kind, state]) => [kind, [state]]));
    this.#random = random;
    this.#nextClient = nextClient;
    this.#open();
  }

  get docs(): ReadonlyMap<DocumentKind, Y.Doc> {
    return this.#docs;
  }

  doc(kind: DocumentKind): Y.Doc {
    const doc = this.#docs.get(kind);
    if (doc === undefined) throw new Error(`This film has no ${kind}.`);
    return doc;
  }

  /** The page is closed, with what was under way, and opened again from what its device has kept. */
  restart(): void {
    this.disconnect();
    this.closeEditor();
    for (const [kind, doc] of this.#docs) {
      // The device tidies its copy now and then, by rows or as a whole.
      const how = this.#random.below(10);
      if (how < 2) this.kept.set(kind, [Y.encodeStateAsUpdate(doc)]);
      else if (how < 4) this.kept.set(kind, [Y.mergeUpdates(this.kept.get(kind) ?? [])]);
      doc.destroy();
    }
    this.#open();
  }

  disconnect(): void {
    this.server = null;
    this.inbox.length = 0;
    this.outbox.length = 0;
  }

  receive({ kind, update }: Message): void {
    Y.applyUpdate(this.doc(kind), update, fromNetwork);
  }

  openEditor(): void {
    if (this.#docs.has("script")) this.editor ??= new ScriptEditor(this.doc("script"), this.#random);
  }

  closeEditor(): void {
    this.editor?.close();
    this.editor = null;
  }

  #open(): void {
    for (const [kind, updates] of this.kept) {
      const doc = new Y.Doc();
      doc.clientID = this.#nextClient();
      if (kind === "script") keepLateEdits(doc);
      doc.transact(() => {
        for (const update of updates) Y.applyUpdate(doc, update, fromStore);
      }, fromStore);
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        this.kept.get(kind)?.push(update);
        if (origin === fromNetwork || this.server === null) return;
        // Messages overtake one another and come twice: worse than any socket.
        this.outbox.splice(this.#placeIn(this.outbox), 0, { kind, update });
        if (this.#random.chance(0.1)) this.outbox.push({ kind, update });
      });
      this.#docs.set(kind, doc);
    }
    if (this.#random.chance(0.4)) this.openEditor();
  }

  #placeIn(box: readonly Message[]): number {
    return this.#random.below(box.length + 1);
  }
}
