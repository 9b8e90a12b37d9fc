import { fork, type ChildProcess } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { freePort } from "@backlot/infra/process/free-port";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import type { StudioEvent } from "@backlot/shared/documents/commands";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import { readBlocks } from "@backlot/shared/documents/script";
import {
  aClient,
  aProject,
  aTicket,
  serviceToken,
  ticketSecret,
  until,
  type TestClient,
  type TestPerson,
  type TestServer,
} from "../collab-fixture.ts";
import { connected, joined, peopleOf, startCluster, type TestCluster } from "./cluster-fixture.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const bob: TestPerson = { id: "bob", name: "Bob", role: "crew" };

let cluster: TestCluster;
let first: TestServer;
let second: TestServer;
let projectId: string;
const clients: TestClient[] = [];
const bots: WebsocketProvider[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  [first, second] = [await cluster.server(), await cluster.server()];
});
afterAll(() => cluster.stop());
beforeEach(async () => {
  await connected(first, second);
  projectId = await aProject(cluster.database.db, [alice, bob]);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  for (const bot of bots.splice(0)) bot.destroy();
  await Promise.all(children.splice(0).map(killed));
});

async function join(
  server: { url: string },
  person = alice,
  kind: "assets" | "script" | "project" = "assets",
) {
  const client = await joined(server.url, projectId, kind, person);
  clients.push(client);
  return client;
}

/** A client as y-websocket ships it, synced. */
async function stock(server: TestServer, person: TestPerson) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(
    server.url.replace("/collab", "/y"),
    documentName({ projectId, kind: "assets" }),
    doc,
    {
      WebSocketPolyfill: WebSocket as never,
      params: { ticket: await aTicket(projectId, person) },
      disableBc: true,
    },
  );
  const closes: number[] = [];
  provider.on("connection-close", (event) => closes.push(event?.code ?? 0));
  bots.push(provider);
  await until("the stock client is synced", () => provider.synced);
  return { doc, provider, closes };
}

function addProp(client: TestClient, name: string): void {
  addAsset(client.doc, { category: "prop", name, origin: "person", createdAt: 1 });
}

function names(client: TestClient): string[] {
  return readAssets(client.doc)
    .map((one) => one.name)
    .toSorted();
}

async function storedNames(): Promise<string[]> {
  const state = await first.collab.read(projectId, "assets");
  return readAssets(toDocument(state))
    .map((one) => one.name)
    .toSorted();
}

test("COL-81: an edit at one server reaches people at another, both are durable, and who wrote it is kept", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  addProp(a, "Lantern");
  await until("Bob sees the lantern", () => names(b).includes("Lantern"));
  addProp(b, "Rope");
  await until("Alice sees the rope", () => names(a).includes("Rope"));
  await Promise.all([a.durable(), b.durable()]);
  expect(await storedNames()).toEqual(["Lantern", "Rope"]);
  const authors = await cluster.database.db
    .selectFrom("fieldAuthor")
    .select("userId")
    .where("projectId", "=", projectId)
    .execute();
  expect(new Set(authors.map((row) => row.userId))).toEqual(new Set(["alice", "bob"]));
});

test("COL-81: somebody who opens a document at another server has what is not written yet", async () => {
  // It lets edits gather for so long that none is written while this test looks.
  const slow = await cluster.server({ gatherMs: 600_000 });
  await connected(slow);
  const a = await join(slow);
  addProp(a, "Lantern");
  await until("the edit arrived", () => slow.collab.health().pendingRows > 0);
  const b = await join(second, bob);
  await until("Bob sees the lantern", () => names(b).includes("Lantern"));
  expect(slow.collab.health().pendingRows).toBeGreaterThan(0);
  await slow.stop();
  expect(await storedNames()).toEqual(["Lantern"]);
});

test("COL-92: a stock client at each of two servers edit one document together, over a disconnection too", async () => {
  const [a, b] = [await stock(first, alice), await stock(second, bob)];
  const named = (doc: Y.Doc) =>
    readAssets(doc)
      .map((one) => one.name)
      .toSorted();
  addAsset(a.doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  await until("Bob's bot has the lantern", () => named(b.doc).includes("Lantern"));
  b.provider.disconnect();
  addAsset(a.doc, { category: "prop", name: "Rope", origin: "person", createdAt: 1 });
  addAsset(b.doc, { category: "prop", name: "Sail", origin: "person", createdAt: 1 });
  b.provider.connect();
  await until("both have everything", () => [a, b].every(({ doc }) => named(doc).length === 3));
  const person = await join(second, bob);
  await until("all is stored", () => [first, second].every((one) => one.collab.health().pendingRows === 0));
  expect(await storedNames()).toEqual(names(person));
  expect(await storedNames()).toEqual(["Lantern", "Rope", "Sail"]);
  a.provider.awareness.setLocalState({ department: "assets" });
  await until("Bob's bot sees Alice's", () =>
    [...b.provider.awareness.getStates().values()].some((state) => state["user"]?.id === "alice"),
  );
  first.collab.revoke(projectId, "bob");
  await until("Bob's bot is turned away at the other server", () => b.closes.length > 1);
  expect(b.closes.at(-1)).toBe(4401);
});

test("COL-82: people at different servers see each other, and see each other leave", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  a.provider.setAwarenessField("department", "assets");
  b.provider.setAwarenessField("department", "assets");
  await until("Alice sees Bob", () => peopleOf(a.provider).join() === "bob");
  await until("Bob sees Alice", () => peopleOf(b.provider).join() === "alice");
  b.leave();
  clients.splice(clients.indexOf(b), 1);
  await until("Bob is gone", () => peopleOf(a.provider).length === 0);
  expect(peopleOf(a.provider)).toEqual([]);
});

