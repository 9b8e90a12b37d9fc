import type { HocuspocusProvider } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { z } from "zod";
import { documentAccess } from "@backlot/shared/access/roles";
import { keepLateEdits } from "@backlot/shared/documents/late-edits";
import { missedEvents, studioEvent, type StudioEvent } from "@backlot/shared/documents/commands";
import { documentKind, documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import { untilArrived } from "./arrival.ts";
import {
  isNoAccess,
  newConnection,
  phaseOf,
  step,
  type ConnectionEffect,
  type ConnectionEvent,
} from "./connection.ts";
import { linkDocument, type DocumentLink } from "./document-link.ts";
import { deleteIndexedStore, openIndexedStore, rememberAnswer, rememberedAnswer } from "./indexed-store.ts";
import { leaveProject } from "./kept-work.ts";
import type { LocalStore } from "./local-store.ts";
import { watchPage } from "./page-watch.ts";
import { saveStatus, type SaveStatus } from "./save-status.ts";
import { QuietAwareness } from "./quiet-awareness.ts";
import { openSessionSocket } from "./session-socket.ts";
import { fetchTicket, ticketBox, type FetchTicket, type TicketAnswer } from "./ticket.ts";

export type SessionOptions = {
  projectId: string;
  /** Who is signed in here. What somebody else left on this device is neither shown to them nor erased for them. */
  userId: string;
  /** Where live documents are served; by default this page's own address. */
  socketUrl?: string;
  fetchTicket?: FetchTicket;
  /** What is kept on this device; by default IndexedDB. */
  device?: SessionDevice;
  /** Whether to begin without saying where this person is. */
  isHidden?: boolean;
  /** How long to wait for documents that are not on this device, ms. */
  openTimeoutMs?: number;
};

/** This device's memory: the copy of each document, and who was here last. */
export type SessionDevice = {
  open: (userId: string, projectId: string) => Promise<LocalStore | null>;
  remembered: (projectId: string) => Promise<TicketAnswer | null>;
  remember: (projectId: string, answer: TicketAnswer | null) => Promise<void>;
  erase: (userId: string, projectId: string) => void;
};

export type Session = {
  readonly projectId: string;
  readonly me: TicketAnswer["user"];
  readonly documents: Record<DocumentKind, Y.Doc>;
  readonly providers: Record<DocumentKind, HocuspocusProvider>;
  /** Where people are, on the project document. */
  readonly awareness: Awareness;
  /** Carets, on the script document. */
  readonly scriptAwareness: Awareness;
  /** Keeps to oneself where one looks and writes, or says it again. */
  hide: (isHidden: boolean) => void;
  /** Changes identity only when something in it changed. */
  readonly status: SaveStatus;
  subscribe: (listener: () => void) => () => void;
  /** "This changed" messages; after a time without connection, one of each kind, because some may have been missed. */
  onEvent: (listener: (event: StudioEvent) => void) => () => void;
  /** Resolves when everything is on this device; for tests and before leaving on purpose. */
  flush: () => Promise<void>;
  close: () => void;
};

export const browserDevice: SessionDevice = {
  open: openIndexedStore,
  remembered: rememberedAnswer,
  remember: rememberAnswer,
  erase: deleteIndexedStore,
};

/** Without a connection for this long after opening, ms, the status says offline rather than connecting. */
const patienceMs = 4_000;

/**
 * Opens the live documents of a project: over one socket where there is a network, from this device where there is
 * none. Resolves when every document has its content. Rejects with `signed-out`, `not-allowed`, `not-found`, `gone`
 * (this page is too old) or `documents-unavailable` (no network, and never opened on this device).
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { projectId, userId, device = browserDevice, openTimeoutMs = 20_000 } = options;
  const ask = () => (options.fetchTicket ?? fetchTicket)(projectId);
  let remembered: TicketAnswer | null = null;
  let first: TicketAnswer | null = null;
  let failure: AppError | null = null;
  try {
    first = await ask();
    void device.remember(projectId, first);
  } catch (thrown) {
    failure = toAppError(thrown);
    if (isNoAccess(failure.code)) await leaveProject(device, userId, projectId);
    const last = isNoAccess(failure.code) ? null : await device.remembered(projectId);
    remembered = last?.user.id === userId ? last : null;
    if (remembered === null) throw failure;
  }
  const known = first ?? (remembered as TicketAnswer);
  const store = await device.open(known.user.id, projectId);
  const session = startSession(options, known, first, failure, store, ask, device);
  try {
    await session.ready(openTimeoutMs);
  } catch (thrown) {
    session.close();
    throw thrown;
  }
  return session;
}

function startSession(
  options: SessionOptions,
  known: TicketAnswer,
  first: TicketAnswer | null,
  failure: AppError | null,
  store: LocalStore | null,
  ask: () => Promise<TicketAnswer>,
  device: SessionDevice,
): Session & { ready: (timeoutMs: number) => Promise<void> } {
  const { projectId } = options;
  const kinds = documentKind.options;
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: StudioEvent) => void>();
  let connection = newConnection();
  let hasMissedEvents = false;
  let isClosed = false;

  const tickets = ticketBox({
    fetch: ask,
    first,
    onAnswer: (answer) => {
      void device.remember(projectId, answer);
      dispatch({ type: "ticket-given" });
    },
    onFailure: (thrown) => dispatch({ type: "ticket-refused", code: toAppError(thrown).code }),
  });

  const socket = openSessionSocket({
    url: options.socketUrl,
    projectId,
    onOpened: () => dispatch({ type: "opened" }),
    onClosed: (code) => {
      hasMissedEvents = true;
      dispatch({ type: "closed", code });
    },
  });

  function dispatch(event: ConnectionEvent): void {
    if (isClosed) return;
    const { next, effects } = step(connection, event);
    connection = next;
    for (const effect of effects) carryOut(effect);
    changed();
  }

  function carryOut(effect: ConnectionEffect): void {
    switch (effect) {
      case "discard-ticket":
        tickets.discard();
        return;
      case "ask-for-ticket":
        // Whatever comes of it arrives as an event.
        tickets.take().catch(() => {});
        return;
      case "forget-project":
        void device.remember(projectId, null);
        return;
      case "hang-up":
        socket.hangUp();
    }
  }

  const documents = record(kinds, () => new Y.Doc());
  keepLateEdits(documents.script);
  const awareness = new QuietAwareness(documents.project);
  const scriptAwareness = new QuietAwareness(documents.script);
  const hide = (isHidden: boolean) => {
    awareness.hide(isHidden);
    scriptAwareness.hide(isHidden);
  };
  hide(options.isHidden ?? false);
  awareness.setLocalStateField("user", known.user);
  scriptAwareness.setLocalStateField("user", known.user);
  const links: Record<DocumentKind, DocumentLink> = record(kinds, (kind) =>
    linkDocument({
      name: known.documents[kind] ?? documentName({ projectId, kind }),
      doc: documents[kind],
      socket: socket.shared,
      store,
      userId: known.user.id,
      awareness: kind === "project" ? awareness : kind === "script" ? scriptAwareness : null,
      takeTicket: tickets.take,
      onChange: changed,
      onStateless: receive,
      onRefused: (reason) => dispatch({ type: "document-refused", reason }),
    }),
  );

  function receive(payload: string): void {
    const message = z.object({ event: studioEvent }).safeParse(parseJson(payload));
    if (message.success) announce(message.data.event);
  }

  function announce(event: StudioEvent): void {
    for (const listener of eventListeners) listener(event);
  }

  // With what the browser threw away went the answer with which the film opens without a network.
  store?.onEmptied(() => {
    const latest = tickets.latest() ?? known;
    if (connection.ended === null) void device.remember(projectId, latest);
  });

  if (failure !== null) connection = step(connection, { type: "ticket-refused", code: failure.code }).next;
  let status = currentStatus();
  function currentStatus(): SaveStatus {
    const role = tickets.latest()?.role ?? known.role;
    const count = (access: "read" | "write") =>
      kinds.reduce(
        (sum, kind) => sum + (documentAccess(role, kind) === access ? links[kind].pending() : 0),
        0,
      );
    return saveStatus({
      phase: phaseOf(connection),
      role,
      pending: count("write"),
      stranded: count("read"),
      isKept: Object.values(links).every((link) => link.isKeeping()),
      problem: connection.ended?.problem ?? null,
    });
  }

  function changed(): void {
    if (isClosed) return;
    const isExchanged = Object.values(links).every((link) => link.isExchanged());
    const isOpen = connection.socket === "open" && connection.ended === null;
    if (isOpen && isExchanged !== connection.isExchanged) {
      dispatch({ type: "exchanged", isSo: isExchanged });
      return;
    }
    if (hasMissedEvents && connection.isExchanged) {
      hasMissedEvents = false;
      for (const event of missedEvents) announce(event);
    }
    const next = currentStatus();
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async function ready(timeoutMs: number): Promise<void> {
    const all = Object.values(links);
    // Without a network there is nothing but this device, however long it takes.
    if (first !== null) await Promise.all(all.map((link) => link.loaded));
    else await within(timeoutMs, Promise.all(all.map((link) => link.read)));
    if (connection.ended === null) socket.dial();
    for (const kind of kinds) {
      // Only the script is ever so large that fetching it by itself is worth it.
      if (kind === "script" && first !== null) void connectQuickly(links.script);
      else links[kind].connect();
    }
    const patience = setTimeout(() => dispatch({ type: "waited-long" }), patienceMs);
    try {
      await untilArrived({
        documents: Object.values(documents),
        phase: () => phaseOf(connection),
        onPhase: subscribe,
        timeoutMs: first === null ? 0 : timeoutMs,
      });
    } finally {
      clearTimeout(patience);
    }
    changed();
  }

  async function connectQuickly(link: DocumentLink): Promise<void> {
    await link.openQuickly().catch(() => {});
    if (!isClosed) link.connect();
  }

  const stopWatching = watchPage({
    onOnline: () => {
      if (connection.ended === null) socket.dial();
    },
    // Where the studio is on this very device, the next attempt finds it again.
    onOffline: () => {
      if (connection.socket === "open") socket.giveUp();
    },
    onHide: () => {
      for (const link of Object.values(links)) void link.flush();
    },
    isUnsafe: () => !Object.values(links).every((link) => link.isSafe()),
  });

  return {
    projectId,
    me: known.user,
    documents,
    providers: record(kinds, (kind) => links[kind].provider),
    awareness,
    scriptAwareness,
    hide,
    get status() {
      return status;
    },
    subscribe,
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    flush: async () => {
      await Promise.all(Object.values(links).map((link) => link.flush()));
    },
    ready,
    close() {
      isClosed = true;
      stopWatching();
      const all = Object.values(links);
      for (const link of all) link.close();
      socket.close();
      // What was typed last may still be on its way to this device.
      void Promise.all(all.map((link) => link.flush())).finally(() => store?.close());
      for (const doc of Object.values(documents)) doc.destroy();
    },
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function record<T>(kinds: readonly DocumentKind[], make: (kind: DocumentKind) => T): Record<DocumentKind, T> {
  return Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<DocumentKind, T>;
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
