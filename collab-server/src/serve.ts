import { createServer } from "node:http";
import { z } from "zod";
import { port, readConfig, serviceConfig } from "@backlot/shared/server/config";
import { openDatabase } from "@backlot/shared/server/database";
import { healthStatusCode } from "@backlot/shared/server/health";
import { createLog } from "@backlot/shared/server/logging";
import { announceReady, onStop } from "@backlot/shared/server/service";
import { atMost } from "./at-most.ts";
import { redisBus } from "./cluster/redis-bus.ts";
import { listenTo } from "./http.ts";
import { createCollab, type CollabOptions } from "./server.ts";
import { snapshotPath } from "./snapshot-route.ts";

/**
 * How long a server that stops goes on trying to write to a database that answers slowly, ms, and when it ends in any
 * event. What it holds is in a file long before, should whoever stops it not wait for so long.
 */
const closePatienceMs = 12_000;
const endsAfterMs = 19_000;

/**
 * The collab-server on its own, as production runs it; the embedded studio composes the same `createCollab`. What else is
 * given goes to that, for a server that is to be measured or broken on purpose.
 */
export function serveCollab(extra: Partial<CollabOptions> = {}): void {
  const config = readConfig(
    serviceConfig
      .pick({
        DATABASE_URL: true,
        DATABASE_POOL_SIZE: true,
        TICKET_SECRET: true,
        SERVICE_TOKEN: true,
      })
      .extend({
        PORT: port.default(4500),
        HOST: z.string().default("127.0.0.1"),
        SPILL_DIR: z.string().optional(),
        /** Several collab-servers of one studio hear each other through it. */
        REDIS_URL: z.url("give an address such as redis://host:6379").optional(),
        /** How long a document into which nobody writes stays in memory while people have it open, ms. */
        DOCUMENT_SLEEP_MS: z.coerce.number().int().min(1).optional(),
        /** Where the other collab-servers reach this one. */
        COLLAB_ADDRESS: z.url("give an address such as http://10.0.0.7:4500").optional(),
      }),
  );
  const log = createLog({ name: "collab" });
  const database = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    // Edits wait for the database by themselves, and whoever opens a film is better told soon that it is away.
    patienceMs: 2_000,
    log,
  });
  const collab = createCollab({
    db: database.db,
    ticketSecret: config.TICKET_SECRET,
    serviceToken: config.SERVICE_TOKEN,
    log,
    closePatienceMs,
    ...(config.SPILL_DIR === undefined ? {} : { spillDir: config.SPILL_DIR }),
    ...(config.REDIS_URL === undefined ? {} : { bus: redisBus({ url: config.REDIS_URL, log }) }),
    ...(config.DOCUMENT_SLEEP_MS === undefined ? {} : { sleepAfterMs: config.DOCUMENT_SLEEP_MS }),
    ...(config.COLLAB_ADDRESS === undefined ? {} : { address: config.COLLAB_ADDRESS }),
    ...extra,
  });

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") {
      const health = await collab.checkHealth();
      return Response.json({ ...health, ...collab.health() }, { status: healthStatusCode(health) });
    }
    return pathname.startsWith(snapshotPath) ? collab.fetchSnapshot(request) : collab.fetchInternal(request);
  }

  const server = createServer(listenTo(answer, log));
  collab.attach(server, "/collab");
  server.listen(config.PORT, config.HOST, () => {
    const address = server.address();
    announceReady({ port: typeof address === "object" ? address?.port : config.PORT });
    log.info({ address }, "live documents are served");
  });

  onStop(
    async () => {
      server.close();
      // A statement that is still under way holds the pool, and nobody waits for its answer any more.
      await collab.close().finally(() => atMost(500, database.close()));
    },
    { deadlineMs: endsAfterMs },
  );
}
