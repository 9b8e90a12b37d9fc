import { embeddedFixture, postgresFixture } from "@backlot/infra/system/service-fixture";
import type { Kysely } from "kysely";
import { openDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";

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

/**
 * One real database for many cases, in a process of its own, so that its work is not in what the cases measure. It is
 * reached over TCP, so that a link to it can be broken.
 */
export async function openFaultDatabase(sort: DatabaseSort): Promise<FaultDatabase> {
  const fixture = sort === "PGlite" ? await embeddedFixture() : await postgresFixture();
  const { port, pathname } = new URL(fixture.url);
  const direct = openDatabase({ url: fixture.url, log: silentLog() });
  return {
    sort,
    port: Number(port),
    name: pathname.slice(1),
    db: direct.db,
    close: async () => {
      await direct.close();
      await fixture.stop();
    },
  };
}
