import type { Kysely } from "kysely";
import type { Database } from "@backlot/shared/server/database-schema";

export type AuditEntry = {
  projectId: string | null;
  userId: string;
  /** Noun and verb: `member.role`, `member.remove`, `gate.decide`, `budget.set`, `key.set` … */
  action: string;
  detail?: Record<string, unknown>;
};

/** Writes down who changed what somebody may do or spend. Give the transaction that makes the change. */
export async function recordAudit(db: Kysely<Database>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto("auditEntry")
    .values({ ...entry, detail: JSON.stringify(entry.detail ?? {}) })
    .execute();
}
