import { sql, type Kysely } from "kysely";
import type { Database } from "./database-schema.ts";

/** What a run has set aside and has spent, in micro-credits. */
export async function spendingOf(
  db: Kysely<Database>,
  of: { runId: string } | { projectId: string },
): Promise<{ reserved: number; spent: number }> {
  const settled = sql`exists (select 1 from budget_entry done
    where done.job_id = budget_entry.job_id and done.kind in ('settle', 'release'))`;
  const row = await db
    .selectFrom("budgetEntry")
    .select([
      sql<string>`coalesce(sum(amount_micros) filter (where kind = 'reserve' and not ${settled}), 0)`.as(
        "reserved",
      ),
      sql<string>`coalesce(sum(amount_micros) filter (where kind = 'settle'), 0)`.as("spent"),
    ])
    .where("runId" in of ? "runId" : "projectId", "=", "runId" in of ? of.runId : of.projectId)
    .executeTakeFirstOrThrow();
  return { reserved: Number(row.reserved), spent: Number(row.spent) };
}
