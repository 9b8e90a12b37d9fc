import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import * as Y from "yjs";
import type { DocumentKind } from "@backlot/shared/documents/names";
import {
  aClient,
  aProject,
  aTicket,
  openTestDatabase,
  startServer,
  type TestClient,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "./collab-fixture.ts";
import type { CollabOptions } from "./server.ts";

export type CollabTest = {
  readonly database: TestDatabase;
  /** The server of this test; assign another one to replace it. */
  running: TestServer;
  readonly projectId: string;
  /** Joins a document and waits until it is here; leaves by itself after the test. */
  join: (person: TestPerson, kind?: DocumentKind, doc?: Y.Doc, url?: string) => Promise<TestClient>;
  /** A client with a ticket of its own, which leaves by itself after the test. */
  client: (kind: DocumentKind, ticket: string | (() => Promise<string>)) => TestClient;
  /** Everybody leaves now. */
  leaveAll: () => void;
};

/**
 * What every test of live documents needs: one database for the file, and for each test a fresh server, a fresh film
 * with these people, and the end of everything that was opened.
 */
export function collabTest(people: TestPerson[], options: Partial<CollabOptions> = {}): CollabTest {
  const clients: TestClient[] = [];
  let database: TestDatabase;
  let projectId = "";
  const context: CollabTest = {
    get database() {
      return database;
    },
    get projectId() {
      return projectId;
    },
    running: undefined as unknown as TestServer,
    async join(person, kind = "assets", doc = new Y.Doc(), url = context.running.url) {
      const client = aClient(url, projectId, kind, await aTicket(projectId, person), doc);
      clients.push(client);
      await client.synced();
      return client;
    },
    client(kind, ticket) {
      const client = aClient(context.running.url, projectId, kind, ticket);
      clients.push(client);
      return client;
    },
    leaveAll() {
      for (const client of clients.splice(0)) client.leave();
    },
  };
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    context.running = await startServer(database.db, options);
    projectId = await aProject(database.db, people);
  });
  afterEach(async () => {
    database.setAway(false);
    context.leaveAll();
    await context.running.stop();
  });
  return context;
}
