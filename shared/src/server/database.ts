import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Database } from "./database-schema.ts";
import type { Log } from "./logging.ts";

export type OpenDatabaseOptions = {
  /** A `postgres://` address; the embedded database's looks the same. */
  url: string;
  /** Most connections held at once. */
  poolSize?: number;
  log: Log;
  /** How long to wait for a database that refuses connections, as it does while it restarts. */
  patienceMs?: number;
};

export type OpenDatabase<Schema = Database> = {
  db: Kysely<Schema>;
  pool: pg.Pool;
  close: () => Promise<void>;
};

/**
 * Opens a pool of connections. `bigint` columns arrive as numbers (and throw beyond 2⁵³), timestamps as `Date`,
 * column names in camel case. A connection that breaks is replaced, and a database that is restarting is waited for;
 * a statement that was already sent is never sent again.
 *
 * The embedded database runs one transaction at a time: keep transactions short, use only the transaction's own
 * connection inside one, and see `docs/decisions/0002-embedded-postgres.md` for the rest.
 */
export function openDatabase<Schema = Database>({
  url,
  poolSize = 8,
  log,
  patienceMs = 15_000,
}: OpenDatabaseOptions): OpenDatabase<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 20_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  const onLost = (error: Error) => log.warn({ err: error }, "a database connection was lost");
  pool.on("error", onLost);
  // A connection that breaks while it is in use reports that twice: to its statement, and as an event that would end
  // the process if nobody listened.
  pool.on("connect", (client) => client.on("error", onLost));
  const patientPool = {
    options: pool.options,
    connect: () => connectPatiently(pool, patienceMs),
    end: () => pool.end(),
  };
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: patientPool }),
    plugins: [columnNames()],
  });
  let closing: Promise<void> | undefined;
  return {
    db,
    pool,
    close: () => (closing ??= db.destroy().then(() => (pool.ended ? undefined : pool.end()))),
  };
}

/** Asks the database whether it answers; rejects when it does not. */
export async function pingDatabase(db: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Snake case in SQL, camel case in code; keys inside JSON values stay as they are. */
export function columnNames(): CamelCasePlugin {
  return new CamelCasePlugin({ maintainNestedObjectKeys: true });
}

const refusals = new Set(["ECONNREFUSED", "ECONNRESET", "57P03"]);

async function connectPatiently(pool: pg.Pool, patienceMs: number): Promise<pg.PoolClient> {
  const deadline = Date.now() + patienceMs;
  for (let delay = 50; ; delay = Math.min(delay * 2, 500)) {
    try {
      return await pool.connect();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      const mayComeBack = refusals.has(code) || (error as Error).message.includes("terminated unexpectedly");
      if (!mayComeBack || pool.ending || Date.now() + delay > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

/** The object id of `bigint` in every Postgres. */
const int8: number = 20;

const getTypeParser = ((oid: number, format?: "text" | "binary"): unknown =>
  oid === int8 && format !== "binary"
    ? parseInteger
    : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser;

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The integer ${text} is too large to be read exactly.`);
  return value;
}
