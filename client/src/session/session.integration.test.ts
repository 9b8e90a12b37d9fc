import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import {
  aProject,
  aTicket,
  openTestDatabase,
  startServer,
  until,
  type TestDatabase,
  type TestPerson,
  type TestServer,
} from "@backlot/collab-server/collab-fixture";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import { memoryStore } from "./local-store.ts";
import {
  openSession,
  type OpeningTrouble,
  type Session,
  type SessionDevice,
  type SessionOptions,
} from "./session.ts";
import type { TicketAnswer } from "./ticket.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const rita: TestPerson = { id: "rita", name: "Rita", role: "reviewer" };

let database: TestDatabase;
let running: TestServer;
let projectId: string;
let isOnline = true;
let canSignTickets = true;
let isSignedOut = false;
let signedIn: TestPerson | null = alice;
let accessVersion = 1;
const open: Session[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  running = await startServer(database.db);
  projectId = await aProject(database.db, [alice, rita]);
  isOnline = true;
  canSignTickets = true;
  isSignedOut = false;
  signedIn = alice;
  accessVersion = 1;
});
afterEach(async () => {
  for (const session of open.splice(0)) session.close();
  await running.stop();
});

/** A device that survives "reloads" of the page within one test. */
function aDevice(): SessionDevice & { store: ReturnType<typeof memoryStore> } {
  const store = memoryStore();
  let remembered: TicketAnswer | null = null;
  return {
    store,
    open: () => Promise.resolve(store),
    remembered: () => Promise.resolve(remembered),
    remember: (_projectId, answer) => {
      remembered = answer;
      return Promise.resolve();
    },
    erase: () => {},
  };
}

async function ticketFor(id: string): Promise<TicketAnswer> {
  if (!isOnline) throw new AppError("documents-unavailable", { sentence: "No network." });
  if (!canSignTickets) throw new AppError("busy", { sentence: "Not just now." });
  if (isSignedOut) throw new AppError("signed-out", { sentence: "You are signed out." });
  if (signedIn === null) throw new AppError("not-allowed", { sentence: "Not a member." });
  return {
    ticket: await aTicket(id, signedIn, { accessVersion }),
    role: signedIn.role,
    lifetimeMs: 600_000,
    user: { id: signedIn.id, name: signedIn.name, color: "#336699" },
    documents: {} as TicketAnswer["documents"],
  };
}

async function visit(
  device: SessionDevice = aDevice(),
  wish: Pick<SessionOptions, "onTrouble" | "signal"> = {},
): Promise<Session> {
  const session = await openSession({
    projectId,
    userId: signedIn?.id ?? alice.id,
    socketUrl: running.url,
    device,
    fetchTicket: ticketFor,
    ...wish,
  });
  open.push(session);
  return session;
}

function addProp(session: Session, name: string): void {
  addAsset(session.documents.assets, { category: "prop", name, origin: "person", createdAt: 1 });
}

async function storedAssets(): Promise<string[]> {
  return readAssets(toDocument(await running.collab.read(projectId, "assets"))).map((one) => one.name);
}

test("COL-30: says saving until the database has the edit, and saved only then", async () => {
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  database.setAway(true);
  addProp(session, "Lantern");
  expect(session.status).toMatchObject({ kind: "saving", pending: 1 });
  const before = database.refused();
  await until("the server has tried to write", () => database.refused() > before + 2);
  expect(session.status).toMatchObject({ kind: "saving", pending: 1 });
  database.setAway(false);
  await until("all is saved", () => session.status.kind === "saved");
  expect(await storedAssets()).toEqual(["Lantern"]);
});

test("COL-31: edits made offline are counted, survive a reload, and reach the studio exactly once", async () => {
  const device = aDevice();
  const first = await visit(device);
  await until("all is saved", () => first.status.kind === "saved");
  isOnline = false;
  await running.stop();
  await until("the status says offline", () => first.status.kind === "offline");
  addProp(first, "Lantern");
  addProp(first, "Rope");
  expect(first.status).toMatchObject({ kind: "offline", pending: 2 });
  await first.flush();
  first.close();

  const reloaded = await visit(device);
  await until("the status says offline", () => reloaded.status.kind === "offline");
  expect(reloaded.status.pending).toBe(2);
  expect(
    readAssets(reloaded.documents.assets)
      .map((one) => one.name)
      .toSorted(),
  ).toEqual(["Lantern", "Rope"]);
  await reloaded.flush();
  reloaded.close();

  running = await startServer(database.db);
  isOnline = true;
  const back = await visit(device);
  await until("all is saved", () => back.status.kind === "saved");
  expect((await storedAssets()).toSorted()).toEqual(["Lantern", "Rope"]);
  expect(await device.store.pending(documentName({ projectId, kind: "assets" }))).toEqual({});
});

