import { sql, type Kysely } from "kysely";
import type { Database, Failure } from "./database-schema.ts";

export type RunEnd = { runId: string; status: "done" | "failed" | "cancelled"; failure: Failure | null };

/**
 * Writes the end of a run down, once and for all: open items are cancelled and an open gate is withdrawn. False when the run had
 * ended before, and then nothing changes.
 */
export async function endRun(db: Kysely<Database>, { runId, status, failure }: RunEnd): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable("run")
      .set({ status, error: JSON.stringify(failure), endedAt: sql`now()` })
      .where("id", "=", runId)
      .where("endedAt", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (ended === undefined) return false;
    await trx
      .updateTable("runItem")
      .set({ status: "cancelled", updatedAt: sql`now()` })
      .where("runId", "=", runId)
      .where("status", "in", ["queued", "working"])
      .execute();
    await trx
      .updateTable("gate")
      .set({ status: "withdrawn", decidedAt: sql`now()` })
      .where("runId", "=", runId)
      .where("status", "=", "waiting")
      .execute();
    return true;
  });
}
