import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import { aTicket, startServer, until, type TestClient, type TestPerson } from "./collab-fixture.ts";
import { collabTest } from "./collab-test.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };

const collab = collabTest([alice], { lingerMs: 50 });

async function join(url = collab.running.url): Promise<TestClient> {
  return collab.join(alice, "assets", new Y.Doc(), url);
}

/** The server has tried to write several times and could not. */
async function triedInVain(times = 3): Promise<void> {
  const before = collab.database.refused();
  await until("the database has refused", () => collab.database.refused() >= before + times);
}

function addProp(doc: Y.Doc, name: string): void {
  addAsset(doc, { category: "prop", name, origin: "person", createdAt: 1 });
}

/** What a fresh reader of the database alone would see. */
async function stored(): Promise<string[]> {
  const rows = await collab.database.db
    .selectFrom("documentUpdate")
    .select("payload")
    .where("document", "=", documentName({ projectId: collab.projectId, kind: "assets" }))
    .execute();
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row.payload);
  return readAssets(doc).map((one) => one.name);
}

test("COL-2: while the database is away edits are not called durable, deletions neither", async () => {
  const client = await join();
  addProp(client.doc, "Lantern");
  await client.durable();
  collab.database.setAway(true);
  client.doc.getMap("assets").clear();
  let isDurable = false;
  const answer = client.durable().then(() => (isDurable = true));
  await triedInVain();
  expect(isDurable).toBe(false);
  collab.database.setAway(false);
  await answer;
  expect(await stored()).toEqual([]);
});

test("COL-3: the database is away, the last client leaves, and nothing is lost", async () => {
  const client = await join();
  collab.database.setAway(true);
  addProp(client.doc, "Lantern");
  await until("the edit arrived", () => collab.running.collab.health().pendingRows > 0);
  client.leave();
  await until("everybody left", () => collab.running.collab.health().connections === 0);
  await triedInVain();
  expect(collab.running.collab.health().documents).toBe(1);
  collab.database.setAway(false);
  await until("the edit is stored", async () => (await stored()).includes("Lantern"));
  await until("the document is let go", () => collab.running.collab.health().documents === 0);
});

test("COL-4: a document that cannot be loaded is called unavailable, not forbidden, and opens later", async () => {
  collab.database.setAway(true);
  const client = collab.client("assets", await aTicket(collab.projectId, alice));
  await until("it is refused", () => client.refusals.length > 0);
  expect(client.refusals[0]).toBe("unavailable");
  collab.database.setAway(false);
  await until("it is open", async () => {
    const refused = client.refusals.length;
    await client.provider.sendToken();
    client.provider.startSync();
    await until("it is answered", () => client.provider.synced || client.refusals.length > refused);
    return client.provider.synced;
  });
  expect(client.provider.synced).toBe(true);
});

test("COL-21: a command fails whole when it cannot be committed, and works when it is repeated", async () => {
  const client = await join();
  const request = {
    key: "breakdown-0001",
    projectId: collab.projectId,
    actor: { id: "run:1", name: "Run 1" },
    command: {
      type: "applyBreakdown" as const,
      found: [{ category: "prop" as const, name: "Rope", aliases: [], description: "", evidence: [] }],
    },
  };
  collab.database.setAway(true);
  await expect(collab.running.collab.commands.run(request)).rejects.toMatchObject({
    code: "documents-unavailable",
  });
  expect(readAssets(client.doc)).toEqual([]);
  collab.database.setAway(false);
  const answers = await Promise.all([
    collab.running.collab.commands.run(request),
    collab.running.collab.commands.run(request),
  ]);
  expect(answers[0]).toEqual(answers[1]);
  await until("the asset arrives", () => readAssets(client.doc).length === 1);
  const refused = {
    ...request,
    key: "cast-nobody-1",
    command: { type: "castAsset" as const, assetId: "x", link: null },
  };
  await expect(collab.running.collab.commands.run(refused)).rejects.toBeInstanceOf(AppError);
  expect(toDocument(await collab.running.collab.read(collab.projectId, "assets")).getMap("assets").size).toBe(
    1,
  );
});

test("COL-9: compaction while people write keeps every edit", async () => {
  await collab.running.stop();
  collab.running = await startServer(collab.database.db, { compactAfterRows: 8, gatherMs: 1, lingerMs: 50 });
  const [a, b] = [await join(), await join()];
  for (let n = 0; n < 60; n += 1) {
    addProp(n % 2 === 0 ? a.doc : b.doc, `Prop ${n}`);
    if (n % 3 === 0) await (n % 2 === 0 ? a : b).durable();
  }
  await Promise.all([a.durable(), b.durable()]);
  await until("a snapshot was written", async () => {
    const row = await collab.database.db
      .selectFrom("documentSnapshot")
      .select("throughSeq")
      .where("document", "=", documentName({ projectId: collab.projectId, kind: "assets" }))
      .executeTakeFirst();
    return (row?.throughSeq ?? 0) > 0;
  });
  collab.leaveAll();
  await collab.running.stop();
  collab.running = await startServer(collab.database.db);
  const fresh = await join();
  expect(readAssets(fresh.doc)).toHaveLength(60);
});

test("COL-11: closing writes what is pending and ends the sockets with 1012", async () => {
  const client = await join();
  addProp(client.doc, "Last words");
  await until("the edit arrived", () => collab.running.collab.health().pendingRows > 0);
  await collab.running.stop();
  await until("the socket was closed", () => client.closes.length > 0);
  expect(client.closes[0]?.code).toBe(1012);
  expect(await stored()).toContain("Last words");
});

const failingHooks = [
  "onConnect",
  "onAuthenticate",
  "onLoadDocument",
  "afterLoadDocument",
  "connected",
  "beforeHandleMessage",
  "beforeSync",
  "beforeHandleAwareness",
  "afterHandleMessage",
  "onChange",
  "onStateless",
  "onAwarenessUpdate",
  "onDisconnect",
  "onTokenSync",
  "beforeUnloadDocument",
  "afterUnloadDocument",
] as const;

/** Rejections that nobody handled fail the test run by themselves; in a server they would end the process. */
test.each(failingHooks)("COL-49: %s fails for one document, and others are served", async (hook) => {
  await collab.running.stop();
  const broken = documentName({ projectId: collab.projectId, kind: "shots" });
  const failing = (payload: { documentName?: string }) =>
    payload.documentName === broken ? Promise.reject(new Error("broken")) : Promise.resolve();
  collab.running = await startServer(collab.database.db, { lingerMs: 20, extensions: [{ [hook]: failing }] });
  const victim = collab.client("shots", await aTicket(collab.projectId, alice));
  const client = await join();
  victim.doc.getMap("shots").set("a", 1);
  victim.provider.sendStateless('{"mark":1}');
  addProp(client.doc, "Lantern");
  await client.durable();
  victim.leave();
  expect(await stored()).toEqual(["Lantern"]);
});
