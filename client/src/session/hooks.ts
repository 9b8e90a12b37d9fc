import { use, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import * as Y from "yjs";
import type { StudioEvent } from "@backlot/shared/documents/commands";
import { documentRoots, type DocumentKind } from "@backlot/shared/documents/names";
import { localEdit } from "@backlot/shared/documents/record";
import { placePublisher, readPeople, type PersonHere, type Place, type PlacePublisher } from "./people.ts";
import type { SaveStatus } from "./save-status.ts";
import { SessionContext } from "./session-context.ts";
import type { Session } from "./session.ts";

/** Edits of others are shown together at most this often, ms; one's own at once. */
const remoteGapMs = 16;

/** How long everything has to be saved before the header says so, ms. */
const calmMs = 400;

/** The open project's session. Throws outside of a `SessionProvider`. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession needs a SessionProvider around it.");
  return session;
}

/**
 * What the header says. All at once, but that everything is saved only when it has held for a moment: while somebody
 * writes it comes and goes with every letter.
 */
export function useSaveStatus(): SaveStatus {
  const session = useSession();
  const shown = useRef(session.status);
  const subscribe = useCallback(
    (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const show = () => {
        shown.current = session.status;
        listener();
      };
      const look = () => {
        clearTimeout(timer);
        const isSaving = shown.current.kind === "saving";
        if (isSaving && session.status.kind === "saved") timer = setTimeout(show, calmMs);
        else if (!isSaving || session.status.kind !== "saving") show();
      };
      const stop = session.subscribe(look);
      look();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => shown.current);
}

/** Something small that the save status says. Draws again only when that changes: "saved" and "saving" come and go with every letter. */
export function useSaveStatusPart<T extends string | boolean>(read: (status: SaveStatus) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => read(session.status));
}

/** Whether the studio cannot be reached just now, so that only what works on this device is offered. */
export function useIsOffline(): boolean {
  return useSaveStatusPart(({ kind }) => kind === "offline" || kind === "unavailable");
}

/** Calls back with "this changed" messages, e.g. to refetch lists. */
export function useStudioEvents(onEvent: (event: StudioEvent) => void): void {
  const session = useSession();
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => session.onEvent((event) => latest.current(event)), [session]);
}

/** Everybody who has the project open, oneself included. */
export function usePeople(): PersonHere[] {
  const { awareness } = useSession();
  const cache = useRef<{ json: string; people: PersonHere[] }>({ json: "[]", people: [] });
  const subscribe = useCallback(
    (listener: () => void) => {
      awareness.on("change", listener);
      return () => awareness.off("change", listener);
    },
    [awareness],
  );
  return useSyncExternalStore(subscribe, () => {
    const people = readPeople(awareness);
    const json = JSON.stringify(people);
    if (json !== cache.current.json) cache.current = { json, people };
    return cache.current.people;
  });
}

/** Tells the others where this person is. Call it with what is on screen; it is sent at most 15 times a second. */
export function usePublishPlace(place: Omit<Place, "frame">): void {
  const publisher = publisherOf(useSession());
  const { department, sceneId, shotId, assetId, runId, takeId, view } = place;
  useEffect(
    () => publisher.publish({ department, sceneId, shotId, assetId, runId, takeId, view }),
    [publisher, department, sceneId, shotId, assetId, runId, takeId, view],
  );
  useEffect(() => publisher.stop, [publisher]);
}

/** Tells the others at which frame a player of this person stands still; undefined while it plays. */
export function usePublishFrame(frame: number | undefined): void {
  const publisher = publisherOf(useSession());
  useEffect(() => publisher.publish({ frame }), [publisher, frame]);
  useEffect(() => () => publisher.publish({ frame: undefined }), [publisher]);
}

const publishers = new WeakMap<Session, PlacePublisher>();

/** One per session: the page says where the person is, a player in it the frame. */
function publisherOf(session: Session): PlacePublisher {
  const present = publishers.get(session);
  if (present !== undefined) return present;
  const publisher = placePublisher(session.awareness);
  publishers.set(session, publisher);
  return publisher;
}

