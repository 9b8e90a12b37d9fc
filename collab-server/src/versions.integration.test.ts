import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { readWriting } from "@backlot/shared/documents/writing";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import { listVersions, readVersion } from "@backlot/shared/server/versions";
import { toDocument } from "@backlot/shared/documents/client";
import {
  aClient,
  aProject,
  aTicket,
  openTestDatabase,
  startServer,
  until,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "./collab-fixture.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const bob: TestPerson = { id: "bob", name: "Bob", role: "crew" };
const words = "The night train stands in the snow, and nobody on it knows why it has stopped.";

let database: TestDatabase;
let running: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  running = await startServer(database.db, { versionPauseMs: 30, compactAfterRows: 3 });
});
afterAll(async () => {
  await running.stop();
  await database.close();
});

async function open(projectId: string, person: TestPerson, doc?: Y.Doc) {
  const client = aClient(running.url, projectId, "script", await aTicket(projectId, person), doc);
  await client.synced();
  return client;
}

function write(doc: Y.Doc, text: string): void {
  const body = scriptBody(doc);
  body.insert(body.length, [toElement(textBlock("action", text))]);
}

test("DRA-1: a pause after enough change keeps a version with who wrote; a few words do not", async () => {
  const projectId = await aProject(database.db, [alice, bob]);
  const a = await open(projectId, alice);
  const b = await open(projectId, bob);
  write(a.doc, words);
  write(b.doc, "Bob adds.");
  await until("a version is kept", async () => (await listVersions(database.db, projectId)).length === 1);
  const [version] = await listVersions(database.db, projectId);
  expect(version).toMatchObject({ number: 1, reason: "pause", name: null });
  expect(version?.contributors.map((one) => one.name)).toContain("Alice");
  const kept = await readVersion(database.db, projectId, version?.id ?? "");
  expect(readBlocks(toDocument(kept?.state ?? new Uint8Array())).map(plainText)).toContain(words);

  write(a.doc, "Two words.");
  await a.durable();
  await running.collab.commands.run({
    key: `import-${projectId}`,
    projectId,
    actor: { id: "bob", name: "Bob" },
    command: { type: "importScript", fountain: "INT. TRAIN - NIGHT\n\nSteam.\n" },
  });
  const after = await listVersions(database.db, projectId);
  expect(after.find((one) => one.reason === "import")).toMatchObject({ createdByName: "Bob" });
  a.leave();
  b.leave();
});

test("DRA-4: a restore by command brings the version back and keeps what was there as a version", async () => {
  const projectId = await aProject(database.db, [alice]);
  const a = await open(projectId, alice);
  write(a.doc, words);
  await until("a version is kept", async () => (await listVersions(database.db, projectId)).length === 1);
  const blocks = readBlocks(a.doc);
  scriptBody(a.doc).delete(1, 1);
  write(a.doc, "Something else.");
  await a.durable();
  const replaced = readBlocks(a.doc);
  await running.collab.commands.run({
    key: `restore-${projectId}`,
    projectId,
    actor: { id: "alice", name: "Alice" },
    command: { type: "restoreScript", screenplay: { titlePage: [], blocks } },
  });
  await until("Alice sees it", () => JSON.stringify(readBlocks(a.doc)) === JSON.stringify(blocks));
  // By the restore, or by a pause that came just before it: two versions in a row never say the same.
  const versions = await listVersions(database.db, projectId);
  const kept = await Promise.all(versions.map((one) => readVersion(database.db, projectId, one.id)));
  const drafts = kept.map((one) => readBlocks(toDocument(one?.state ?? new Uint8Array())));
  expect(drafts).toContainEqual(replaced);
  expect(versions.every((one) => one.reason === "restore" || one.reason === "pause")).toBe(true);
  a.leave();
});

test("DRA-5: who wrote what is known from the tickets, also after compaction and for edits made offline", async () => {
  const projectId = await aProject(database.db, [alice, bob]);
  const a = await open(projectId, alice);
  write(a.doc, "Alice writes.");
  await a.durable();

  // Bob wrote without a connection, in a sitting that is over: his edits arrive with a later one.
  const offline = new Y.Doc();
  Y.applyUpdate(offline, Y.encodeStateAsUpdate(a.doc));
  write(offline, "Bob wrote on the train.");
  const device = new Y.Doc();
  Y.applyUpdate(device, Y.encodeStateAsUpdate(offline));
  const b = await open(projectId, bob, device);
  await b.durable();
  for (let line = 0; line < 6; line += 1) {
    write(b.doc, `Line ${line}.`);
    await b.durable();
  }
  const document = `p/${projectId}/main/script/main~1`;
  await until("the log is compacted", async () => {
    const rows = await database.db
      .selectFrom("documentUpdate")
      .select("seq")
      .where("document", "=", document)
      .execute();
    return rows.length < 4;
  });
  const rows = await database.db
    .selectFrom("documentWriter")
    .selectAll()
    .where("document", "=", document)
    .execute();
  const nameOf = new Map(rows.map((row) => [Number(row.clientId), row.userName]));
  const state = toDocument(await running.collab.read(projectId, "script"));
  const wrote = readWriting(state).map((one) => one.spans.map((span) => nameOf.get(span.clientId)));
  expect(wrote.slice(1, 4)).toEqual([["Alice"], ["Bob"], ["Bob"]]);
  expect(nameOf.get(offline.clientID)).toBe("Bob");
  a.leave();
  b.leave();
});
