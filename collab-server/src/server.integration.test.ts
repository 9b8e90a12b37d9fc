import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { createDocumentsClient, toDocument } from "@backlot/shared/documents/client";
import { documentName, schemaVersion } from "@backlot/shared/documents/names";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import {
  aClient,
  aProject,
  aTicket,
  openTestDatabase,
  serviceToken,
  startServer,
  until,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "./collab-fixture.ts";
import { applyStored, readStored } from "./load.ts";
import { seedState } from "./seed.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const bob: TestPerson = { id: "bob", name: "Bob", role: "crew" };
const rita: TestPerson = { id: "rita", name: "Rita", role: "reviewer" };

let database: TestDatabase;
let running: TestServer;
let projectId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  running = await startServer(database.db);
  projectId = await aProject(database.db, [alice, bob, rita]);
});
afterAll(async () => {
  await running.stop();
  await database.close();
});

async function open(person: TestPerson, kind: Parameters<typeof aClient>[2]) {
  const client = aClient(running.url, projectId, kind, await aTicket(projectId, person));
  await client.synced();
  return client;
}

test("COL-1: what one person writes reaches the other, and durable means it is in the database", async () => {
  const a = await open(alice, "assets");
  const b = await open(bob, "assets");
  addAsset(a.doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  await a.durable();
  const rows = await database.db
    .selectFrom("documentUpdate")
    .select(["payload", "userId"])
    .where("document", "=", documentName({ projectId, kind: "assets" }))
    .execute();
  expect(new Set(rows.map((row) => row.userId))).toEqual(new Set(["alice"]));
  const stored = new Y.Doc();
  for (const row of rows) Y.applyUpdate(stored, row.payload);
  expect(readAssets(stored).map(({ name }) => name)).toEqual(["Lantern"]);
  await until("Bob sees the lantern", () => readAssets(b.doc).length === 1);
  a.leave();
  b.leave();
});

test("COL-10: a new script is seeded once, by the server, whoever opens it first", async () => {
  const clients = await Promise.all([open(alice, "script"), open(bob, "script"), open(rita, "script")]);
  for (const client of clients) expect(readBlocks(client.doc)).toHaveLength(1);
  for (const client of clients) client.leave();
});

test("COL-5: a reviewer's edit of the script is refused, their note is kept", async () => {
  const script = await open(rita, "script");
  const crew = await open(bob, "script");
  expect(script.provider.authorizedScope).toBe("readonly");
  const before = readBlocks(crew.doc).length;
  scriptBody(script.doc).push([toElement(textBlock("action", "Rita was here."))]);
  scriptBody(crew.doc).push([toElement(textBlock("action", "Bob was here."))]);
  await crew.durable();
  expect(readBlocks(crew.doc).map(plainText)).not.toContain("Rita was here.");
  const stored = toDocument(await running.collab.read(projectId, "script"));
  expect(readBlocks(stored)).toHaveLength(before + 1);

  const notes = await open(rita, "notes");
  notes.doc.getMap("threads").set("a", "b");
  await notes.durable();
  expect(
    toDocument(await running.collab.read(projectId, "notes"))
      .getMap("threads")
      .get("a"),
  ).toBe("b");
  for (const client of [script, crew, notes]) client.leave();
});

test("COL-20: a command is applied once per key, reaches open documents and is answered after commit", async () => {
  const a = await open(alice, "script");
  const client = createDocumentsClient({
    studioUrl: "http://studio",
    serviceToken,
    fetch: (request) => running.collab.fetchInternal(request),
  });
  const request = {
    key: "import-once-0001",
    projectId,
    actor: { id: "run:one", name: "Run 1" },
    command: { type: "importScript" as const, fountain: "INT. BARN - NIGHT\n\nA lantern burns." },
  };
  const [first, second] = await Promise.all([client.command(request), client.command(request)]);
  expect(first).toEqual({ blocks: 2 });
  expect(second).toEqual(first);
  expect(await client.command(request)).toEqual(first);
  await until("the script arrives", () => readBlocks(a.doc).length === 2);
  expect(readBlocks(await client.readDocument(projectId, "script"))).toHaveLength(2);
  const authors = await database.db
    .selectFrom("fieldAuthor")
    .selectAll()
    .where("projectId", "=", projectId)
    .where("userId", "=", "run:one")
    .execute();
  expect(authors.length).toBeGreaterThan(0);
  await expect(
    client.command({ ...request, key: "bad-project-01", projectId: "nowhere" }),
  ).rejects.toMatchObject({
    code: "not-found",
  });
  a.leave();
});

test("COL-13: a document of an earlier version opens with what it held, and says from then on that it is newer", async () => {
  const old = new Y.Doc();
  Y.applyUpdate(old, seedState("script", "Night Train"));
  old.getMap<unknown>("meta").set("schemaVersion", schemaVersion - 1);
  scriptBody(old).push([toElement(textBlock("action", "She waits."))]);
  const film = await aProject(database.db, [alice]);
  const name = documentName({ projectId: film, kind: "script" });
  const versionOf = (doc: Y.Doc) => doc.getMap<unknown>("meta").get("schemaVersion");
  await database.db
    .insertInto("documentSnapshot")
    .values({
      document: name,
      payload: Y.encodeStateAsUpdate(old),
      throughSeq: 0,
      schemaVersion: schemaVersion - 1,
    })
    .execute();
  const client = aClient(running.url, film, "script", await aTicket(film, alice));
  await client.synced();
  expect(versionOf(client.doc)).toBe(schemaVersion);
  expect(readBlocks(client.doc).map(plainText)).toEqual(["", "She waits."]);
  await client.durable();
  client.leave();
  const stored = new Y.Doc();
  applyStored(stored, await readStored(database.db, name));
  expect(versionOf(stored)).toBe(schemaVersion);
});
