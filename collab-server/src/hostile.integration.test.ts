import { connect, type AddressInfo, type Socket } from "node:net";
import { beforeEach, expect, test } from "vitest";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName, schemaVersion, type DocumentKind } from "@backlot/shared/documents/names";
import {
  aProject,
  aTicket,
  startServer,
  until,
  versioned,
  type TestClient,
  type TestPerson,
} from "./collab-fixture.ts";
import { collabTest } from "./collab-test.ts";
import { openingFrames } from "./faults/hostile-corpus.ts";
import { openLink } from "./faults/link.ts";
import { askLimits } from "./frame-guard.ts";
import type { Context } from "./seat.ts";
import { maxBufferedBytes } from "./socket-door.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const mallory: TestPerson = { id: "mallory", name: "Mallory", role: "crew" };

const collab = collabTest([alice, mallory]);
const { join } = collab;
let witness: TestClient;

beforeEach(async () => {
  witness = await join(alice);
});

/** A frame of the protocol: document name, message type, and whatever follows. */
function frame(kind: DocumentKind, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, documentName({ projectId: collab.projectId, kind }));
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function updateFrame(update: Uint8Array): Uint8Array {
  return frame("assets", (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, update);
  });
}

function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  write(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** The room still works for somebody else, and nothing of the attack is in it. */
async function expectUnharmed(): Promise<void> {
  const before = readAssets(witness.doc).length;
  addAsset(witness.doc, { category: "prop", name: "Still here", origin: "person", createdAt: 1 });
  await witness.durable();
  const state = toDocument(await collab.running.collab.read(collab.projectId, "assets"));
  expect(readAssets(state)).toHaveLength(before + 1);
  expect([...state.share.keys()].toSorted()).toEqual(["assets", "meta"]);
  expect(state.store.pendingStructs).toBeNull();
}

const attacks: [string, () => Uint8Array][] = [
  ["bytes that are no update", () => new Uint8Array([9, 9, 9, 9, 9, 9])],
  ["a write to a root that is not there", () => updateOf((doc) => doc.getMap("elsewhere").set("a", 1))],
  [
    "three thousand nested maps",
    () =>
      updateOf((doc) => {
        let map = doc.getMap<unknown>("assets");
        for (let level = 0; level < 3_000; level += 1) {
          const next = new Y.Map<unknown>();
          map.set("x", next);
          map = next;
        }
      }),
  ],
  ["an edit of two megabytes", () => updateOf((doc) => doc.getMap("assets").set("a", "x".repeat(2_000_000)))],
];

test.each(attacks)("COL-7: %s is refused with 4400, and nobody else notices", async (_what, attack) => {
  const attacker = await join(mallory);
  let isDurable = false;
  attacker.socket.send(updateFrame(attack()));
  attacker.durable(5_000).then(
    () => (isDurable = true),
    () => {},
  );
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4400);
  await expectUnharmed();
  expect(isDurable).toBe(false);
});

/** Edits of which the first is never sent. */
function gapUpdates(count: number, length = 100): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let n = 0; n <= count; n += 1) doc.getMap<unknown>("meta").set(`key-${n}`, "x".repeat(length));
  return updates.slice(1);
}

test("COL-102: what waits for something that never comes is dropped after a while, and its sender with it", async () => {
  await collab.running.stop();
  collab.running = await startServer(collab.database.db, { gapPatienceMs: 200 });
  witness = await join(alice);
  const attacker = await join(mallory);
  for (const update of gapUpdates(5)) attacker.socket.send(updateFrame(update));
  let isDurable = false;
  for (let n = 0; n < 20; n += 1)
    attacker.durable(5_000).then(
      () => (isDurable = true),
      () => {},
    );
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4408);
  await expectUnharmed();
  expect(isDurable).toBe(false);
});

test("COL-102: somebody who lets what waits grow edit by edit is cut off soon", async () => {
  const attacker = await join(mallory);
  for (const update of gapUpdates(200)) attacker.socket.send(updateFrame(update));
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4400);
  await expectUnharmed();
});

test("COL-102: somebody who lets more wait than 64 KiB is cut off at once", async () => {
  const attacker = await join(mallory);
  for (const update of gapUpdates(2, 40 * 1024)) attacker.socket.send(updateFrame(update));
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4400);
  await expectUnharmed();
});

test("COL-8: a flood of bytes ends the flooding socket only", async () => {
  const attacker = await join(mallory);
  const large = frame("assets", (encoder) => {
    encoding.writeVarUint(encoder, 3);
    encoding.writeVarUint8Array(encoder, new Uint8Array(1_000_000));
  });
  for (let n = 0; n < 80; n += 1) attacker.socket.send(large);
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4429);
  await expectUnharmed();
});

