import type { Server as HttpServer } from "node:http";
import { Hocuspocus, type Extension } from "@hocuspocus/server";
import type { Kysely } from "kysely";
import * as Y from "yjs";
import type { CommandRequest, StudioEvent } from "@backlot/shared/documents/commands";
import { documentName, parseDocumentName, type DocumentKind } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Health } from "@backlot/shared/server/health";
import type { Log } from "@backlot/shared/server/logging";
import { closeSeatsOf } from "./access-change.ts";
import { atMost } from "./at-most.ts";
import type { Bus } from "./cluster/bus.ts";
import { createCluster, type Cluster } from "./cluster/cluster.ts";
import { createCommands } from "./commands.ts";
import { Compaction } from "./compaction.ts";
import { durableAck } from "./durable-ack.ts";
import { emitEvent } from "./events.ts";
import { fieldAuthor } from "./field-author.ts";
import { frameGuard } from "./frame-guard.ts";
import { Gaps } from "./gaps.ts";
import { guarded } from "./guarded.ts";
import { healthCheck, type CollabFigures } from "./health.ts";
import { internalRoutes } from "./internal-routes.ts";
import { applyStored, loadStored } from "./load.ts";
import { noteKeeper } from "./note-keeper.ts";
import { presenceStamp } from "./presence-stamp.ts";
import { listensToEdits, quickEdits } from "./quick-edits.ts";
import { quickFlush } from "./quick-flush.ts";
import { raiseVersion } from "./raise-version.ts";
import { recorder } from "./recorder.ts";
import { roleGate } from "./role-gate.ts";
import type { Context } from "./seat.ts";
import { seating } from "./seating.ts";
import { leanSync } from "./lean-sync.ts";
import { sleep } from "./sleep.ts";
import { snapshotRoute } from "./snapshot-route.ts";
import { Snapshots } from "./snapshots.ts";
import { openSocketDoor, type SocketDoor } from "./socket-door.ts";
import { openSpill } from "./spill.ts";
import { ticketClock } from "./ticket-clock.ts";
import { takeTurns } from "./turns.ts";
import { unloadVeto } from "./unload-veto.ts";
import { UpdateLog } from "./update-log.ts";
import { createVersionKeeper } from "./version-keeper.ts";
import { writerStamps } from "./writer-stamps.ts";

export type CollabOptions = {
  db: Kysely<Database>;
  /** Verifies tickets; the API signs them with the same secret. */
  ticketSecret: string;
  /** What servers and workflows show at the internal routes. */
  serviceToken: string;
  log: Log;
  /** How servers of one studio talk to each other; without it this one is alone. */
  bus?: Bus;
  /** Where the other servers reach this one, e.g. "http://10.0.0.7:4500"; without it projects are not passed on here. */
  address?: string;
  /** How long edits gather before they are written together, ms. */
  gatherMs?: number;
  /** How many bytes of edits may wait for the database before no more are taken. */
  maxPendingBytes?: number;
  /** How long an unused document stays in memory, ms. */
  lingerMs?: number;
  /** How long a document into which nobody writes keeps its content in memory while people have it open, ms. */
  sleepAfterMs?: number;
  /** Rows of the log after which a document is compacted. */
  compactAfterRows?: number;
  /** How long an edit may wait for another that it builds on, ms. */
  gapPatienceMs?: number;
  /** How long a client that reads too slowly gets to read why it is cut off, ms. */
  slowPatienceMs?: number;
  /** How long `close` waits for the database before it ends the sockets, ms. */
  closeDeadlineMs?: number;
  /** How much longer it then waits for a database that is slow, but does not refuse, ms. */
  closePatienceMs?: number;
  /** A folder for edits that the database does not take until this server has to stop; the next one writes them. */
  spillDir?: string;
  /** What else is to happen in the hooks, for example measuring; a failure there is logged and ends nothing. */
  extensions?: Extension<Context>[];
  /** For how long nobody writes before a version of the script is kept by itself, ms. */
  versionPauseMs?: number;
};

