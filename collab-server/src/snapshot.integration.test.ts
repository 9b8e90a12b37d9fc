import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { documentName } from "@backlot/shared/documents/names";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import {
  aClient,
  aProject,
  aTicket,
  openTestDatabase,
  startServer,
  until,
  type TestClient,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "./collab-fixture.ts";
import { Snapshots } from "./snapshots.ts";
import { withoutDeletions } from "./without-deletions.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const rita: TestPerson = { id: "rita", name: "Rita", role: "reviewer" };

let database: TestDatabase;
let running: TestServer;
let projectId: string;
const clients: TestClient[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  running = await startServer(database.db, { lingerMs: 50 });
  projectId = await aProject(database.db, [alice, rita]);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await running.stop();
});

function fetchSnapshot(
  ticket: string,
  name = documentName({ projectId, kind: "script" }),
): Promise<Response> {
  const url = new URL(`${running.url}/documents/${encodeURIComponent(name)}`);
  url.protocol = "http:";
  return fetch(url, { headers: { authorization: `Bearer ${ticket}` } });
}

async function join(token: string, doc = new Y.Doc()): Promise<TestClient & { received: number[] }> {
  const client = aClient(running.url, projectId, "script", token, doc);
  const received: number[] = [];
  client.socket.on("message", ({ data }: { data: ArrayBuffer }) => received.push(data.byteLength));
  clients.push(client);
  await client.synced();
  return Object.assign(client, { received });
}

function addLines(doc: Y.Doc, ...lines: string[]): void {
  scriptBody(doc).push(lines.map((line) => toElement(textBlock("action", line))));
}

function lines(doc: Y.Doc): string[] {
  return readBlocks(doc).map(plainText);
}

/** Many lines, half of them deleted again: what the sync protocol would repeat in full. */
async function aUsedScript(): Promise<TestClient> {
  const writer = await join(await aTicket(projectId, alice));
  addLines(writer.doc, ...Array.from({ length: 400 }, (_, index) => `Line ${index} of this long script.`));
  for (let index = 0; index < 200; index += 1) scriptBody(writer.doc).delete(index + 1, 1);
  await writer.durable();
  return writer;
}

test("COL-95: a snapshot is the whole document, and what was edited and deleted since follows it over the socket", async () => {
  const writer = await aUsedScript();
  const ticket = await aTicket(projectId, alice);
  const response = await fetchSnapshot(ticket);
  expect(response.headers.get("content-encoding")).toBe("gzip");
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  expect(lines(doc)).toEqual(lines(writer.doc));

  addLines(writer.doc, "After the snapshot.");
  scriptBody(writer.doc).delete(3, 2);
  await writer.durable();
  const reader = await join(`${ticket}#${response.headers.get("x-snapshot")}`, doc);
  await until("the reader has everything", () => lines(doc).join() === lines(writer.doc).join());
  // The first sync of the ordinary kind would have repeated 200 deletions.
  expect(Math.max(...reader.received)).toBeLessThan(400);
  addLines(reader.doc, "The reader writes.");
  await reader.durable();
  expect(lines(writer.doc)).toEqual(lines(reader.doc));
  expect(Y.encodeStateVector(writer.doc)).toEqual(Y.encodeStateVector(reader.doc));
});

test("COL-96: a client that names a snapshot nobody knows is synced the ordinary way", async () => {
  const writer = await aUsedScript();
  const reader = await join(`${await aTicket(projectId, rita)}#nonsense`);
  expect(lines(reader.doc)).toEqual(lines(writer.doc));
});

test("COL-96: a document that nobody has open is opened for its snapshot and let go again", async () => {
  const response = await fetchSnapshot(await aTicket(projectId, rita));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  expect(readBlocks(doc)).toHaveLength(1);
  await until("it is let go", () => running.collab.health().documents === 0);
});