test("COL-7: a frame larger than any document ends the socket", async () => {
  const attacker = await join(mallory);
  attacker.socket.send(updateFrame(new Uint8Array(10 * 1024 * 1024)));
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(1009);
  await expectUnharmed();
});

test("COL-8: a flood of messages ends the flooding socket only", async () => {
  const attacker = await join(mallory);
  const message = frame("assets", (encoder) => encoding.writeVarUint(encoder, 3));
  for (let n = 0; n < 6_000; n += 1) attacker.socket.send(message);
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4429);
  await expectUnharmed();
});

/** Asks for everything that a document holds. */
const question = () =>
  frame("assets", (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
  });

test("COL-8: somebody who asks for the whole document again and again is cut off", async () => {
  const attacker = await join(mallory);
  for (let n = 0; n < askLimits.atOnce * 2; n += 1) attacker.socket.send(question());
  await until("the attacker is cut off", () => attacker.closes.length > 0);
  expect(attacker.closes[0]?.code).toBe(4429);
  // Another connection is no other person.
  const again = collab.client("assets", await aTicket(collab.projectId, mallory));
  let asked = 0;
  await until("the attacker is cut off again", () => {
    if (again.provider.synced) {
      again.socket.send(question());
      asked += 1;
    }
    return again.closes.length > 0;
  });
  expect(again.closes[0]?.code).toBe(4429);
  expect(asked).toBeLessThan(askLimits.atOnce / 2);
  await expectUnharmed();
});

