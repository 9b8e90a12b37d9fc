import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";

export type Migration = { name: string; sql: string; checksum: string };

/** Reads the `.sql` files of a folder in the order of their names, which begin with a UTC timestamp. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies what the database has not seen yet, each file in a transaction of its own, and returns the names applied.
 * @throws Error when a file that was applied has changed or is gone: history is added to, never rewritten
 */
export async function migrate(client: Pick<Client, "query">, migrations: Migration[]): Promise<string[]> {
  await client.query(`create table if not exists schema_migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from schema_migration order by name",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  refuseRewrittenHistory(applied, migrations);

  const pending = migrations.filter(({ name }) => !applied.has(name));
  for (const migration of pending) await apply(client, migration);
  return pending.map(({ name }) => name);
}

function refuseRewrittenHistory(applied: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const present = known.get(name);
    if (present === checksum) continue;
    const what =
      present === undefined ? "is missing from infra/migrations" : "was changed after it was applied";
    throw new Error(`The migration ${name} ${what}. Restore it, and put the change into a new file.`);
  }
}

async function apply(client: Pick<Client, "query">, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into schema_migration (name, checksum) values ($1, $2)", [name, checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`The migration ${name} could not be applied: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
