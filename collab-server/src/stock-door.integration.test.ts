import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentKind, documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { addNote, readThreads, threadsRoot } from "@backlot/shared/documents/notes";
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
import { askLimits } from "./frame-guard.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const rita: TestPerson = { id: "rita", name: "Rita", role: "reviewer" };
const mallory: TestPerson = { id: "mallory", name: "Mallory", role: "crew" };

let database: TestDatabase;
let running: TestServer;
let projectId: string;
const leave: (() => void)[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  running = await startServer(database.db);
});
afterAll(async () => {
  await running.stop();
  await database.close();
});
beforeEach(async () => {
  projectId = await aProject(database.db, [alice, rita, mallory]);
});
afterEach(() => {
  for (const each of leave.splice(0)) each();
});

/** A client as y-websocket ships it. */
function stock(
  ticket: string,
  { kind = "assets" as DocumentKind, name = documentName({ projectId, kind }), server = running } = {},
) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(server.url.replace("/collab", "/y"), name, doc, {
    WebSocketPolyfill: WebSocket as never,
    params: { ticket },
    disableBc: true,
  });
  const closed: { code: number; reason: string }[] = [];
  provider.on("closed", (close) => closed.push(close));
  leave.push(() => provider.destroy());
  return { doc, provider, closed, synced: () => until("it is synced", () => provider.synced) };
}

async function ours(person: TestPerson, kind: DocumentKind = "assets") {
  const client = aClient(running.url, projectId, kind, await aTicket(projectId, person));
  leave.push(client.leave);
  await client.synced();
  return client;
}

function addProp(doc: Y.Doc, name: string): void {
  addAsset(doc, { category: "prop", name, origin: "person", createdAt: 1 });
}

test("COL-92: a stock client and our own edit one document, and the log has both by their names", async () => {
  const bot = stock(await aTicket(projectId, alice));
  await bot.synced();
  const person = await ours(alice);
  addProp(bot.doc, "Lantern");
  await until("the lantern arrives", () => readAssets(person.doc).length === 1);
  addProp(person.doc, "Rope");
  await until("the rope arrives", () => readAssets(bot.doc).length === 2);
  await person.durable();
  await until("both are stored", () => running.collab.health().pendingRows === 0);
  const rows = await database.db
    .selectFrom("documentUpdate")
    .select("userId")
    .where("document", "=", documentName({ projectId, kind: "assets" }))
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.userId))).toEqual(new Set(["alice"]));
});

test("COL-92: what a stock client made offline arrives when it comes back", async () => {
  const bot = stock(await aTicket(projectId, alice));
  await bot.synced();
  bot.provider.disconnect();
  addProp(bot.doc, "Lantern");
  const person = await ours(alice);
  bot.provider.connect();
  await until("the lantern arrives", () => readAssets(person.doc).length === 1);
  expect(readAssets(person.doc)[0]?.name).toBe("Lantern");
});

test("COL-93: a reviewer's stock client reads the assets and changes nothing", async () => {
  const [bot, person] = [stock(await aTicket(projectId, rita)), await ours(alice)];
  await bot.synced();
  addProp(bot.doc, "Forged");
  addProp(person.doc, "Lantern");
  await until("the lantern arrives", () => readAssets(bot.doc).some((one) => one.name === "Lantern"));
  await person.durable();
  expect(readAssets(person.doc).map((one) => one.name)).toEqual(["Lantern"]);
});

test("COL-93: a reviewer's stock client writes notes, in its own name, and does nothing to those of others", async () => {
  const [bot, person] = [
    stock(await aTicket(projectId, rita), { kind: "notes" }),
    await ours(alice, "notes"),
  ];
  await bot.synced();
  const note = { shotId: "shot-1", artifactId: null, frame: 12, drawing: [], at: 1 };
  const asAlice = { id: "alice", name: "Alice" };
  const theirs = addNote(person.doc, { ...note, author: asAlice, text: "Too dark." });
  await until("the note arrives", () => readThreads(bot.doc).length === 1);
  threadsRoot(bot.doc).delete(theirs);
  const own = addNote(bot.doc, { ...note, author: asAlice, text: "Too long." });
  await until("both notes are there", () => {
    const ids = readThreads(person.doc).map(({ id }) => id);
    return ids.includes(own) && ids.includes(theirs);
  });
  await person.durable();
  await until("all is stored", () => running.collab.health().pendingRows === 0);
  const kept = readThreads(toDocument(await running.collab.read(projectId, "notes")));
  const authors = kept.map(({ id, messages }) => [id, messages[0]?.authorName]);
  expect(Object.fromEntries(authors)).toEqual({ [theirs]: "Alice", [own]: "Rita" });
});

