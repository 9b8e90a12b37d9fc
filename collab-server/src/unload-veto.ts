import type { Document, Extension, Hocuspocus } from "@hocuspocus/server";
import type { Log } from "@backlot/shared/server/logging";
import { Refusal } from "./refusal.ts";
import { safely } from "./safely.ts";
import { closeSeat, type Context } from "./seat.ts";
import type { UpdateLog } from "./update-log.ts";

export type UnloadVetoOptions = {
  updateLog: UpdateLog;
  log: Log;
  hocuspocus: () => Hocuspocus;
  /** How long an unused document stays in memory, ms: a reload or the next command finds it warm. */
  lingerMs?: number;
};

/**
 * Keeps a document in memory while the log still has rows of it to write, and a little longer. Nothing but this
 * extension lets a document go, and it asks again by itself after a veto.
 */
export function unloadVeto(options: UnloadVetoOptions): Extension<Context> & { stop: () => void } {
  const { updateLog, log, hocuspocus, lingerMs = 15_000 } = options;
  const leaving = new WeakSet<Document>();
  const timers = new Map<Document, NodeJS.Timeout>();

  function later(document: Document): void {
    clearTimeout(timers.get(document));
    const timer = setTimeout(() => void tryUnload(document), lingerMs);
    timer.unref();
    timers.set(document, timer);
  }

  async function tryUnload(document: Document): Promise<void> {
    timers.delete(document);
    if (document.getConnectionsCount() > 0) return;
    if (updateLog.isPending(document.name)) {
      later(document);
      return;
    }
    leaving.add(document);
    try {
      await hocuspocus().unloadDocument(document);
    } catch (error) {
      log.error({ err: error, document: document.name }, "a document could not be unloaded");
    }
    leaving.delete(document);
  }

  return {
    // oxlint-disable-next-line require-await -- a veto is a rejection
    async beforeUnloadDocument({ document, documentName }) {
      if (leaving.has(document) && !updateLog.isPending(documentName)) return;
      if (!leaving.has(document)) later(document);
      throw new Refusal("unavailable");
    },
    /** A connection that arrived in the very moment of unloading sits at a document nobody else has. */
    connected: safely(log, "connected", ({ connection, context }) => {
      const { document } = connection;
      if (hocuspocus().documents.get(document.name) === document) return;
      if (context.seat !== undefined) closeSeat(context.seat, "restart");
    }),
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
