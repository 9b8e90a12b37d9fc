import { pingDatabase } from "@backlot/shared/server/database";
import { readHealth, type Health, type PartHealth } from "@backlot/shared/server/health";
import type { Log } from "@backlot/shared/server/logging";
import type { ApiDeps } from "../app-env.ts";
import type { TemporalClient } from "./temporal.ts";

/**
 * Asks how the studio is: its database and its live documents, without which nobody works, and its engine, without which
 * people write and review while nothing is made.
 */
export function studioHealth(
  { db, documents, engineStatus }: Pick<ApiDeps, "db" | "documents" | "engineStatus">,
  temporal: TemporalClient,
): (log: Log) => Promise<Health> {
  async function askDocuments(): Promise<PartHealth> {
    const { status, parts } = await documents.health();
    return { state: status, parts };
  }

  /** What the launcher says of it, and where that is "ready" also whether it answers. */
  async function askEngine(): Promise<PartHealth> {
    const { state, detail } = engineStatus.current();
    if (state !== "ready") return { state: state === "preparing" ? "degraded" : "failing", detail };
    const client = await temporal();
    await client.withDeadline(Date.now() + 2_000, () =>
      client.workflowService.describeNamespace({ namespace: client.options.namespace }),
    );
    return { state: "ok" };
  }

  return (log) =>
    readHealth(
      {
        database: {
          isNeeded: true,
          ask: () => pingDatabase(db),
          whenAway: "The database does not answer.",
        },
        documents: {
          isNeeded: true,
          ask: askDocuments,
          whenAway: "The live documents do not answer.",
        },
        engine: {
          isNeeded: false,
          ask: askEngine,
          whenAway: "The pipeline engine does not answer.",
        },
      },
      (part, reason) => log.warn({ err: reason, part }, "a part of the studio does not answer"),
    );
}
