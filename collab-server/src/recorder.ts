import { isTransactionOrigin, type Document, type Extension } from "@hocuspocus/server";
import type { Kysely } from "kysely";
import { keepDeletedBlocks } from "@backlot/shared/documents/kept-blocks";
import { parseDocumentName } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { isFromBus } from "./cluster/bus-origin.ts";
import { applyStored, loadStored, readRowsSince, type StoredDocument } from "./load.ts";
import { raiseVersion } from "./raise-version.ts";
import { Refusal } from "./refusal.ts";
import { actorOf, type Actor, type Context } from "./seat.ts";
import type { Sleep } from "./sleep.ts";
import type { Spill } from "./spill.ts";
import type { UpdateLog } from "./update-log.ts";

export type RecorderOptions = {
  db: Kysely<Database>;
  updateLog: UpdateLog;
  /** Edits that an earlier server had to leave come first: what is loaded must hold them. */
  spill: Spill | null;
  log: Log;
  /** What has just gone out as the snapshot of a document, if it may be opened without its content. */
  handedOut: (documentName: string) => StoredDocument | null;
  sleep: Pick<Sleep, "beginAsleep" | "isAsleep">;
  /** Called with what was read. */
  onLoaded?: (document: Document, stored: StoredDocument) => void;
};

/**
 * Connects documents with the log: loads them from it and records every change that is not in it yet. Skipping an
 * origin could leave a row that builds on one that was never written, and such a row loads as nothing.
 */
export function recorder(options: RecorderOptions): Extension<Context> {
  const { db, updateLog, spill, log, handedOut, sleep, onLoaded } = options;

  /** Whoever has the snapshot needs nothing of the document but what others write, so it can be read after they have it. */
  async function openAsleep(document: Document): Promise<boolean> {
    const known = handedOut(document.name);
    const stored = known === null ? null : await readRowsSince(db, document.name, known);
    if (stored === null) return false;
    sleep.beginAsleep(document);
    onLoaded?.(document, stored);
    return true;
  }

  return {
    async onLoadDocument({ document, documentName }) {
      try {
        await spill?.played();
        if (parseDocumentName(documentName).kind === "script") keepDeletedBlocks(document);
        if (await openAsleep(document)) return;
        const stored = await loadStored(db, documentName);
        applyStored(document, stored);
        onLoaded?.(document, stored);
        if (document.store.pendingStructs !== null) {
          log.error({ document: documentName }, "stored rows refer to edits that are missing");
        }
      } catch (error) {
        if (error instanceof AppError) throw new Refusal("noAccess");
        log.error({ err: error, document: documentName }, "a document could not be loaded");
        throw new Refusal("unavailable");
      }
    },
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document, documentName }) {
      document.on("update", (update: Uint8Array, origin: unknown) => {
        if (isCommitted(origin)) return;
        updateLog.append(documentName, update, actorOfOrigin(origin)?.id ?? null);
      });
      // One that sleeps is raised when it wakes.
      if (!sleep.isAsleep(document)) raiseVersion(document);
    },
  };
}

/** A command commits its own edit, with its answer, before the live document gets it; see `commands.ts`. */
export function isCommitted(origin: unknown): boolean {
  return (origin as { context?: Context } | null)?.context?.isCommitted === true;
}

/** Who made a transaction, by its origin. */
export function actorOfOrigin(origin: unknown): Actor | null {
  if (isFromBus(origin)) return actorOf(origin.context);
  if (!isTransactionOrigin(origin)) return null;
  if (origin.source === "connection") return actorOf(origin.connection.context as Context);
  return origin.source === "local" ? actorOf(origin.context as Context | undefined) : null;
}