test("COL-83: a change of access at one server ends that member's sockets at the other", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  await cluster.database.db
    .updateTable("member")
    .set({ role: "reviewer", accessVersion: 2 })
    .where("projectId", "=", projectId)
    .where("userId", "=", "bob")
    .execute();
  first.collab.revoke(projectId, "bob");
  await until("Bob's socket is closed", () => b.closes.length > 0);
  expect(b.closes[0]?.code).toBe(4205);
  expect(a.closes).toEqual([]);
});

test("COL-84: commands at both servers see each other's work, and one key is applied once", async () => {
  const a = await join(first, alice, "script");
  const request = (key: string, fountain: string) => ({
    key,
    projectId,
    actor: { id: "run:1", name: "Run 1" },
    command: { type: "importScript" as const, fountain },
  });
  const once = request(`import-once-${projectId}`, "INT. BARN - NIGHT\n\nA lantern burns.");
  const answers = await Promise.all([first.collab.commands.run(once), second.collab.commands.run(once)]);
  expect(answers).toEqual([{ blocks: 2 }, { blocks: 2 }]);
  await until("the script arrives", () => readBlocks(a.doc).length === 2);
  const breakdown = (key: string, name: string) => ({
    key: `${key}-${projectId}`,
    projectId,
    actor: { id: "run:1", name: "Run 1" },
    command: {
      type: "applyBreakdown" as const,
      found: [{ category: "prop" as const, name, aliases: [], description: "", evidence: [] }],
    },
  });
  // The same find twice under two keys: the second must see the first, or the prop would be there twice.
  await Promise.all([
    first.collab.commands.run(breakdown("one", "Rope")),
    second.collab.commands.run(breakdown("two", "Rope")),
  ]);
  expect(await storedNames()).toEqual(["Rope"]);
});

test("COL-85: what happened in the studio reaches everybody, at whichever server it was said", async () => {
  const b = await join(second, bob, "project");
  const events: StudioEvent[] = [];
  b.provider.on("stateless", ({ payload }: { payload: string }) => {
    const { event } = JSON.parse(payload) as { event?: StudioEvent };
    if (event !== undefined) events.push(event);
  });
  first.collab.emit(projectId, { type: "members" });
  await until("Bob hears of it", () => events.length > 0);
  expect(events[0]).toEqual({ type: "members" });
});

test("COL-86: while Redis is away both servers go on and meet through the log; access still ends", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  await cluster.redis.kill();
  await until("both notice", () => [first, second].every((one) => one.collab.health().bus === "away"));
  addProp(a, "Lantern");
  addProp(b, "Rope");
  await Promise.all([a.durable(), b.durable()]);
  await until("Bob has the lantern from the log", () => names(b).join() === "Lantern,Rope");
  await until("Alice has the rope from the log", () => names(a).join() === "Lantern,Rope");
  await cluster.database.db
    .deleteFrom("member")
    .where("projectId", "=", projectId)
    .where("userId", "=", "bob")
    .execute();
  first.collab.revoke(projectId, "bob");
  await until("Bob's socket at the other server is closed", () => b.closes.length > 0);
  expect(b.closes[0]?.code).toBe(4205);
  await cluster.redis.start();
  await connected(first, second);
});

test("COL-86: edits of both sides meet as soon as Redis is back, without another edit", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  await cluster.redis.kill();
  addProp(a, "Lantern");
  addProp(b, "Rope");
  await cluster.redis.start();
  await until("both have both", () => [a, b].every((one) => names(one).join() === "Lantern,Rope"));
  await Promise.all([a.durable(), b.durable()]);
  expect(await storedNames()).toEqual(["Lantern", "Rope"]);
});

test("COL-87: a server that starts while Redis is away serves documents, and joins the others when it is back", async () => {
  await cluster.redis.kill();
  const third = await cluster.server();
  const c = await join(third);
  addProp(c, "Lantern");
  await c.durable();
  const b = await join(second, bob);
  expect(names(b)).toEqual(["Lantern"]);
  await cluster.redis.start();
  await connected(first, second, third);
  addProp(b, "Rope");
  await until("it arrives at the third", () => names(c).join() === "Lantern,Rope");
  await third.stop();
});

