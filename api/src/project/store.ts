import { sql, type Kysely } from "kysely";
import type { Role } from "@backlot/shared/access/roles";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Actor, Member } from "../app-env.ts";
import { recordAudit } from "../audit/record-audit.ts";

export type ProjectSummary = { id: string; title: string; role: Role; isSample: boolean; updatedAt: number };

/** The actor's projects, the last changed first; the operator has all of them. `updatedAt` is epoch milliseconds. */
export async function listProjects(db: Kysely<Database>, actor: Actor): Promise<ProjectSummary[]> {
  const rows = await db
    .selectFrom("project")
    .leftJoin("member", (join) =>
      join.onRef("member.projectId", "=", "project.id").on("member.userId", "=", actor.id),
    )
    .select(["project.id", "project.title", "project.isSample", "project.createdAt", "member.role"])
    .select(lastChange().as("changedAt"))
    .where("project.deletedAt", "is", null)
    .$if(actor.kind !== "operator", (query) => query.where("member.role", "is not", null))
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      title: row.title,
      role: row.role ?? "owner",
      isSample: row.isSample,
      updatedAt: Math.max(row.createdAt.getTime(), row.changedAt?.getTime() ?? 0),
    }))
    .toSorted((a, b) => b.updatedAt - a.updatedAt);
}

/** When a live document of the project last changed: newest log row, or newest snapshot once the log is compacted. */
function lastChange() {
  const prefix = sql`'p/' || project.id || '/'`;
  return sql<Date | null>`greatest(
    (select max(at) from document_update where starts_with(document, ${prefix})),
    (select max(at) from document_snapshot where starts_with(document, ${prefix}))
  )`;
}

export type ProjectDetail = {
  id: string;
  title: string;
  role: Role;
  budgetMicros: number;
  spentMicros: number;
  isSample: boolean;
};

/** One project with its budget and what the ledger says is spent, in micro-credits. */
export async function readProject(db: Kysely<Database>, { projectId, role }: Member): Promise<ProjectDetail> {
  const row = await db
    .selectFrom("project")
    .select(["id", "title", "budgetMicros", "isSample"])
    .select((eb) =>
      eb
        .selectFrom("budgetEntry")
        .select(sql<string | number>`coalesce(sum(amount_micros), 0)`.as("spent"))
        .whereRef("projectId", "=", "project.id")
        .where("kind", "=", "settle")
        .as("spent"),
    )
    .where("id", "=", projectId)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("not-found", { sentence: "This project was deleted." });
  const { spent, budgetMicros, ...rest } = row;
  // A sum of bigint is a numeric, which arrives as text.
  return { ...rest, role, budgetMicros: Number(budgetMicros), spentMicros: Number(spent ?? 0) };
}

/** Sets the budget; the difference goes into the ledger and the change into the audit log. */
export async function setBudget(
  db: Kysely<Database>,
  { projectId, userId, budgetMicros }: { projectId: string; userId: string; budgetMicros: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { budgetMicros: before } = await tx
      .selectFrom("project")
      .select("budgetMicros")
      .where("id", "=", projectId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (Number(before) === budgetMicros) return;
    await tx.updateTable("project").set({ budgetMicros }).where("id", "=", projectId).execute();
    await tx
      .insertInto("budgetEntry")
      .values({
        id: crypto.randomUUID(),
        projectId,
        kind: "grant",
        amountMicros: budgetMicros - Number(before),
      })
      .execute();
    await recordAudit(tx, {
      projectId,
      userId,
      action: "budget.set",
      detail: { from: Number(before), to: budgetMicros },
    });
  });
}