test("COL-8: others have their turn between the questions that somebody asks all at once", async () => {
  await collab.running.stop();
  const heard: string[] = [];
  const listening = {
    beforeSync({ type, context }: { type: number; context: Context }) {
      heard.push(`${context.seat?.claims?.userId} ${type}`);
      return Promise.resolve();
    },
  };
  collab.running = await startServer(collab.database.db, { extensions: [listening] });
  witness = await join(alice);
  const attacker = new WebSocket(versioned(collab.running.url));
  await new Promise((resolve) => attacker.once("open", resolve));
  const name = documentName({ projectId: collab.projectId, kind: "assets" });
  for (const each of openingFrames(name, await aTicket(collab.projectId, mallory))) attacker.send(each);
  await until("the attacker has joined", () => heard.includes("mallory 0"));
  heard.splice(0);
  // All in one piece, so that the server has all of them before it has the witness's edit.
  const wire = (attacker as unknown as { _socket: Socket })._socket;
  wire.cork();
  for (let n = 0; n < 50; n += 1) attacker.send(question());
  wire.uncork();
  addAsset(witness.doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  await until("all was heard", () => heard.length >= 51);
  expect(heard.indexOf("alice 2")).toBeLessThan(heard.lastIndexOf("mallory 0"));
  expect(heard.filter((one) => one === "mallory 0")).toHaveLength(50);
  attacker.terminate();
});

const slowReaders: [string, number, (ticket: string, name: string) => [string, Uint8Array[]]][] = [
  ["a client of ours", 4409, (ticket, name) => [versioned(collab.running.url), openingFrames(name, ticket)]],
  [
    "a stock client",
    1013,
    (ticket, name) => [
      `${collab.running.url.replace("/collab", "/y")}/${name}?ticket=${ticket}`,
      [new Uint8Array([0, 0, 1, 0])],
    ],
  ],
];

test.each(slowReaders)(
  "COL-47: %s that reads a kilobyte a second ends with %i, and never do more than 8 MiB wait for it",
  async (_what, expected, door) => {
    await collab.running.stop();
    const link = await openLink(() => (collab.running.server.address() as AddressInfo).port);
    let most = 0;
    /** Looks at what waits for Mallory with every frame, and lets it be read when the server has had enough. */
    const watching = {
      connected({ context: { seat } }: { context: Context }) {
        if (seat?.claims?.userId !== "mallory") return Promise.resolve();
        const { socket } = seat;
        const [send, close] = [socket.send.bind(socket), socket.close.bind(socket)];
        socket.send = (data: Uint8Array) => {
          send(data);
          most = Math.max(most, socket.bufferedAmount);
        };
        socket.close = (code, reason) => {
          close(code, reason);
          link.throttle(null);
        };
        return Promise.resolve();
      },
    };
    collab.running = await startServer(collab.database.db, {
      extensions: [watching],
      slowPatienceMs: 60_000,
    });
    witness = await join(alice);
    const name = documentName({ projectId: collab.projectId, kind: "assets" });
    const [address, frames] = door(await aTicket(collab.projectId, mallory), name);
    const url = new URL(address);
    url.port = String(link.port);
    const sloth = new WebSocket(url, { perMessageDeflate: false });
    const code = new Promise((resolve) => sloth.once("close", resolve));
    await new Promise((resolve) => sloth.once("open", resolve));
    for (const each of frames) sloth.send(each);
    await new Promise((resolve) => sloth.once("message", resolve));
    link.throttle(1024);
    const page = "He waits, and goes on waiting. ".repeat(20_000);
    const connections = () => collab.running.collab.health().connections;
    // First what the kernel holds for a socket is full, and then what the server holds.
    for (let n = 0; n < 100 && sloth.readyState === WebSocket.OPEN && connections() === 2; n += 1) {
      witness.doc.getMap<unknown>("meta").set("page", `${n} ${page}`);
      await witness.durable();
    }
    expect(most).toBeGreaterThan(maxBufferedBytes / 2);
    expect(most).toBeLessThanOrEqual(maxBufferedBytes);
    expect(await code).toBe(expected);
    await link.close();
    await expectUnharmed();
  },
);

test("COL-6: presence carries the name of the ticket, whatever the client says", async () => {
  const attacker = await join(mallory);
  attacker.provider.awareness?.setLocalStateField("user", { id: "alice", name: "Alice", color: "#ffffff" });
  attacker.provider.awareness?.setLocalStateField("department", "shots");
  const seen = () =>
    witness.provider.awareness?.getStates().get(attacker.doc.clientID) as Record<string, unknown>;
  await until("the presence arrives", () => seen()?.["department"] === "shots");
  expect(seen()["user"]).toEqual({ id: "mallory", name: "Mallory", color: "#336699" });
  attacker.provider.awareness?.setLocalStateField("note", "x".repeat(5_000));
  await until("the oversize presence is cut", () => seen()?.["department"] === undefined);
  expect(seen()["user"]).toMatchObject({ id: "mallory" });
});

test("COL-6: a connection has one presence, and none of somebody else's", async () => {
  const observer = await join(alice);
  witness.provider.awareness?.setLocalStateField("department", "assets");
  const attacker = await join(mallory);
  const seen = () => [...(observer.provider.awareness?.getStates() ?? [])] as [number, Presence][];
  const departments = () => seen().map(([id, { user, department }]) => `${id} ${user?.id} ${department}`);
  // In the name of Alice's page, and then as two people at once.
  attacker.socket.send(presenceFrame([witness.doc.clientID], "forged"));
  attacker.socket.send(presenceFrame([901, 902], "doubled"));
  await until("the attacker is seen", () => departments().some((one) => one.endsWith("mallory doubled")));
  expect(departments().filter((one) => one.includes("mallory"))).toHaveLength(1);
  expect(departments()).toContain(`${witness.doc.clientID} alice assets`);
});

type Presence = { user?: { id: string }; department?: string };

/** Presence for some client numbers, newer than whatever they said before. */
function presenceFrame(ids: number[], department: string): Uint8Array {
  const said = encoding.createEncoder();
  encoding.writeVarUint(said, ids.length);
  for (const id of ids) {
    encoding.writeVarUint(said, id);
    encoding.writeVarUint(said, 1_000);
    encoding.writeVarString(said, JSON.stringify({ department }));
  }
  return frame("assets", (encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(said));
  });
}

test("COL-2: an edit that builds on a missing one is not called durable until what is missing came", async () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getMap("meta");
  text.set("first", 1);
  text.set("second", 2);
  const ticket = await aTicket(collab.projectId, mallory);
  const attacker = collab.client("assets", ticket);
  await attacker.synced();
  attacker.socket.send(updateFrame(updates[1] as Uint8Array));
  let isDurable = false;
  const answer = attacker.durable().then(() => (isDurable = true));
  addAsset(witness.doc, { category: "prop", name: "Meanwhile", origin: "person", createdAt: 1 });
  await witness.durable();
  expect(isDurable).toBe(false);
  attacker.socket.send(updateFrame(updates[0] as Uint8Array));
  await answer;
  expect(
    toDocument(await collab.running.collab.read(collab.projectId, "assets"))
      .getMap("meta")
      .get("second"),
  ).toBe(2);
});