test("COL-32: a row on this device that cannot be read is put aside and blocks nothing", async () => {
  const device = aDevice();
  const name = documentName({ projectId, kind: "assets" });
  device.store.spoil(name, new Uint8Array([7, 7, 7, 7]));
  const donor = new Y.Doc();
  addAsset(donor, { category: "prop", name: "Kept", origin: "person", createdAt: 1 });
  device.store.spoil(name, Y.encodeStateAsUpdate(donor));
  const session = await visit(device);
  expect(readAssets(session.documents.assets).map((one) => one.name)).toContain("Kept");
  await until("the bad row is gone", async () =>
    (await device.store.rows(name)).every((row) => row.bytes.byteLength > 4),
  );
});

test("COL-33: a document that the server closes alone is opened again, and its edits arrive", async () => {
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  session.providers.assets.configuration.websocketProvider.send(
    // A message type that exists only between servers: the server closes the document and leaves the socket open.
    closingMessage(documentName({ projectId, kind: "assets" })),
  );
  await until("the document was closed", () => !session.providers.assets.synced);
  addProp(session, "Lantern");
  await until("all is saved", () => session.status.kind === "saved");
  expect(await storedAssets()).toEqual(["Lantern"]);
});

test("COL-34: a change of role takes effect at once, and the session carries on in the new role", async () => {
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  await database.db
    .updateTable("member")
    .set({ role: "reviewer", accessVersion: 2 })
    .where("userId", "=", "alice")
    .where("projectId", "=", projectId)
    .execute();
  signedIn = { ...alice, role: "reviewer" };
  accessVersion = 2;
  running.collab.revoke(projectId, "alice");
  await until("the status says read only", () => session.status.kind === "read-only");
  expect(session.status.role).toBe("reviewer");
});

test("COL-35: a removed member is told so, and connects no more", async () => {
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  await database.db.deleteFrom("member").where("projectId", "=", projectId).execute();
  signedIn = null;
  running.collab.revoke(projectId, "alice");
  await until("the status says no access", () => session.status.kind === "no-access");
  await until("nobody is connected", () => running.collab.health().connections === 0);
  expect(session.status.kind).toBe("no-access");
});

/** Begins to open the film, and writes down what is said to stand in the way. */
function beginToOpen(signal?: AbortSignal): {
  opening: Promise<Session>;
  troubles: (OpeningTrouble | null)[];
} {
  const troubles: (OpeningTrouble | null)[] = [];
  const onTrouble = (trouble: OpeningTrouble | null) => {
    if (trouble !== troubles.at(-1)) troubles.push(trouble);
  };
  return { opening: visit(aDevice(), { onTrouble, ...(signal === undefined ? {} : { signal }) }), troubles };
}

test("COL-36, COL-140: without a network and without a copy it says so instead of showing an empty film, and opens by itself", async () => {
  isOnline = false;
  const { opening, troubles } = beginToOpen();
  await until("it says so", () => troubles.includes("offline"));
  isOnline = true;
  const session = await opening;
  expect(troubles).toEqual(["offline", null]);
  await until("all is saved", () => session.status.kind === "saved");
});

test("COL-140: while the studio gives no tickets a film that is not here is unavailable, and opens by itself", async () => {
  canSignTickets = false;
  const { opening, troubles } = beginToOpen();
  await until("it says so", () => troubles.includes("unavailable"));
  canSignTickets = true;
  await opening;
  expect(troubles).toEqual(["unavailable", null]);
});

