/** The studio process: the API, the live documents and the built client on one port. */
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { ownerLink } from "@backlot/api/access/owner-link";
import { createApi } from "@backlot/api/app";
import { createCollab } from "@backlot/collab-server/server";
import { snapshotPath } from "@backlot/collab-server/snapshot-route";
import { createDocumentsClient } from "@backlot/shared/documents/client";
import { ConfigError, port, readConfig, serviceConfig } from "@backlot/shared/server/config";
import { openDatabase } from "@backlot/shared/server/database";
import { clusterStatus, engineStatusReader } from "@backlot/shared/server/engine-status";
import { createLog } from "@backlot/shared/server/logging";
import { requireNode } from "@backlot/shared/server/node-version";
import { currentRequestId } from "@backlot/shared/server/request-id";
import { announceReady, onStop } from "@backlot/shared/server/service";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { z } from "zod";
import { clientDist } from "./client/build.ts";

const studioConfig = serviceConfig.extend({
  BACKLOT_PORT: port,
  BACKLOT_HOST: z.string().default("127.0.0.1"),
  BACKLOT_PUBLIC_URL: z.url("give the address that browsers use"),
  /** Whether to make the link for the owner's account, which ends the one made before. */
  BACKLOT_OWNER_LINK: z.enum(["make", "keep"]).default("keep"),
});

requireNode();
const log = createLog({ name: "studio" });
try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else {
    log.fatal({ err: error }, "the studio could not start");
    console.error((error as Error).message);
  }
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(studioConfig);
  const database = openDatabase({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, log });
  const { db } = database;
  const secrets = { ticketSecret: config.TICKET_SECRET, serviceToken: config.SERVICE_TOKEN };
  const cluster = config.TEMPORAL_ADDRESS;

  const collab = createCollab({
    db,
    ...secrets,
    spillDir: join(config.BACKLOT_DATA, "spill"),
    log: log.child({ part: "collab" }),
  });
  const api = createApi({
    db,
    ...secrets,
    authSecret: config.AUTH_SECRET,
    encryptionKey: config.ENCRYPTION_KEY,
    publicUrl: config.BACKLOT_PUBLIC_URL,
    dataDir: config.BACKLOT_DATA,
    documents: createDocumentsClient({
      studioUrl: config.STUDIO_URL,
      serviceToken: config.SERVICE_TOKEN,
      // The documents live in this very process: asking them needs no socket.
      fetch: collab.fetchInternal,
      requestId: currentRequestId,
    }),
    temporal: readTemporalSettings(),
    engineStatus: cluster === undefined ? engineStatusReader(config.BACKLOT_DATA) : clusterStatus(cluster),
    clientDist,
    log: log.child({ part: "api" }),
  });
  const server = createServer(
    getRequestListener((request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/internal/")) return collab.fetchInternal(request);
      return pathname.startsWith(snapshotPath) ? collab.fetchSnapshot(request) : api.fetch(request);
    }),
  );
  collab.attach(server, "/collab");
  await listen(server, config.BACKLOT_PORT, config.BACKLOT_HOST);
  onStop(async () => {
    // New work is refused first; then what people typed is written, and only then their sockets and the pool close.
    server.close();
    await collab.close();
    server.closeAllConnections();
    await database.close();
  });
  announceReady({ ownerLink: config.BACKLOT_OWNER_LINK === "make" ? await ownerLink(db) : null });
  log.info({ port: config.BACKLOT_PORT }, "the studio is open");
}

function listen(server: Server, onPort: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(onPort, host, resolve);
  });
}
