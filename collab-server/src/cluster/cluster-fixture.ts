import { HocuspocusProvider } from "@hocuspocus/provider";
import { postgresFixture, redisFixture, type RedisFixture } from "@backlot/infra/system/service-fixture";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { openDatabase, type OpenDatabase } from "@backlot/shared/server/database";
import { silentLog } from "@backlot/shared/server/logging";
import {
  aClient,
  aTicket,
  startServer,
  until,
  type TestClient,
  type TestPerson,
  type TestServer,
} from "../collab-fixture.ts";
import type { CollabOptions } from "../server.ts";
import { redisBus } from "./redis-bus.ts";

export type TestCluster = {
  redis: RedisFixture;
  database: OpenDatabase;
  databaseUrl: string;
  /** Another server of this studio; it is stopped with the cluster. */
  server: (options?: Partial<CollabOptions>) => Promise<TestServer>;
  stop: () => Promise<void>;
};

/** A Redis and a Postgres of the system, and as many servers as asked for. */
export async function startCluster(): Promise<TestCluster> {
  const redis = await redisFixture();
  const postgres = await postgresFixture();
  const database = openDatabase({ url: postgres.url, log: silentLog() });
  const servers: TestServer[] = [];
  return {
    redis,
    database,
    databaseUrl: postgres.url,
    async server(options = {}) {
      const bus = redisBus({ url: redis.url, log: silentLog() });
      const server = await startServer(database.db, { bus, lingerMs: 50, ...options });
      servers.push(server);
      return server;
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await database.close();
      await postgres.stop();
      await redis.stop();
    },
  };
}

/** A client of one document at one server, synced. */
export async function joined(
  url: string,
  projectId: string,
  kind: DocumentKind,
  person: TestPerson,
): Promise<TestClient> {
  const client = aClient(url, projectId, kind, await aTicket(projectId, person));
  await client.synced();
  return client;
}

/** Waits until both servers hear each other. */
export async function connected(...servers: TestServer[]): Promise<void> {
  await until("Redis is reachable", () => servers.every((one) => one.collab.health().bus === "reachable"));
}

export function peopleOf(provider: HocuspocusProvider): string[] {
  const states = [...(provider.awareness?.getStates().values() ?? [])] as { user?: { id?: string } }[];
  return states.flatMap((state) => (state.user?.id === undefined ? [] : [state.user.id])).toSorted();
}