test.each(documentKind.options.filter((kind) => kind !== "notes"))(
  "COL-93: a reviewer's stock client changes nothing in the document %s",
  async (kind) => {
    const [bot, person] = [stock(await aTicket(projectId, rita), { kind }), await ours(alice, kind)];
    await bot.synced();
    bot.doc.getMap("meta").set("forged", 1);
    bot.provider.awareness.setLocalState({ department: "forged" });
    // Presence comes after the edit on the same connection, so the server has looked at the edit by then.
    await until("the server has heard it", () =>
      [...(person.provider.awareness?.getStates().values() ?? [])].some(
        (state) => state["department"] === "forged",
      ),
    );
    expect(
      toDocument(await running.collab.read(projectId, kind))
        .getMap("meta")
        .has("forged"),
    ).toBe(false);
    expect(person.doc.getMap("meta").has("forged")).toBe(false);
  },
);

test("COL-93: a stock client's presence carries the name of its ticket", async () => {
  const [bot, person] = [stock(await aTicket(projectId, rita)), await ours(alice)];
  bot.provider.awareness.setLocalState({ user: { id: "alice", name: "Alice" }, department: "assets" });
  const users = () =>
    [...(person.provider.awareness?.getStates().values() ?? [])].map(
      (state) => (state["user"] as { id: string })?.id,
    );
  await until("the bot is seen", () => users().includes("rita"));
  expect(users()).not.toContain("alice");
});

test("COL-93: without a good ticket a stock client is turned away for good, and told why", async () => {
  for (const ticket of ["", "nonsense", await aTicket(projectId, alice, { lifetime: -10 })]) {
    const bot = stock(ticket);
    await until("it is turned away", () => bot.closed.length > 0);
    expect(bot.closed[0]).toEqual({ code: 4401, reason: "ticket-expired" });
  }
  const elsewhere = await aProject(database.db, [alice]);
  const foreign = stock(await aTicket(elsewhere, alice));
  await until("it is turned away", () => foreign.closed.length > 0);
  expect(foreign.closed[0]?.code).toBe(4403);
});

/** What the studio does when it changes somebody's membership. */
async function changeAlice(values: { role?: "reviewer"; accessVersion: number }): Promise<void> {
  await database.db
    .updateTable("member")
    .set(values)
    .where("projectId", "=", projectId)
    .where("userId", "=", "alice")
    .execute();
  running.collab.revoke(projectId, "alice");
}

test("COL-93: a change of access ends a stock client's connection, and its old ticket does not bring it back", async () => {
  const bot = stock(await aTicket(projectId, alice));
  await bot.synced();
  await changeAlice({ accessVersion: 2 });
  await until("it is turned away", () => bot.closed.length > 0);
  expect(bot.closed[0]?.code).toBe(4401);
  bot.provider.params = { ticket: await aTicket(projectId, alice, { accessVersion: 2 }) };
  bot.provider.connect();
  await bot.synced();
});

test("COL-93: a ticket that ends ends the connection of a stock client, which cannot renew it", async () => {
  const lapsing = stock(await aTicket(projectId, alice, { lifetime: 2 }));
  const person = await ours(alice);
  await lapsing.synced();
  await until("it is turned away", () => lapsing.closed.length > 0);
  expect(lapsing.closed[0]).toEqual({ code: 4401, reason: "ticket-expired" });
  addProp(lapsing.doc, "Too late");
  addProp(person.doc, "Lantern");
  await person.durable();
  expect(readAssets(person.doc).map((one) => one.name)).toEqual(["Lantern"]);
});

