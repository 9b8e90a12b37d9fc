import type { AddressInfo } from "node:net";
import { serveWire } from "@backlot/infra/database/wire";
import type { Kysely } from "kysely";
import { openDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";
import { openTestDatabase } from "../collab-fixture.ts";

export type FaultDatabase = {
  /** Where it answers, and under which name. */
  port: number;
  name: string;
  /** A way in that no fault touches. */
  db: Kysely<Database>;
  close: () => Promise<void>;
};

/** One real database for many cases, served over TCP so that a link to it can be broken. */
export async function openFaultDatabase(): Promise<FaultDatabase> {
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
