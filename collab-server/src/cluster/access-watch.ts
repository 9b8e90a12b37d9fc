import { sql, type Kysely } from "kysely";
import type { Database } from "@backlot/shared/server/database-schema";
import { closeSeatsOf } from "../access-change.ts";
import { operatorId, type RoleGate } from "../role-gate.ts";
import type { Seat } from "../seat.ts";

/**
 * Ends the sockets of everybody whose membership is not what their ticket said. The bus tells servers of such a
 * change; this is for the time when it could not.
 */
export async function recheckAccess(
  db: Kysely<Database>,
  gate: RoleGate,
  seats: ReadonlySet<Seat>,
): Promise<void> {
  const people = new Map<string, { projectId: string; userId: string; accessVersion: number }>();
  for (const { claims } of seats) {
    if (claims === null || claims.userId === operatorId) continue;
    people.set(`${claims.projectId} ${claims.userId}`, claims);
  }
  if (people.size === 0) return;
  const pairs = [...people.values()].map(({ projectId, userId }) => sql`(${projectId}, ${userId})`);
  const rows = await db
    .selectFrom("member")
    .innerJoin("project", "project.id", "member.projectId")
    .select(["member.projectId", "member.userId", "member.accessVersion"])
    .where(sql<boolean>`(member.project_id, member.user_id) in (${sql.join(pairs)})`)
    .where("project.deletedAt", "is", null)
    .execute();
  const versions = new Map(rows.map((row) => [`${row.projectId} ${row.userId}`, row.accessVersion]));
  for (const [key, { projectId, userId, accessVersion }] of people) {
    if (versions.get(key) === accessVersion) continue;
    gate.forget(projectId, userId);
    closeSeatsOf(seats, projectId, userId);
  }
}
