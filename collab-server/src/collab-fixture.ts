import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { PGlite } from "@electric-sql/pglite";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { CamelCasePlugin, Kysely, PGliteDialect, type KyselyPlugin } from "kysely";
import * as Y from "yjs";
import type { Role } from "@backlot/shared/access/roles";
import { signTicket } from "@backlot/shared/access/ticket";
import { documentName, schemaVersion, type DocumentKind } from "@backlot/shared/documents/names";
import { newId } from "@backlot/shared/documents/record";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";
import { listenTo } from "./http.ts";
import { createCollab, type Collab, type CollabOptions } from "./server.ts";

const migrations = new URL("../../infra/migrations/", import.meta.url);

export const ticketSecret = "a secret that signs tickets in tests";
export const serviceToken = "a token that services show in tests";

export type TestDatabase = {
  db: Kysely<Database>;
  pglite: PGlite;
  /** While it is away every statement fails. */
  setAway: (isAway: boolean) => void;
  /** Statements that failed because it was away. */
  refused: () => number;
  close: () => Promise<void>;
};

/** A real database in this process, with every migration applied, that can be taken away. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const pglite = await PGlite.create();
  for (const file of readdirSync(migrations).toSorted()) {
    await pglite.exec(readFileSync(new URL(file, migrations), "utf8"));
  }
  let isAway = false;
  let refused = 0;
  const absence: KyselyPlugin = {
    transformQuery({ node }) {
      if (isAway) {
        refused += 1;
        throw new Error("the database is away");
      }
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const db = new Kysely<Database>({
    dialect: new PGliteDialect({ pglite }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true }), absence],
  });
  return {
    db,
    pglite,
    setAway: (away) => (isAway = away),
    refused: () => refused,
    close: () => db.destroy(),
  };
}

export type TestPerson = { id: string; name: string; role: Role };

/** A project with members; gives its id. */
export async function aProject(db: Kysely<Database>, people: TestPerson[] = []): Promise<string> {
  const id = newId("project");
  await db.insertInto("project").values({ id, title: "Night Train", createdBy: "alice" }).execute();
  for (const { id: userId, role } of people) {
    await db.insertInto("member").values({ projectId: id, userId, role }).execute();
  }
  return id;
}

export type TestServer = { collab: Collab; server: Server; url: string; stop: () => Promise<void> };

/** A collab-server on a free port. */
export async function startServer(
  db: Kysely<Database>,
  options: Partial<CollabOptions> = {},
): Promise<TestServer> {
  const collab = createCollab({ db, ticketSecret, serviceToken, log: silentLog(), ...options });
  const server = createServer(listenTo(collab.fetchSnapshot, silentLog()));
  collab.attach(server, "/collab");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    collab,
    server,
    url: `ws://127.0.0.1:${port}/collab`,
    stop: async () => {
      await collab.close().finally(() => server.close());
    },
  };
}

export async function aTicket(
  projectId: string,
  person: TestPerson,
  { accessVersion = 1, lifetime }: { accessVersion?: number; lifetime?: number } = {},
): Promise<string> {
  const { id: userId, name, role } = person;
  return signTicket(
    { userId, name, color: "#336699", projectId, role, accessVersion },
    ticketSecret,
    lifetime,
  );
}

export type TestClient = {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  socket: HocuspocusProviderWebsocket;
  /** Close codes of this client's sockets so far. */
  closes: { code: number; reason: string }[];
  /** Reasons of refused authentications so far. */
  refusals: string[];
  synced: () => Promise<void>;
  /** Sends a mark and waits until everything before it is durable. */
  durable: (timeoutMs?: number) => Promise<void>;
  leave: () => void;
};

/** The address with the version that our clients name, unless it names one. */
export function versioned(address: string): string {
  const url = new URL(address);
  if (!url.searchParams.has("v")) url.searchParams.set("v", String(schemaVersion));
  return url.toString();
}

/** A real provider with one document. Does not reconnect by itself. */
export function aClient(
  url: string,
  projectId: string,
  kind: DocumentKind,
  ticket: string | (() => Promise<string>),
  doc: Y.Doc = new Y.Doc(),
): TestClient {
  const socket = new HocuspocusProviderWebsocket({ url: versioned(url), delay: 60_000, maxAttempts: 1 });
  const closes: TestClient["closes"] = [];
  const refusals: string[] = [];
  const answers = new Set<number>();
  let mark = 0;
  socket.on("close", ({ event }: { event: { code: number; reason: string } }) => {
    closes.push({ code: event.code, reason: event.reason });
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: documentName({ projectId, kind }),
    document: doc,
    token: ticket,
    onAuthenticationFailed: ({ reason }) => refusals.push(reason),
    onStateless: ({ payload }) => {
      const { durable } = JSON.parse(payload) as { durable?: number };
      if (durable !== undefined) for (let n = 0; n <= durable; n += 1) answers.add(n);
    },
  });
  provider.attach();
  return {
    doc,
    provider,
    socket,
    closes,
    refusals,
    synced: () => until("the document is synced", () => provider.synced),
    durable: async (timeoutMs) => {
      mark += 1;
      const n = mark;
      provider.sendStateless(JSON.stringify({ mark: n }));
      await until("the mark is durable", () => answers.has(n), timeoutMs);
    },
    leave: () => {
      provider.destroy();
      socket.destroy();
    },
  };
}

/** Waits for a condition, looking every few milliseconds; the time only bounds a failure, which tells what was `seen`. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
  seen: () => string = () => "",
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}. ${seen()}`.trim());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