test("COL-96: the snapshot of a document that nobody has open is what is stored, and only what came later follows", async () => {
  const writer = await aUsedScript();
  const written = lines(writer.doc);
  writer.leave();
  await running.stop();
  running = await startServer(database.db);

  const ticket = await aTicket(projectId, alice);
  const responses = await Promise.all([fetchSnapshot(ticket), fetchSnapshot(ticket)]);
  const [id, other] = responses.map((response) => response.headers.get("x-snapshot"));
  expect(other).toBe(id);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await responses[0].arrayBuffer()));
  expect(lines(doc)).toEqual(written);

  const late = await join(ticket);
  addLines(late.doc, "After the snapshot.");
  await late.durable();
  const reader = await join(`${ticket}#${id}`, doc);
  await until("the reader has everything", () => lines(doc).join() === lines(late.doc).join());
  expect(Math.max(...reader.received)).toBeLessThan(400);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(late.doc));
});

test("COL-96: rows that came between the reading for the snapshot and the loading follow it", () => {
  const [before, between, after] = [aLine("one"), aLine("two"), aLine("three")];
  const stored = (payloads: Uint8Array[], throughSeq = 4) => ({
    snapshot: null,
    throughSeq,
    rows: payloads.map((payload, index) => ({ seq: 5 + index, payload })),
  });
  const snapshots = new Snapshots();
  const { id } = snapshots.prepare("a", stored([before]));
  const document = Object.assign(new Y.Doc(), { name: "a" }) as never;
  snapshots.loaded(document, stored([before, between]));
  Y.applyUpdate(document, after);
  const reader = new Y.Doc();
  Y.applyUpdate(reader, snapshots.since(document, id) ?? new Uint8Array([0, 0]));
  expect(lines(reader).toSorted()).toEqual(["three", "two"]);

  // A compaction has made another snapshot of some rows: the ordinary sync tells which.
  const again = new Snapshots();
  const lost = again.prepare("a", stored([before]));
  again.loaded(document, stored([between], 5));
  expect(again.since(document, lost.id)).toBeNull();
});

function aLine(line: string): Uint8Array {
  const doc = new Y.Doc();
  addLines(doc, line);
  return Y.encodeStateAsUpdate(doc);
}

test("COL-97: a snapshot needs the same ticket as the socket", async () => {
  expect((await fetchSnapshot("")).status).toBe(401);
  expect((await fetchSnapshot(await aTicket(projectId, alice, { lifetime: -10 }))).status).toBe(401);
  expect((await fetchSnapshot(await aTicket(projectId, alice, { accessVersion: 9 }))).status).toBe(401);
  const elsewhere = await aProject(database.db, [alice]);
  expect((await fetchSnapshot(await aTicket(elsewhere, alice))).status).toBe(403);
  expect((await fetchSnapshot(await aTicket(projectId, alice), "anything")).status).toBe(403);
  database.setAway(true);
  const other = await aTicket(projectId, { id: "nobody", name: "N", role: "crew" });
  expect((await fetchSnapshot(other)).status).toBe(503);
  database.setAway(false);
  // Somebody who is known already asks for a document that nobody has open.
  const assets = documentName({ projectId, kind: "assets" });
  const known = await aTicket(projectId, alice);
  const opening = fetchSnapshot(known);
  database.setAway(true);
  await opening;
  expect((await fetchSnapshot(known, assets)).status).toBe(503);
  database.setAway(false);
  expect((await fetchSnapshot(known, assets)).status).toBe(200);
});

test("COL-95: the state without its deletions is the same document, whatever was deleted", () => {
  const doc = new Y.Doc();
  addLines(doc, ...Array.from({ length: 50 }, (_, index) => `Line ${index}`));
  const map = doc.getMap<unknown>("titlePage");
  for (let round = 0; round < 20; round += 1) {
    map.set("title", `Draft ${round}`);
    scriptBody(doc).delete(round, 1);
  }
  map.delete("title");
  const other = new Y.Doc();
  const lean = withoutDeletions(doc);
  expect(lean.byteLength).toBeLessThan(Y.encodeStateAsUpdate(doc).byteLength);
  Y.applyUpdate(other, lean);
  expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(doc));
  expect(other.getMap("titlePage").toJSON()).toEqual(map.toJSON());
});
