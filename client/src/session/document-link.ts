import { HocuspocusProvider, WebSocketStatus, type HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { closeNamed } from "@backlot/shared/documents/close-codes";
import { countUntilDurable } from "./durability.ts";
import { firstSnapshot } from "./first-snapshot.ts";
import { fromStore, fromTab, keepLocalCopy, type LocalCopy } from "./local-copy.ts";
import type { LocalStore } from "./local-store.ts";

/** Pauses before asking again for a document that was refused or closed, ms; the last one repeats. */
const retryPauses = [250, 1_000, 2_000, 4_000];

/** After so many closes of one document in a row, the whole socket is made anew. */
const closesBeforeNewSocket = 3;

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
  onChange: () => void;
  onStateless: (payload: string) => void;
  /** The server refused this document for a reason of ours. */
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
  /** Fetches a document that is not on this device whole, before `connect`; never rejects because of the network. */
  openQuickly: () => Promise<void>;
  /** Exchanged, and the server has confirmed that it has everything from this side. */
  isExchanged: () => boolean;
  isReadOnly: () => boolean;
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
  let attempts = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let isClosed = false;

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
      attempts = 0;
      durability.synced(provider.authorizedScope === "readonly");
      options.onChange();
    },
    onStateless: ({ payload }) => {
      if (!durability.received(payload)) options.onStateless(payload);
    },
    onAuthenticationFailed: ({ reason }) => {
      durability.disconnected();
      options.onRefused(reason);
      if (closeNamed(reason)?.answer !== "stop") askAgain();
      options.onChange();
    },
    onClose: () => {
      durability.disconnected();
      // The document was closed and the socket was not: the provider would stay silent for good.
      if (socket.status === WebSocketStatus.Connected) askAgain();
      options.onChange();
    },
  });

  const snapshot = firstSnapshot({ doc, name, socketUrl: socket.configuration.url, origin: provider });

  doc.on("update", onUpdate);
  function onUpdate(_update: Uint8Array, origin: unknown): void {
    // What the server, the store or another tab brought is theirs to account for.
    if (origin !== provider && origin !== fromStore && origin !== fromTab) durability.edited();
  }

  function askAgain(): void {
    if (retry !== null || isClosed) return;
    const pause = retryPauses[Math.min(attempts, retryPauses.length - 1)] ?? 0;
    attempts += 1;
    retry = setTimeout(() => void again(), pause);
  }

  async function again(): Promise<void> {
    retry = null;
    if (isClosed || socket.status !== WebSocketStatus.Connected || provider.synced) return;
    if (attempts > closesBeforeNewSocket) {
      attempts = 0;
      socket.webSocket?.close();
      return;
    }
    await provider.sendToken();
    provider.startSync();
  }

  return {
    doc,
    provider,
    loaded: copy?.loaded ?? Promise.resolve(),
    read: copy?.read ?? Promise.resolve(),
    connect: () => provider.attach(),
    openQuickly: async () => {
      if (doc.store.clients.size === 0) await snapshot.load(await options.takeTicket());
    },
    isExchanged: () => provider.synced && durability.isConfirmed(),
    isReadOnly: () => provider.authorizedScope === "readonly",
    pending: durability.pending,
    isSafe: () => durability.pending() === 0 || (copy?.isKept() ?? false),
    isKeeping: () => durability.pending() === 0 || (copy?.isKeeping() ?? false),
    flush: async () => copy?.flush(),
    close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      durability.close();
      doc.off("update", onUpdate);
      provider.destroy();
      copy?.close();
    },
  };
}