test("COL-93: a role that changes during the connection holds from the next ticket on, and the old one is worth nothing", async () => {
  const [bot, person] = [stock(await aTicket(projectId, alice)), await ours(rita)];
  await bot.synced();
  addProp(bot.doc, "Lantern");
  await until("the lantern arrives", () => readAssets(person.doc).length === 1);
  await changeAlice({ role: "reviewer", accessVersion: 2 });
  await until("it is turned away", () => bot.closed.length > 0);
  expect(bot.closed[0]?.code).toBe(4401);
  expect(person.closes).toEqual([]);
  const reviewer = { ...alice, role: "reviewer" as const };
  const again = stock(await aTicket(projectId, reviewer, { accessVersion: 2 }));
  await again.synced();
  addProp(again.doc, "Forged");
  again.provider.awareness.setLocalState({ department: "assets" });
  // Presence comes after the edit on the same connection, so the server has looked at the edit by then.
  await until("the server has heard it", () =>
    [...(person.provider.awareness?.getStates().values() ?? [])].some(
      (state) => state["department"] === "assets",
    ),
  );
  expect(readAssets(person.doc).map((one) => one.name)).toEqual(["Lantern"]);
});

const floods: [string, (socket: WebSocket) => void][] = [
  [
    "messages",
    (socket) => {
      for (let n = 0; n < 6_000; n += 1) socket.send(new Uint8Array([3]));
    },
  ],
  [
    "bytes",
    (socket) => {
      const large = new Uint8Array(1_000_000);
      large[0] = 3;
      for (let n = 0; n < 80; n += 1) socket.send(large);
    },
  ],
];

test.each(floods)(
  "COL-94: a flood of %s ends the stock connection that floods, and no other",
  async (_what, send) => {
    const [witness, person] = [stock(await aTicket(projectId, alice)), await ours(alice)];
    await witness.synced();
    const flooding = await bare(await aTicket(projectId, alice));
    const code = new Promise((resolve) => flooding.once("close", resolve));
    send(flooding);
    // A stock client comes back after this code, for whoever has calmed down; one of ours hears 4429.
    expect(await code).toBe(1013);
    addProp(person.doc, "Lantern");
    await until("the lantern arrives", () => readAssets(witness.doc).length === 1);
    expect(witness.closed).toEqual([]);
  },
);

/** A connection by somebody who speaks as a stock client does, without being one. */
async function bare(ticket: string, { url } = running): Promise<WebSocket> {
  const name = documentName({ projectId, kind: "assets" });
  const socket = new WebSocket(`${url.replace("/collab", "/y")}/${name}?ticket=${ticket}`);
  socket.on("error", () => {});
  leave.push(() => socket.terminate());
  await new Promise((resolve) => socket.once("open", resolve));
  // What everybody says first; the answer means that the ticket was good.
  socket.send(question);
  await new Promise((resolve) => socket.once("message", resolve));
  return socket;
}

/** Asks for everything that a document holds. */
const question = new Uint8Array([0, 0, 1, 0]);

/** An edit, as a stock client sends it. */
function editFrame(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

function updatesOf(...edits: ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const edit of edits) edit(doc);
  return updates;
}

/** Edits of so many bytes that wait for one that is never sent. */
function gapEdits(count: number, bytes: number): Uint8Array[] {
  const keys = Array.from({ length: count + 1 }, (_, n) => `key-${n}`);
  return updatesOf(...keys.map((key) => (doc: Y.Doc) => void doc.getMap("meta").set(key, "x".repeat(bytes))))
    .slice(1)
    .map(editFrame);
}

function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once("close", resolve));
}

/** Whoever works beside an offender, over both doors, notices nothing, and nothing of the offence is there or waits. */
async function expectUnharmed(
  witness: ReturnType<typeof stock>,
  person: TestClient,
  { collab } = running,
): Promise<void> {
  addProp(person.doc, "Lantern");
  await until("the lantern arrives", () => readAssets(witness.doc).length === 1);
  await person.durable();
  expect([witness.closed, person.closes]).toEqual([[], []]);
  const there = toDocument(await collab.read(projectId, "assets"));
  expect(there.store.pendingStructs).toBeNull();
  expect(readAssets(there)).toHaveLength(1);
  expect([...there.getMap("meta").keys()].filter((key) => /key|huge/.test(key))).toEqual([]);
}

