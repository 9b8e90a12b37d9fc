import type { AddressInfo } from "node:net";
import { serveWire } from "@backlot/infra/database/wire";
import { postgresFixture } from "@backlot/infra/system/service-fixture";
import type { Kysely } from "kysely";
import { openDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";
import { openTestDatabase } from "../collab-fixture.ts";

export type DatabaseSort = "PGlite" | "Postgres";

export type FaultDatabase = {
  readonly sort: DatabaseSort;
  /** Where it answers, and under which name. */
  port: number;
  name: string;
  /** A way in that no fault touches. */
  db: Kysely<Database>;
  close: () => Promise<void>;
};

/** One real database for many cases, reached over TCP so that a link to it can be broken. */
export function openFaultDatabase(sort: DatabaseSort): Promise<FaultDatabase> {
  return sort === "PGlite" ? openEmbedded() : openPostgres();
}

/** The embedded studio's database, behind the same server of the wire protocol. */
async function openEmbedded(): Promise<FaultDatabase> {
  const { pglite, close } = await openTestDatabase();
  const { server, port } = await serveWire({
    execute: (message, onRawData) => pglite.execProtocolRawStream(message, { onRawData }),
    password: "test",
    serverVersion: "18",
    port: 0,
  });
  const direct = openDatabase({
    url: `postgres://backlot:test@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    log: silentLog(),
  });
  return {
    sort: "PGlite",
    port,
    name: "postgres",
    db: direct.db,
    close: async () => {
      await direct.close();
      server.close();
      await close();
    },
  };
}

async function openPostgres(): Promise<FaultDatabase> {
  const postgres = await postgresFixture();
  const { port, pathname } = new URL(postgres.url);
  const direct = openDatabase({ url: postgres.url, log: silentLog() });
  return {
    sort: "Postgres",
    port: Number(port),
    name: pathname.slice(1),
    db: direct.db,
    close: async () => {
      await direct.close();
      await postgres.stop();
    },
  };
}
