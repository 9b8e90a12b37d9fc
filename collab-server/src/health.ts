import type { Kysely } from "kysely";
import { pingDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { readHealth, type Health, type PartCheck } from "@backlot/shared/server/health";
import type { Log } from "@backlot/shared/server/logging";

/** What the service holds at this moment. */
export type CollabFigures = {
  documents: number;
  /** Those of them whose content is not in memory. */
  sleeping: number;
  connections: number;
  pendingRows: number;
  /** Whether other servers can be heard; "alone" where there are none. */
  bus: "alone" | "reachable" | "away";
};

/**
 * Asks how the live documents are. Without a database nothing is saved, and a document that is not open cannot be opened;
 * without the bus several servers go on and meet through the log.
 */
export function healthCheck(from: {
  db: Kysely<Database>;
  log: Log;
  figures: () => CollabFigures;
}): () => Promise<Health> {
  const { db, log, figures } = from;
  const database: PartCheck = {
    isNeeded: true,
    ask: () => pingDatabase(db),
    whenAway: "The database does not answer: edits wait to be saved.",
  };
  const bus: PartCheck = {
    isNeeded: false,
    ask: () => (figures().bus === "away" ? Promise.reject(new Error("Redis is away")) : Promise.resolve()),
    whenAway: "The other collab-servers are heard through the database only.",
  };
  return () =>
    readHealth(figures().bus === "alone" ? { database } : { database, bus }, (part, reason) =>
      log.warn({ err: reason, part }, "a part does not answer"),
    );
}
