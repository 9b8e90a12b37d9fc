/** The embedded database's process: PGlite in `<data>/pg`, served to the others over the Postgres wire protocol. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, port, readConfig } from "@backlot/shared/server/config";
import { createLog } from "@backlot/shared/server/logging";
import { requireNode } from "@backlot/shared/server/node-version";
import { announceReady, onStop } from "@backlot/shared/server/service";
import { z } from "zod";
import { openPglite } from "./open-pglite.ts";
import { serveWire } from "./wire.ts";

requireNode();
process.umask(0o077);
const log = createLog({ name: "database" });
try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.fatal({ err: error }, "the embedded database could not be opened");
  process.exit(1);
}

async function main(): Promise<void> {
  const schema = z.object({ BACKLOT_DATA: z.string(), DATABASE_PORT: port, DATABASE_PASSWORD: z.string() });
  const config = readConfig(schema);
  const directory = join(config.BACKLOT_DATA, "pg");
  mkdirSync(directory, { recursive: true });
  const database = await openPglite(directory);
  const { rows } = await database.query<{ server_version: string }>("show server_version");
  const { server, port: listening } = await serveWire({
    execute: (message, onRawData) => database.execProtocolRawStream(message, { onRawData }),
    password: config.DATABASE_PASSWORD,
    serverVersion: rows[0]?.server_version ?? "18",
    port: config.DATABASE_PORT,
    onProblem: (sentence, error) => {
      if (!error) return log.warn(sentence);
      // The session's state is unknown now; a fresh process recovers from its log like Postgres after a crash.
      log.fatal({ err: error }, sentence);
      process.exit(70);
    },
  });
  onStop(async () => {
    // When the launcher was killed, the studio is flushing into this database at the same moment.
    const isQuiet = new Promise((resolve) => server.close(resolve));
    await Promise.race([isQuiet, new Promise((resolve) => setTimeout(resolve, 4_000))]);
    await database.close();
  });
  announceReady({ port: listening });
  log.info({ port: listening }, "the embedded database is open");
}