/**
 * Follows a person: calls back with their place now and whenever it changes, until they leave or `clientId` is null.
 */
export function useFollow(clientId: number | null, onPlace: (place: Place) => void): PersonHere | null {
  const people = usePeople();
  const person = clientId === null ? null : (people.find((one) => one.clientId === clientId) ?? null);
  const latest = useRef(onPlace);
  useEffect(() => {
    latest.current = onPlace;
  });
  const json = JSON.stringify(person?.place ?? null);
  useEffect(() => {
    const place = JSON.parse(json) as Place | null;
    if (place !== null) latest.current(place);
  }, [json]);
  return person;
}

/**
 * A value read from a live document, e.g. `useDocumentValue("shots", readShots)`. Reads again when the document
 * changed; the result keeps its identity while it is equal as JSON. Pass a function that is made once (outside of
 * the component or with `useCallback`): a new one reads again at every render.
 */
export function useDocumentValue<T>(kind: DocumentKind, read: (doc: Y.Doc) => T): T {
  const doc = useSession().documents[kind];
  const cache = useRef<{
    doc: Y.Doc;
    version: number;
    read: (doc: Y.Doc) => T;
    json: string;
    value: T;
  } | null>(null);
  const subscribe = useCallback((listener: () => void) => versionsOf(doc).subscribe(listener), [doc]);
  return useSyncExternalStore(subscribe, () => {
    const { version } = versionsOf(doc);
    const present = cache.current;
    if (present?.doc === doc && present.version === version && present.read === read) return present.value;
    const value = read(doc);
    const json = JSON.stringify(value) ?? "";
    const isSame = present?.doc === doc && present.json === json;
    cache.current = { doc, version, read, json, value: isSame ? present.value : value };
    return cache.current.value;
  });
}

export type Undo = {
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** What follows is a step of its own, e.g. on blur or paste. */
  endStep: () => void;
};

/** Undo of this person's own edits to a document; edits of others and of runs are never taken back. */
export function useUndo(kind: DocumentKind): Undo {
  const manager = undoManagerOf(useSession().documents[kind], kind);
  const subscribe = useCallback(
    (listener: () => void) => {
      const names = ["stack-item-added", "stack-item-popped", "stack-cleared"] as const;
      for (const name of names) manager.on(name, listener);
      return () => {
        for (const name of names) manager.off(name, listener);
      };
    },
    [manager],
  );
  const state = useSyncExternalStore(
    subscribe,
    () => (manager.canUndo() ? 1 : 0) + (manager.canRedo() ? 2 : 0),
  );
  return useMemo(
    () => ({
      undo: () => void manager.undo(),
      redo: () => void manager.redo(),
      canUndo: (state & 1) !== 0,
      canRedo: (state & 2) !== 0,
      endStep: () => manager.stopCapturing(),
    }),
    [manager, state],
  );
}

const undoManagers = new WeakMap<Y.Doc, Y.UndoManager>();

/** One per document, so that a department finds its history again after a visit elsewhere. */
function undoManagerOf(doc: Y.Doc, kind: DocumentKind): Y.UndoManager {
  const present = undoManagers.get(doc);
  if (present !== undefined) return present;
  const scope = documentRoots[kind].map((root) =>
    root === "body" ? doc.getXmlFragment(root) : doc.getMap<unknown>(root),
  );
  const manager = new Y.UndoManager(scope, { trackedOrigins: new Set([localEdit]) });
  undoManagers.set(doc, manager);
  return manager;
}

type Versions = { version: number; subscribe: (listener: () => void) => () => void };
const versions = new WeakMap<Y.Doc, Versions>();

/** Counts a document's changes and tells listeners: at once for own edits, gathered for those of others. */
function versionsOf(doc: Y.Doc): Versions {
  const present = versions.get(doc);
  if (present !== undefined) return present;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const counted: Versions = {
    version: 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  function tell(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const listener of listeners) listener();
  }
  doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    counted.version += 1;
    if (transaction.local) tell();
    else timer ??= setTimeout(tell, remoteGapMs);
  });
  versions.set(doc, counted);
  return counted;
}
