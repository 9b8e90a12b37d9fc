import type { HocuspocusProvider } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { z } from "zod";
import { keepLateEdits } from "@backlot/shared/documents/late-edits";
import { missedEvents, studioEvent, type StudioEvent } from "@backlot/shared/documents/commands";
import { documentKind, documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import { untilArrived } from "./arrival.ts";
import { linkDocument, type DocumentLink } from "./document-link.ts";
import { deleteIndexedStore, openIndexedStore, rememberAnswer, rememberedAnswer } from "./indexed-store.ts";
import { leaveProject, type KeptWork } from "./kept-work.ts";
import type { LocalStore } from "./local-store.ts";
import { watchPage } from "./page-watch.ts";
import { saveStatus, type SaveStatus } from "./save-status.ts";
import { QuietAwareness } from "./quiet-awareness.ts";
import { openSessionSocket } from "./session-socket.ts";
import { isNoAccess, newSessionState, step, type SessionEffect, type SessionEvent } from "./session-state.ts";
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
  /** What stands in the way of opening, while something does; null when it is gone. It is tried again all the time. */
  onTrouble?: (trouble: OpeningTrouble | null) => void;
  /** Gives the opening up. */
  signal?: AbortSignal;
};

/** Why a project does not open yet: nobody answers, or the studio does and has not opened it. */
export type OpeningTrouble = "offline" | "unavailable";

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
  /** What was written here that the studio does not have, to be kept elsewhere. */
  unsaved: () => KeptWork;
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

/** Pauses before a first ticket is asked for again, ms; the last one repeats. A film opens soon after the studio is back. */
const askPauses = [250, 1_000, 2_000];

/** A studio that answers may take so long, ms, to send the documents before somebody is told that it does. */
const slowMs = 6_000;

/** Where the studio does not answer, this device is waited for so long, ms, before the studio is asked again. */
const readTimeoutMs = 20_000;

/**
 * Opens the live documents of a project: over one socket where there is a network, from this device where there is
 * none. Resolves when every document has its content, however long the studio cannot be reached: it is asked again and
 * again, and `onTrouble` hears of it. Rejects with `signed-out`, `not-allowed`, `not-found` or `gone` (this page is too
 * old), and with the signal's reason when it is given up.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { projectId, userId, device = browserDevice, onTrouble, signal } = options;
  const ask = () => (options.fetchTicket ?? fetchTicket)(projectId);
  const patience = setTimeout(() => void tellUnlessHere(), patienceMs);
  /** What is on this device opens from it as soon as the question for a ticket has failed. */
  async function tellUnlessHere(): Promise<void> {
    const last = await device.remembered(projectId);
    if (last?.user.id !== userId && beginning === undefined) onTrouble?.("offline");
  }
  let beginning: Beginning | undefined;
  try {
    beginning = await begin(options, device, ask);
  } finally {
    clearTimeout(patience);
  }
  const store = await device.open(userId, projectId);
  const session = startSession(options, beginning, store, ask, device);
  const giveUp = () => session.close();
  signal?.addEventListener("abort", giveUp);
  try {
    signal?.throwIfAborted();
    await session.ready();
    signal?.throwIfAborted();
  } catch (thrown) {
    session.close();
    throw thrown;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
  onTrouble?.(null);
  return session;
}

/** What a session begins with: a ticket, or what this device remembers of the last one and why there is none. */
type Beginning = { first: TicketAnswer } | { first: null; remembered: TicketAnswer; failure: AppError };

async function begin(
  { projectId, userId, onTrouble, signal }: SessionOptions,
  device: SessionDevice,
  ask: () => Promise<TicketAnswer>,
): Promise<Beginning> {
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      const first = await ask();
      void device.remember(projectId, first);
      return { first };
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (isNoAccess(failure.code)) {
        await leaveProject(device, userId, projectId);
        throw failure;
      }
      const last = await device.remembered(projectId);
      if (last?.user.id === userId) return { first: null, remembered: last, failure };
      if (!failure.retryable) throw failure;
      onTrouble?.(failure.code === "documents-unavailable" ? "offline" : "unavailable");
      await pauseBefore(attempt);
    }
  }
}

