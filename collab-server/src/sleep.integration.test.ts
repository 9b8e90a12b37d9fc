import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, changeAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName, type DocumentKind } from "@backlot/shared/documents/names";
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

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const bob: TestPerson = { id: "bob", name: "Bob", role: "crew" };

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
  running = await startServer(database.db, { lingerMs: 50, sleepAfterMs: 60, versionPauseMs: 20 });
  projectId = await aProject(database.db, [alice, bob, rita]);
});
afterEach(async () => {
  database.setAway(false);
  for (const client of clients.splice(0)) client.leave();
  await running.stop();
});

async function join(person = alice, kind: DocumentKind = "script"): Promise<TestClient> {
  const client = aClient(running.url, projectId, kind, await aTicket(projectId, person));
  clients.push(client);
  await client.synced();
  return client;
}

/** Opens the script as the browser does: whole and compressed first, and what came since over the socket. */
async function joinBySnapshot(person: TestPerson): Promise<TestClient> {
  const ticket = await aTicket(projectId, person);
  const response = await fetchScript(ticket);
  const doc = toDocument(new Uint8Array(await response.arrayBuffer()));
  const named = `${ticket}#${response.headers.get("x-snapshot")}`;
  const client = aClient(running.url, projectId, "script", named, doc);
  clients.push(client);
  await client.synced();
  return client;
}

function addLine(client: TestClient, line: string): void {
  scriptBody(client.doc).push([toElement(textBlock("action", line))]);
}

function lines(doc: Y.Doc): string[] {
  return readBlocks(doc).map(plainText);
}

/** The script as it is handed out whole, with the name of its snapshot. */
function fetchScript(ticket: string): Promise<Response> {
  const name = documentName({ projectId, kind: "script" });
  const url = `${running.url.replace("ws:", "http:")}/documents/${encodeURIComponent(name)}`;
  return fetch(url, { headers: { authorization: `Bearer ${ticket}` } });
}

function asleep(): Promise<void> {
  return until("the documents sleep", () => {
    const { documents, sleeping } = running.collab.health();
    return documents > 0 && sleeping === documents;
  });
}

test("COL-98: a document that is only looked at leaves memory, and edits on it arrive as if it had not", async () => {
  const [a, b] = [await join(), await join(bob)];
  addLine(a, "A lantern burns.");
  scriptBody(a.doc).delete(0, 1);
  await a.durable();
  for (let round = 0; round < 3; round += 1) {
    await asleep();
    addLine(round % 2 === 0 ? b : a, `Round ${round}.`);
    await until(
      "both have it",
      () => lines(a.doc).includes(`Round ${round}.`) && lines(b.doc).includes(`Round ${round}.`),
    );
  }
  await Promise.all([a.durable(), b.durable()]);
  const stored = toDocument(await running.collab.read(projectId, "script"));
  expect(lines(stored)).toEqual(["A lantern burns.", "Round 0.", "Round 1.", "Round 2."]);
  expect(lines(a.doc)).toEqual(lines(stored));
  expect(Y.encodeStateVector(b.doc)).toEqual(Y.encodeStateVector(stored));
});

test("COL-98: waking writes nothing, tells nobody and changes nobody's authorship", async () => {
  const a = await join(alice, "assets");
  const id = addAsset(a.doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  await a.durable();
  await asleep();
  const rows = () =>
    database.db
      .selectFrom("documentUpdate")
      .select("seq")
      .where("document", "=", documentName({ projectId, kind: "assets" }))
      .execute();
  const before = await rows();
  const b = await join(bob, "assets");
  expect(readAssets(b.doc).map((one) => one.name)).toEqual(["Lantern"]);
  expect(await rows()).toEqual(before);
  await asleep();
  changeAsset(b.doc, id, { name: "Storm lantern" });
  await b.durable();
  const authors = await database.db
    .selectFrom("fieldAuthor")
    .select(["field", "userId"])
    .where("projectId", "=", projectId)
    .execute();
  expect(authors).toContainEqual({ field: "name", userId: "bob" });
  expect(authors).toContainEqual({ field: "created", userId: "alice" });
});

test("COL-98: commands, reads and snapshots of a document that sleeps find all of it", async () => {
  const a = await join();
  addLine(a, "A lantern burns.");
  await a.durable();
  await asleep();
  expect(lines(toDocument(await running.collab.read(projectId, "script")))).toContain("A lantern burns.");
  await asleep();
  const fountain = "INT. BARN - NIGHT\n\nA lantern burns.\n\nIt goes out.";
  await running.collab.commands.run({
    key: `import-${projectId}`,
    projectId,
    actor: { id: "run:1", name: "Run 1" },
    command: { type: "importScript", fountain },
  });
  await until("the script arrives", () => lines(a.doc).includes("It goes out."));
  await asleep();
  const response = await fetchScript(await aTicket(projectId, bob));
  const doc = toDocument(new Uint8Array(await response.arrayBuffer()));
  expect(lines(doc)).toEqual(lines(a.doc));
});

test("COL-98: a script that is opened by its snapshot is read once somebody has it who may write", async () => {
  const writer = await join();
  addLine(writer, "A lantern burns.");
  await writer.durable();
  writer.leave();
  await until("nobody has it open", () => running.collab.health().documents === 0);

  const reader = await joinBySnapshot(rita);
  expect(lines(reader.doc)).toContain("A lantern burns.");
  expect(running.collab.health()).toMatchObject({ documents: 1, sleeping: 1 });
  const late = await joinBySnapshot(bob);
  await until("it is read", () => running.collab.health().sleeping === 0);

  addLine(late, "It goes out.");
  await late.durable();
  await until("the reader has it", () => lines(reader.doc).includes("It goes out."));
  const stored = toDocument(await running.collab.read(projectId, "script"));
  expect(lines(stored)).toEqual(lines(late.doc));
  expect(lines(stored)).toEqual(expect.arrayContaining(["A lantern burns.", "It goes out."]));
});

test("COL-99: a document that sleeps while the database is away keeps its people waiting, and loses nothing", async () => {
  const a = await join();
  addLine(a, "Before.");
  await a.durable();
  await asleep();
  database.setAway(true);
  addLine(a, "Meanwhile.");
  await until("the connection is ended for now", () => a.closes.length > 0);
  expect(a.closes[0]?.code).toBe(4503);
  database.setAway(false);
  const again = aClient(running.url, projectId, "script", await aTicket(projectId, alice), a.doc);
  clients.push(again);
  await again.synced();
  await again.durable();
  expect(lines(toDocument(await running.collab.read(projectId, "script")))).toEqual(lines(a.doc));
});
