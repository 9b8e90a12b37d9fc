import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "@backlot/infra/process/free-port";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import {
  aClient,
  aProject,
  aTicket,
  openTestDatabase,
  startServer,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "../collab-fixture.ts";
import { forwardedHeader } from "./forward.ts";
import { memoryHub, type MemoryHub } from "./memory-bus.ts";
import { ownerOf } from "./roster.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };

let database: TestDatabase;
let hub: MemoryHub;
let here: TestServer;
const hereAddress = "http://127.0.0.1:1";
const closing: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  hub = memoryHub();
  here = await startServer(database.db, { bus: hub.connect(), address: hereAddress });
  closing.push(here.stop);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A film that belongs to another server, which says that it is reached at `address`. */
async function aFilmOf(address: string): Promise<string> {
  const other = await startServer(database.db, { bus: hub.connect(), address });
  closing.push(other.stop);
  for (;;) {
    const projectId = await aProject(database.db, [alice]);
    const owner = ownerOf(projectId, [
      { instance: "here", address: hereAddress },
      { instance: "other", address },
    ]);
    if (owner.instance === "other") return projectId;
  }
}

/** Something that answers requests and connections in its own way; counts both. */
async function aStranger(
  answer: (server: Server) => void,
): Promise<{ address: string; asked: () => number }> {
  let asked = 0;
  const server = createServer();
  server.on("request", () => (asked += 1));
  server.on("upgrade", () => (asked += 1));
  answer(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

/** Somebody opens the film at the server here, writes, and asks for its snapshot. */
async function expectServedHere(projectId: string): Promise<void> {
  const ticket = await aTicket(projectId, alice);
  const client = aClient(`${here.url}?project=${projectId}`, projectId, "assets", ticket);
  closing.push(client.leave);
  await client.synced();
  addAsset(client.doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  await client.durable();
  expect(here.collab.health()).toMatchObject({ connections: 1, documents: 1 });
  const name = encodeURIComponent(documentName({ projectId, kind: "assets" }));
  const address = here.url.replace("ws:", "http:").replace("/collab", `/collab/documents/${name}`);
  const snapshot = await fetch(address, { headers: { authorization: `Bearer ${ticket}` } });
  expect(snapshot.status).toBe(200);
  const assets = readAssets(toDocument(new Uint8Array(await snapshot.arrayBuffer())));
  expect(assets.map((one) => one.name)).toEqual(["Lantern"]);
}

test("COL-89: where nobody listens at the owner's address, people and snapshots are served where they are", async () => {
  await expectServedHere(await aFilmOf(`http://127.0.0.1:${await freePort()}`));
});

test("COL-89: where the owner only says that it cannot, people and snapshots are served where they are", async () => {
  const { address, asked } = await aStranger((server) => {
    server.on("request", (_request, response) => response.writeHead(503).end());
    server.on("upgrade", (_request, stream) => stream.end("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
  });
  await expectServedHere(await aFilmOf(address));
  expect(asked()).toBe(2);
});

test("COL-89: where the owner says nothing for two seconds, people and snapshots are served where they are", async () => {
  const { address, asked } = await aStranger(() => {});
  await expectServedHere(await aFilmOf(address));
  expect(asked()).toBe(2);
});

test("COL-89: what came through another server already is not passed on again", async () => {
  const { address, asked } = await aStranger(() => {});
  const projectId = await aFilmOf(address);
  const name = encodeURIComponent(documentName({ projectId, kind: "assets" }));
  const url = here.url.replace("ws:", "http:").replace("/collab", `/collab/documents/${name}`);
  const headers = { authorization: `Bearer ${await aTicket(projectId, alice)}`, [forwardedHeader]: "1" };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect(asked()).toBe(0);
});