/** Waits before the API is asked for a ticket again; a network that comes back ends the wait. */
async function pauseBefore(attempt: number): Promise<void> {
  const pause = askPauses[Math.min(attempt, askPauses.length - 1)] ?? 0;
  await new Promise<void>((resolve) => {
    const stop = watchPage({ onOnline: done });
    const timer = setTimeout(done, pause);
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}

function startSession(
  options: SessionOptions,
  beginning: Beginning,
  store: LocalStore | null,
  ask: () => Promise<TicketAnswer>,
  device: SessionDevice,
): Session & { ready: () => Promise<void> } {
  const { first } = beginning;
  const known = first ?? beginning.remembered;
  const { projectId } = options;
  const kinds = documentKind.options;
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: StudioEvent) => void>();
  const retries = new Map<DocumentKind, ReturnType<typeof setTimeout>>();
  let state = newSessionState(known.role);
  if (beginning.first === null)
    state = step(state, { type: "ticket-refused", code: beginning.failure.code }).next;
  let status = saveStatus(state);
  let isClosed = false;

  const tickets = ticketBox({
    fetch: ask,
    first,
    onAnswer: (answer) => {
      void device.remember(projectId, answer);
      dispatch({ type: "ticket-given", role: answer.role });
    },
    onFailure: (thrown) => dispatch({ type: "ticket-refused", code: toAppError(thrown).code }),
  });

  const socket = openSessionSocket({
    url: options.socketUrl,
    projectId,
    onOpened: () => dispatch({ type: "socket-opened" }),
    onClosed: (code) => dispatch({ type: "socket-closed", code }),
  });

  function dispatch(event: SessionEvent): void {
    if (isClosed) return;
    const { next, effects } = step(state, event);
    state = next;
    for (const effect of effects) carryOut(effect);
    const now = saveStatus(state);
    if (JSON.stringify(now) === JSON.stringify(status)) return;
    status = now;
    for (const listener of listeners) listener();
  }

  function carryOut(effect: SessionEffect): void {
    switch (effect.do) {
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
        return;
      case "retry-later": {
        const { kind, afterMs } = effect;
        retries.set(
          kind,
          setTimeout(() => dispatch({ type: "retry-due", kind }), afterMs),
        );
        return;
      }
      case "open-document":
        void links[effect.kind].openAgain();
        return;
      case "renew-socket":
        socket.renew();
        return;
      case "tell-missed-events":
        for (const event of missedEvents) announce(event);
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
      onChange: () => count(kind),
      onStateless: receive,
      onSynced: () => dispatch({ type: "document-synced", kind }),
      onClosed: () => dispatch({ type: "document-closed", kind }),
      onRefused: (reason) => dispatch({ type: "document-refused", kind, reason }),
    }),
  );

  function count(kind: DocumentKind): void {
    const link = links[kind];
    dispatch({
      type: "document-counted",
      kind,
      pending: link.pending(),
      isKept: link.isKeeping(),
      isConfirmed: link.isConfirmed(),
    });
  }

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
    if (state.ended === null) void device.remember(projectId, latest);
  });

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async function ready(): Promise<void> {
    const all = Object.values(links);
    // While this device is read; a device that takes its time costs nothing more then.
    if (state.ended === null) socket.dial();
    if (first !== null) await Promise.all(all.map((link) => link.loaded));
    // Without a network there is nothing but this device, and it may take its time.
    else await within(readTimeoutMs, Promise.all(all.map((link) => link.read)));
    if (isClosed) return;
    for (const kind of kinds) {
      // Only the script is ever so large that fetching it by itself is worth it.
      if (kind === "script" && first !== null) void connectQuickly(links.script);
      else links[kind].connect();
    }
    const patience = setTimeout(() => dispatch({ type: "waited-long" }), patienceMs);
    let isSlow = false;
    const tellTrouble = () => {
      const { kind } = status;
      const trouble = kind === "unavailable" || isSlow ? "unavailable" : null;
      options.onTrouble?.(kind === "offline" ? kind : trouble);
    };
    const stopTelling = subscribe(tellTrouble);
    const slow = setTimeout(() => {
      isSlow = true;
      tellTrouble();
    }, slowMs);
    try {
      await untilArrived({
        documents: Object.values(documents),
        status: () => status.kind,
        onStatus: subscribe,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    } finally {
      stopTelling();
      clearTimeout(patience);
      clearTimeout(slow);
    }
  }

  async function connectQuickly(link: DocumentLink): Promise<void> {
    await link.openQuickly().catch(() => {});
    if (!isClosed) link.connect();
  }

  const stopWatching = watchPage({
    onOnline: () => {
      if (state.ended === null) socket.dial();
    },
    // Where the studio is on this very device, the next attempt finds it again.
    onOffline: () => {
      if (state.socket === "open") socket.giveUp();
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
    unsaved() {
      const unsaved = kinds.filter((kind) => links[kind].pending() > 0);
      return {
        edits: unsaved.reduce((sum, kind) => sum + links[kind].pending(), 0),
        documents: Object.fromEntries(unsaved.map((kind) => [kind, documents[kind]])),
      };
    },
    flush: async () => {
      await Promise.all(Object.values(links).map((link) => link.flush()));
    },
    ready,
    close() {
      if (isClosed) return;
      isClosed = true;
      stopWatching();
      for (const timer of retries.values()) clearTimeout(timer);
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