export type Collab = {
  /** Serves live documents to WebSocket connections at `path` of an HTTP server. */
  attach: (server: HttpServer, path: string) => void;
  /** Answers requests to `/collab/documents/*`: a document's snapshot, for whoever has a ticket. */
  fetchSnapshot: (request: Request) => Promise<Response>;
  /** Answers requests to `/internal/*`. */
  fetchInternal: (request: Request) => Promise<Response>;
  commands: { run: (request: CommandRequest) => Promise<unknown> };
  /** The document as one update, pending edits included. */
  read: (projectId: string, kind: DocumentKind) => Promise<Uint8Array>;
  emit: (projectId: string | null, event: StudioEvent) => void;
  revoke: (projectId: string, userId: string) => void;
  /** How much it holds. */
  health: () => CollabFigures;
  /** Whether it works, and what it depends on. */
  checkHealth: () => Promise<Health>;
  /**
   * Takes no more connections, writes what is pending, ends the sockets (1012). Rejects when edits had to be left; they
   * are in a file of `spillDir` then.
   */
  close: () => Promise<void>;
};

/** How long a server that has written everything waits for what is merely good to finish, ms. */
const courtesyMs = 2_000;

/** The live documents as a service: Hocuspocus with a list of extensions, each of which keeps one promise. */
export function createCollab(options: CollabOptions): Collab {
  const { db, log } = options;
  const updateLog = new UpdateLog({
    db,
    log,
    ...optional("gatherMs", options.gatherMs),
    ...optional("maxPendingBytes", options.maxPendingBytes),
  });
  const compaction = new Compaction({ db, log, ...optional("maxRows", options.compactAfterRows) });
  const grew = compaction.grew.bind(compaction);
  updateLog.onCommitted(grew);

  const spill = options.spillDir === undefined ? null : openSpill({ dir: options.spillDir, db, log });

  // Also without anybody who opens a document; whoever opens one tries again.
  spill?.played().catch((error: unknown) => log.warn({ err: error }, "left edits wait for the database"));
  const versions = createVersionKeeper({
    db,
    log,
    onKept: (projectId) => emit(projectId, { type: "versions" }),
    ...optional("pauseMs", options.versionPauseMs),
  });

  const gaps = new Gaps(options.gapPatienceMs === undefined ? {} : { patienceMs: options.gapPatienceMs });
  const turn = takeTurns();
  const gate = roleGate({ db, ticketSecret: options.ticketSecret, turn, log });
  const veto = unloadVeto({
    updateLog,
    log,
    hocuspocus: () => hocuspocus,
    ...optional("lingerMs", options.lingerMs),
  });
  const guard = frameGuard({ updateLog, gaps, turn, log });
  const snapshots = new Snapshots();
  const sleeper = sleep({
    db,
    log,
    isBusy: ({ name }) => updateLog.isPending(name) || versions.isWaiting(name),
    onFirstWake: raiseVersion,
    ...optional("afterMs", options.sleepAfterMs),
  });
  const cluster: Cluster | null =
    options.bus === undefined
      ? null
      : createCluster({
          bus: options.bus,
          address: options.address ?? null,
          studio: options.ticketSecret,
          db,
          gate,
          seats: () => door.seats,
          onAccess: revokeHere,
          onEvent: (projectId, event) => emitEvent(hocuspocus, projectId, event),
          isAsleep: (document) => sleeper.isAsleep(document),
          wake: (document) => sleeper.wake(document),
          log,
        });
  const hocuspocus: Hocuspocus<Context> = new Hocuspocus<Context>({
    quiet: true,
    maxPendingDocuments: 16,
    maxUnauthenticatedQueueSize: 16 * 1024 * 1024,
    extensions: [
      gate,
      seating(log),
      ticketClock(log),
      sleeper,
      guard,
      presenceStamp(log),
      recorder({
        db,
        updateLog,
        spill,
        log,
        // Keepers of the other documents look at their content as they open, and so do servers that share one.
        handedOut: (name) =>
          cluster === null && parseDocumentName(name).kind === "script" ? snapshots.preparedOf(name) : null,
        sleep: sleeper,
        onLoaded(document, stored) {
          compaction.loaded(document.name, stored);
          snapshots.loaded(document, stored);
          cluster?.catchUp.loaded(document, stored);
        },
      }),
      fieldAuthor(updateLog, log),
      writerStamps(updateLog),
      noteKeeper(log),
      versions.extension,
      durableAck({ updateLog, gaps, log, hocuspocus: () => hocuspocus }),
      leanSync({ snapshots, isAsleep: sleeper.isAsleep, log }),
      quickFlush(),
      ...(options.extensions?.some(listensToEdits)
        ? []
        : [quickEdits({ guard, isAsleep: sleeper.isAsleep, log })]),
      ...(cluster === null ? [] : [cluster.relay]),
      veto,
      ...(options.extensions ?? []),
    ].map((extension) => guarded(extension, log)),
  });
  const door: SocketDoor = openSocketDoor({
    hocuspocus,
    log,
    pass: cluster?.pass ?? null,
    ...optional("slowPatienceMs", options.slowPatienceMs),
  });
  const commands = createCommands({
    db,
    updateLog,
    spill,
    hocuspocus,
    log,
    keepBefore: versions.keepBefore,
    onCommitted: grew,
    cluster,
    wake: sleeper.wake,
  });

  async function read(projectId: string, kind: DocumentKind): Promise<Uint8Array> {
    const name = documentName({ projectId, kind });
    const live = hocuspocus.documents.get(name);
    if (live !== undefined && !sleeper.isAsleep(live)) return Y.encodeStateAsUpdate(live);
    const doc = new Y.Doc();
    try {
      await spill?.played();
      applyStored(doc, await loadStored(db, name));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError("documents-unavailable", {
        sentence: "The documents cannot be read right now.",
        nextStep: "Try again in a moment.",
        cause: error,
      });
    }
    return Y.encodeStateAsUpdate(doc);
  }

  function emit(projectId: string | null, event: StudioEvent): void {
    emitEvent(hocuspocus, projectId, event);
    cluster?.emit(projectId, event);
  }

  function revokeHere(projectId: string, userId: string): void {
    gate.forget(projectId, userId);
    closeSeatsOf(door.seats, projectId, userId);
  }

  function revoke(projectId: string, userId: string): void {
    revokeHere(projectId, userId);
    cluster?.revoke(projectId, userId);
  }

  async function shutDown(): Promise<void> {
    door.shut();
    cluster?.leave();
    const isDrained = await updateLog.drain(options.closeDeadlineMs ?? 4_000);
    await door.closeAll();
    // What arrived while the sockets were closing.
    const isEmpty = isDrained && (await updateLog.drain(1_000));
    // Before anything else that may take its time: whoever stops this process may not wait for long.
    const path = isEmpty || spill === null ? null : spill.keep(updateLog.unwritten());
    veto.stop();
    sleeper.stop();
    await cluster?.close();
    if (!isEmpty) await finish(path);
    // Neither holds anything that would be lost, and with a slow database either may take long.
    else await atMost(courtesyMs, Promise.all([versions.stop(), compaction.stop()]));
  }

  /** Waits for a slow database after all; rejects when edits have to be left, which are in the file at `path` then. */
  async function finish(path: string | null): Promise<void> {
    const isSlow = !updateLog.isRefused && options.closePatienceMs !== undefined;
    if (isSlow && (await updateLog.drain(options.closePatienceMs ?? 0))) {
      if (path !== null) spill?.remove(path);
      return;
    }
    const left = `${updateLog.pendingRows} edits could not be written before the deadline`;
    throw new Error(path === null ? `${left}.` : `${left}; the next start writes them from ${path}.`);
  }

  const figures = (): CollabFigures => ({
    documents: hocuspocus.getDocumentsCount(),
    sleeping: [...hocuspocus.documents.values()].filter(sleeper.isAsleep).length,
    connections: door.seats.size,
    pendingRows: updateLog.pendingRows,
    bus: cluster === null ? "alone" : cluster.isReachable() ? "reachable" : "away",
  });
  const checkHealth = healthCheck({ db, log, figures });

  let closing: Promise<void> | undefined;
  return {
    attach: door.attach,
    fetchSnapshot: snapshotRoute({
      gate,
      snapshots,
      stored: (name) => loadStored(db, name),
      wake: sleeper.wake,
      hocuspocus: () => hocuspocus,
      ask: cluster?.ask,
      log,
    }),
    fetchInternal: internalRoutes(
      { run: commands.run, read, emit, revoke, checkHealth },
      options.serviceToken,
      log,
    ),
    commands,
    read,
    emit,
    revoke,
    health: figures,
    checkHealth,
    close: () => (closing ??= shutDown()),
  };
}

function optional<Key extends string>(key: Key, value: number | undefined): Partial<Record<Key, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, number>);
}