test("COL-5: foreign, forged and outdated tickets and names that are not ours open nothing", async () => {
  const other = await aProject(collab.database.db, [alice]);
  const tickets = [
    await aTicket(other, alice),
    `${(await aTicket(collab.projectId, alice)).slice(0, -4)}AAAA`,
    await aTicket(collab.projectId, alice, { lifetime: -10 }),
    await aTicket(collab.projectId, alice, { accessVersion: 7 }),
    await aTicket(collab.projectId, { ...alice, id: "stranger" }),
  ];
  const reasons: string[] = [];
  for (const ticket of tickets) {
    const client = collab.client("assets", ticket);
    await until("it is refused", () => client.refusals.length > 0);
    reasons.push(client.refusals[0] ?? "");
  }
  expect(reasons).toEqual(["no-access", "ticket-expired", "ticket-expired", "access-changed", "no-access"]);
});

const versions: [string, number][] = [
  ["", 4499],
  ["?v=", 4499],
  [`?v=${schemaVersion - 1}`, 4499],
  ["?v=two", 4499],
  ["?v=-1", 4499],
  // A page newer than this server waits for the server's successor.
  [`?v=${schemaVersion + 1}`, 1012],
];

test.each(versions)(
  "COL-13: a client that names its version as '%s' is refused with %i",
  async (query, code) => {
    const socket = new WebSocket(`${collab.running.url}${query}`);
    expect(await new Promise((resolve) => socket.once("close", resolve))).toBe(code);
  },
);

test("COL-14: a ticket is renewed without anybody noticing, and ends the socket when it is not", async () => {
  const renewing = collab.client("assets", () => aTicket(collab.projectId, mallory, { lifetime: 2 }));
  const stale = await aTicket(collab.projectId, alice, { lifetime: 2 });
  const lapsing = collab.client("assets", stale);
  await Promise.all([renewing.synced(), lapsing.synced()]);
  await until("the stale one is cut off", () => lapsing.closes.length > 0);
  expect(lapsing.closes[0]?.code).toBe(4401);
  expect(renewing.closes).toEqual([]);
  addAsset(renewing.doc, { category: "prop", name: "On and on", origin: "person", createdAt: 1 });
  await renewing.durable();
});

test("COL-15: a change of access closes that person's sockets and no others", async () => {
  const attacker = await join(mallory);
  collab.running.collab.revoke(collab.projectId, "mallory");
  await until("the sockets are closed", () => attacker.closes.length > 0, 2_000);
  expect(attacker.closes[0]?.code).toBe(4205);
  expect(witness.closes).toEqual([]);
});

const requestLines = [
  "GET // HTTP/1.1",
  "GET //elsewhere/collab?project=x HTTP/1.1",
  "GET http://elsewhere/collab HTTP/1.1",
  "GET /\\elsewhere/collab HTTP/1.1",
  "GET * HTTP/1.1",
  "GET /collab/../../etc/passwd HTTP/1.1",
  "GET /y/%E0%A4%A HTTP/1.1",
  "GET /y/ HTTP/1.1",
  "GET /collab%00 HTTP/1.1",
  "POST /collab HTTP/1.1",
  "GET /nothing HTTP/1.1",
  `GET /collab?${"v=1&".repeat(3_000)} HTTP/1.1`,
  "CONNECT // HTTP/1.1",
  "TRACE /collab/documents/x HTTP/1.1",
  "GET /collab/documents/%E0%A4%A HTTP/1.1",
];

/** Sends a first line with the headers of a WebSocket, and gives the status that comes back; "" when it just ends. */
function statusOf(line: string, isUpgrade: boolean): Promise<string> {
  const { port } = collab.running.server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer.split(" ")[1] ?? ""));
    const upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n";
    socket.write(`${line}\r\nhost: collab\r\n${isUpgrade ? upgrade : ""}\r\n`);
  });
}

test("COL-101: whatever the first line of a request says, it is turned away and the server goes on", async () => {
  const taken: string[] = [];
  for (const line of requestLines) {
    for (const isUpgrade of [true, false]) {
      const status = await statusOf(line, isUpgrade);
      if (!/^(4\d\d)?$/.test(status)) taken.push(`${line}: ${status}`);
    }
  }
  expect(taken).toEqual([]);
  await expectUnharmed();
});

test("COL-101: somebody who breaks off in the middle of an upgrade breaks nothing else", async () => {
  const { port } = collab.running.server.address() as AddressInfo;
  for (const path of ["/collab", "/nothing", "//"]) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`GET ${path} HTTP/1.1\r\nhost: collab\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`);
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.resetAndDestroy();
  }
  await expectUnharmed();
});