test("COL-140: while documents cannot be read the film is unavailable, is asked for over a new socket too, and opens by itself", async () => {
  database.setAway(true);
  const { opening, troubles } = beginToOpen();
  await until("it says so", () => troubles.includes("unavailable"));
  const { connections } = running.collab.health();
  expect(connections).toBe(1);
  await until("the socket is made anew", () => running.collab.health().connections === 0);
  database.setAway(false);
  const session = await opening;
  await until("all is saved", () => session.status.kind === "saved");
  expect(troubles.at(-1)).toBeNull();
});

test("COL-140: an opening that is given up asks no more", async () => {
  for (const isReached of [false, true]) {
    isOnline = isReached;
    database.setAway(true);
    const leaving = new AbortController();
    const { opening, troubles } = beginToOpen(leaving.signal);
    await until("it says what is wrong", () => troubles.length > 0);
    leaving.abort();
    await expect(opening).rejects.toThrow("aborted");
    database.setAway(false);
  }
  await until("nobody is connected", () => running.collab.health().connections === 0);
});

test("COL-37: studio events arrive, and one of each kind after having been away", async () => {
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  const events: string[] = [];
  session.onEvent((event) => events.push(event.type));
  running.collab.emit(projectId, { type: "members" });
  await until("the event arrives", () => events.includes("members"));
  session.providers.project.configuration.websocketProvider.webSocket?.close();
  await until("everything is to be fetched again", () => events.includes("artifacts"));
  expect(events).toEqual(expect.arrayContaining(["project", "members", "library", "engine", "run"]));
});

function closingMessage(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  return new Uint8Array([bytes.length, ...bytes, 6, 1, 120]);
}

test("COL-40: signed out without a copy on this device says so, and with one keeps what is written", async () => {
  const device = aDevice();
  const first = await visit(device);
  await until("all is saved", () => first.status.kind === "saved");
  first.close();
  isSignedOut = true;
  const empty = { ...aDevice(), remembered: device.remembered };
  await expect(visit(empty)).rejects.toMatchObject({ code: "signed-out" });
  await expect(visit()).rejects.toMatchObject({ code: "signed-out" });

  const kept = await visit(device);
  expect(kept.status.kind).toBe("signed-out");
  addProp(kept, "Lantern");
  expect(kept.status).toMatchObject({ kind: "signed-out", pending: 1 });
  isSignedOut = false;
  await until("all is saved", () => kept.status.kind === "saved");
  expect(await storedAssets()).toEqual(["Lantern"]);
});

test("COL-31: several tabs of one person are in step without a network, and everything arrives once", async () => {
  const device = aDevice();
  const one = await visit(device);
  const two = await visit(device);
  await until("all is saved", () => one.status.kind === "saved" && two.status.kind === "saved");
  isOnline = false;
  await running.stop();
  await until("both are offline", () => one.status.kind === "offline" && two.status.kind === "offline");
  addProp(one, "Lantern");
  addProp(two, "Rope");
  const names = (session: Session) =>
    readAssets(session.documents.assets)
      .map((asset) => asset.name)
      .toSorted();
  await until("each tab has both", () => [one, two].every((session) => names(session).length === 2));
  await Promise.all([one.flush(), two.flush()]);
  for (const session of [one, two]) session.close();

  running = await startServer(database.db);
  isOnline = true;
  const back = await visit(device);
  await until("all is saved", () => back.status.kind === "saved");
  expect((await storedAssets()).toSorted()).toEqual(["Lantern", "Rope"]);
});

test("COL-52: a server that cannot hold more edits takes no more, keeps its memory, and gets them all in the end", async () => {
  await running.stop();
  running = await startServer(database.db, { maxPendingBytes: 20_000 });
  const session = await visit();
  await until("all is saved", () => session.status.kind === "saved");
  database.setAway(true);
  let made = 0;
  await until("the server takes no more", () => {
    addProp(session, `Prop ${made}`);
    made += 1;
    return session.status.kind === "offline";
  });
  for (let more = 0; more < 20; more += 1, made += 1) addProp(session, `Prop ${made}`);
  expect(running.collab.health().pendingRows).toBeLessThan(100);
  expect(session.status.pending).toBeGreaterThan(0);
  database.setAway(false);
  await until("all is saved", () => session.status.kind === "saved");
  expect(await storedAssets()).toHaveLength(made);
});