test("COL-88: the last person at one server leaves while another writes at the other, and nothing is lost", async () => {
  const [a, b] = [await join(first), await join(second, bob)];
  for (let n = 0; n < 20; n += 1) addProp(a, `a${n}`);
  addProp(b, "b");
  await until("it arrived", () => names(a).includes("b"));
  b.leave();
  a.leave();
  clients.splice(0);
  await until("both servers have let go", () =>
    [first, second].every(
      ({ collab }) => collab.health().documents === 0 && collab.health().pendingRows === 0,
    ),
  );
  expect(await storedNames()).toHaveLength(21);
});

test("COL-89: a project's people are brought together at one server, whichever they reached", async () => {
  const [one, two] = await Promise.all([startChild(), startChild()]);
  await until("they know each other", async () => {
    const a = await joined(`${one.socket}?project=${projectId}`, projectId, "assets", alice);
    const b = await joined(`${two.socket}?project=${projectId}`, projectId, "assets", bob);
    clients.push(a, b);
    const [here, there] = await Promise.all([health(one.address), health(two.address)]);
    const isTogether =
      here.connections + there.connections === 2 && here.connections * there.connections === 0;
    if (!isTogether) for (const client of clients.splice(0)) client.leave();
    return isTogether;
  });
  const [a, b] = clients as [TestClient, TestClient];
  addProp(a, "Lantern");
  await until("Bob sees the lantern", () => names(b).includes("Lantern"));
  await a.durable();
  expect(await storedNames()).toEqual(["Lantern"]);
  // One server has it in memory, and whoever is asked gives that one's snapshot.
  const name = encodeURIComponent(documentName({ projectId, kind: "assets" }));
  const headers = { authorization: `Bearer ${await aTicket(projectId, alice)}` };
  const snapshots = await Promise.all(
    [one, two].map(({ address }) =>
      fetch(`${address}/collab/documents/${name}?project=${projectId}`, { headers }),
    ),
  );
  const ids = snapshots.map((response) => response.headers.get("x-snapshot"));
  expect(ids[0]).not.toBeNull();
  expect(ids[1]).toBe(ids[0]);
  for (const response of snapshots)
    expect(
      readAssets(toDocument(new Uint8Array(await response.arrayBuffer()))).map((asset) => asset.name),
    ).toEqual(["Lantern"]);
});

test("COL-90: servers are replaced one after the other under people who type, and no edit is lost or there twice", async () => {
  const written: string[] = [];
  const durable: string[] = [];
  let servers = await Promise.all([startChild(), startChild()]);
  let isOver = false;

  async function write(person: TestPerson, at: number): Promise<void> {
    const doc = new Y.Doc();
    let client: TestClient | null = null;
    for (let n = 0; !isOver; n += 1) {
      if (client === null || client.closes.length > 0) {
        client?.leave();
        const url = `${servers[at]?.socket}?project=${projectId}`;
        client = await rejoin(url, person, doc).catch(() => null);
        if (client === null) continue;
      }
      const name = `${person.id}-${n}`;
      addProp(client, name);
      written.push(name);
      const isSafe = await client.durable(2_000).then(
        () => true,
        () => false,
      );
      if (isSafe) durable.push(...names(client).filter((one) => one.startsWith(`${person.id}-`)));
    }
    // What was written last goes to whoever is there now.
    for (let isSafe = false; !isSafe;) {
      client?.leave();
      client = await rejoin(`${servers[0]?.socket}?project=${projectId}`, person, doc);
      isSafe = await client.durable(5_000).then(
        () => true,
        () => false,
      );
    }
    client?.leave();
  }

  const writers = [write(alice, 0), write(bob, 1)];
  for (let round = 0; round < 2; round += 1) {
    const enough = durable.length + 20;
    await until("people have written", () => durable.length > enough);
    const [old, other] = servers as [Child, Child];
    const fresh = await startChild();
    servers = [other, fresh];
    expect(await stopped(old)).toBe(0);
  }
  isOver = true;
  await Promise.all(writers);
  expect(await storedNames()).toEqual(written.toSorted());
});

async function rejoin(url: string, person: TestPerson, doc: Y.Doc): Promise<TestClient> {
  const client = aClient(url, projectId, "assets", await aTicket(projectId, person), doc);
  try {
    await until("it is synced", () => client.provider.synced, 3_000);
    return client;
  } catch (error) {
    client.leave();
    throw error;
  }
}

type Child = { process: ChildProcess; address: string; socket: string };

/** A collab-server in a process of its own, as production runs it. */
async function startChild(): Promise<Child> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = fork(new URL("../main.ts", import.meta.url), {
    env: {
      ...process.env,
      DATABASE_URL: cluster.databaseUrl,
      REDIS_URL: cluster.redis.url,
      COLLAB_ADDRESS: address,
      TICKET_SECRET: ticketSecret,
      SERVICE_TOKEN: serviceToken,
      PORT: String(port),
      BACKLOT_LOG_LEVEL: "error",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
    child.on("message", (message: { type?: string }) => {
      if (message.type === "ready") resolve();
    });
  });
  return { process: child, address, socket: `ws://127.0.0.1:${port}/collab` };
}

function stopped({ process: child }: Child): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill("SIGTERM");
  });
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function health(address: string): Promise<{ connections: number }> {
  return (await fetch(new URL("/healthz", address))).json() as Promise<{ connections: number }>;
}