const offences: [string, number, () => Uint8Array[]][] = [
  // Of these `ws` itself ends the connection, before anybody has looked at them.
  ["COL-7: a frame larger than any document", 1009, () => [editFrame(new Uint8Array(10 * 1024 * 1024))]],
  [
    "COL-7: an edit of two megabytes",
    4400,
    () => updatesOf((doc) => void doc.getMap("meta").set("huge", "x".repeat(2 * 1024 * 1024))).map(editFrame),
  ],
  ["COL-7: an edit that cannot be decoded", 4400, () => [editFrame(new Uint8Array([9, 9, 9, 9, 9, 9]))]],
  ["COL-102: more than 64 KiB that wait for what never comes", 4400, () => gapEdits(2, 40 * 1024)],
  ["COL-102: edit after edit that waits for what never comes", 4400, () => gapEdits(200, 100)],
  [
    "COL-8: asking for the whole document again and again",
    1013,
    () => Array.from({ length: askLimits.atOnce * 2 }, () => question),
  ],
];

test.each(offences)(
  "COL-94, %s ends a stock connection with %i, and no other",
  async (_what, code, frames) => {
    const [witness, person] = [stock(await aTicket(projectId, rita)), await ours(alice)];
    await witness.synced();
    const offender = await bare(await aTicket(projectId, mallory));
    const closed = closeOf(offender);
    for (const frame of frames()) offender.send(frame);
    expect(await closed).toBe(code);
    await expectUnharmed(witness, person);
  },
);

test("COL-94, COL-8: whoever asked too often at the stock door has asked too often over another connection too", async () => {
  const ticket = await aTicket(projectId, mallory);
  const first = await bare(ticket);
  const closed = closeOf(first);
  for (let n = 0; n < askLimits.atOnce * 2; n += 1) first.send(question);
  expect(await closed).toBe(1013);
  // Allowed again by now may be a few questions, and not as many as the first time.
  const name = documentName({ projectId, kind: "assets" });
  const again = new WebSocket(`${running.url.replace("/collab", "/y")}/${name}?ticket=${ticket}`);
  leave.push(() => again.terminate());
  const closedAgain = closeOf(again);
  await new Promise((resolve) => again.once("open", resolve));
  for (let n = 0; n < askLimits.atOnce / 2; n += 1) again.send(question);
  expect(await closedAgain).toBe(1013);
});

test("COL-94, COL-102: what a stock client lets wait for what never comes is dropped after a while, and it may come back", async () => {
  const impatient = await startServer(database.db, { gapPatienceMs: 200 });
  try {
    const person = aClient(impatient.url, projectId, "assets", await aTicket(projectId, alice));
    leave.push(person.leave);
    await person.synced();
    const witness = stock(await aTicket(projectId, rita), { server: impatient });
    await witness.synced();
    const offender = await bare(await aTicket(projectId, mallory), impatient);
    const closed = closeOf(offender);
    for (const frame of gapEdits(5, 100)) offender.send(frame);
    expect(await closed).toBe(1013);
    await expectUnharmed(witness, person, impatient);
    for (const each of leave.splice(0)) each();
  } finally {
    await impatient.stop();
  }
});

test("COL-94: an update that no accessor would make ends a stock client's connection, and nothing of it is kept", async () => {
  const [bot, person] = [stock(await aTicket(projectId, alice)), await ours(alice)];
  await bot.synced();
  bot.doc.getMap("elsewhere").set("a", 1);
  await until("it is turned away", () => bot.closed.length > 0);
  expect(bot.closed[0]?.code).toBe(4400);
  expect(person.doc.share.has("elsewhere")).toBe(false);
});

test("COL-94: a frame that no stock client sends, and an address that names no document, end the connection", async () => {
  const base = running.url.replace("/collab", "/y");
  const ticket = await aTicket(projectId, alice);
  const socket = new WebSocket(`${base}/${documentName({ projectId, kind: "assets" })}?ticket=${ticket}`);
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(new Uint8Array([5, 1, 2, 3]));
  const code = await new Promise((resolve) => socket.once("close", resolve));
  expect(code).toBe(4400);
  const nowhere = new WebSocket(`${base}/anything?ticket=${ticket}`);
  const status = await new Promise((resolve) =>
    nowhere.once("unexpected-response", (_request, response) => resolve(response.statusCode)),
  );
  expect(status).toBe(404);
});
