import { HocuspocusProvider, WebSocketStatus, type HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { countUntilDurable } from "./durability.ts";
import { firstSnapshot } from "./first-snapshot.ts";
import { fromStore, fromTab, keepLocalCopy, type LocalCopy } from "./local-copy.ts";
import type { LocalStore } from "./local-store.ts";

export type LinkOptions = {
  name: string;
  doc: Y.Doc;
  socket: HocuspocusProviderWebsocket;
  store: LocalStore | null;
  /** Whose session this is. */
  userId: string;
  /** Presence on this document; without it the link has none. */
  awareness: Awareness | null;
  takeTicket: () => Promise<string>;
  /** What the link counts has changed. */
  onChange: () => void;
  onStateless: (payload: string) => void;
  /** Both sides have told each other what they have. */
  onSynced: () => void;
  /** The server closed this document, alone or with the socket. */
  onClosed: () => void;
  /** The server refused this document, or there was no ticket to open it with. */
  onRefused: (reason: string) => void;
};

export type DocumentLink = {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  /** Settles when this device's copy is in the document, or is not to be waited for any more. */
  loaded: Promise<void>;
  /** Settles when it is, whatever time that takes. */
  read: Promise<void>;
  connect: () => void;
  /** Asks for the document once more, over a socket that is open. */
  openAgain: () => Promise<void>;
  /** Fetches a document that is not on this device whole, before `connect`; never rejects because of the network. */
  openQuickly: () => Promise<void>;
  /** The server has confirmed, since the last exchange, that it has everything from this side. */
  isConfirmed: () => boolean;
  pending: () => number;
  /** Whether every edit is on this device or in the database. */
  isSafe: () => boolean;
  /** Whether what is pending is kept on this device. */
  isKeeping: () => boolean;
  flush: () => Promise<void>;
  close: () => void;
};

/** One live document of a session: its copy on this device, its connection, and how much of it is not safe yet. */
export function linkDocument(options: LinkOptions): DocumentLink {
  const { name, doc, socket, store } = options;
  const copy: LocalCopy | null =
    store === null
      ? null
      : keepLocalCopy(name, doc, store, {
          userId: options.userId,
          onRecovered: (pending) => durability.recovered(pending),
          onChange: options.onChange,
        });
  const durability = countUntilDurable({
    sendMark: (mark) => provider.sendStateless(JSON.stringify({ mark })),
    onChange: (pending) => {
      copy?.setPending(pending);
      options.onChange();
    },
  });
  const provider: HocuspocusProvider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document: doc,
    awareness: options.awareness,
    token: async () => `${await options.takeTicket()}${snapshot.takeMark()}`,
    onSynced: () => {
      durability.synced(provider.authorizedScope === "readonly");
      options.onSynced();
      options.onChange();
    },
    onStateless: ({ payload }) => {
      if (!durability.received(payload)) options.onStateless(payload);
    },
    onAuthenticationFailed: ({ reason }) => {
      durability.disconnected();
      options.onRefused(reason);
    },
    onClose: () => {
      durability.disconnected();
      options.onClosed();
    },
  });

  const snapshot = firstSnapshot({ doc, name, socketUrl: socket.configuration.url, origin: provider });

  doc.on("update", onUpdate);
  function onUpdate(_update: Uint8Array, origin: unknown): void {
    // What the server, the store or another tab brought is theirs to account for.
    if (origin !== provider && origin !== fromStore && origin !== fromTab) durability.edited();
  }

  return {
    doc,
    provider,
    loaded: copy?.loaded ?? Promise.resolve(),
    read: copy?.read ?? Promise.resolve(),
    connect: () => provider.attach(),
    openAgain: async () => {
      if (socket.status !== WebSocketStatus.Connected || provider.synced) return;
      await provider.sendToken();
      provider.startSync();
    },
    openQuickly: async () => {
      if (doc.store.clients.size === 0) await snapshot.load(await options.takeTicket());
    },
    isConfirmed: durability.isConfirmed,
    pending: durability.pending,
    isSafe: () => durability.pending() === 0 || (copy?.isKept() ?? false),
    isKeeping: () => durability.pending() === 0 || (copy?.isKeeping() ?? false),
    flush: async () => copy?.flush(),
    close() {
      durability.close();
      doc.off("update", onUpdate);
      provider.destroy();
      copy?.close();
    },
  };
}
