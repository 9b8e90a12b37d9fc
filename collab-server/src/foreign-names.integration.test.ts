import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { documentName } from "@backlot/shared/documents/names";
import { aTicket, until, versioned, type TestClient, type TestPerson } from "./collab-fixture.ts";
import { collabTest } from "./collab-test.ts";
import { openingFrames } from "./faults/hostile-corpus.ts";

const alice: TestPerson = { id: "alice", name: "Alice", role: "owner" };
const mallory: TestPerson = { id: "mallory", name: "Mallory", role: "crew" };

const collab = collabTest([alice, mallory]);
let witness: TestClient;

beforeEach(async () => {
  witness = await collab.join(alice);
});

/** Types of messages, as Hocuspocus numbers them, and what an authentication can say. */
const [sync, auth, stateless] = [0, 2, 5];
const [token, denied, granted] = [0, 1, 2];

type Heard = { name: string; type: number; what: number; text: string };

/** A socket of Mallory's that has joined the assets, and speaks our protocol without our client. */
async function malloryJoins(): Promise<{ socket: WebSocket; heard: Heard[]; ticket: string; code: number }> {
  const ticket = await aTicket(collab.projectId, mallory);
  const socket = new WebSocket(versioned(collab.running.url));
  const joined = { socket, heard: [] as Heard[], ticket, code: 0 };
  socket.on("close", (code) => (joined.code = code));
  socket.on("message", (data: Buffer) => joined.heard.push(read(data)));
  await new Promise((resolve) => socket.once("open", resolve));
  const assets = documentName({ projectId: collab.projectId, kind: "assets" });
  for (const frame of openingFrames(assets, ticket)) socket.send(frame);
  await until("Mallory has joined", () => joined.heard.some(({ what }) => what === granted));
  return joined;
}

function read(data: Buffer): Heard {
  const decoder = decoding.createDecoder(data);
  const name = decoding.readVarString(decoder);
  const type = decoding.hasContent(decoder) ? decoding.readVarUint(decoder) : -1;
  const what = type === auth ? decoding.readVarUint(decoder) : -1;
  return {
    name,
    type,
    what,
    text: type === auth || type === stateless ? decoding.readVarString(decoder) : "",
  };
}

function frame(name: string, ...parts: (number | string | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  for (const part of parts) {
    if (typeof part === "number") encoding.writeVarUint(encoder, part);
    else if (typeof part === "string") encoding.writeVarString(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
}

/** One edit by somebody else than the witness. */
function anEdit(name: string): Uint8Array {
  const doc = new Y.Doc();
  addAsset(doc, { category: "prop", name, origin: "person", createdAt: 1 });
  return Y.encodeStateAsUpdate(doc);
}

/** Names of everything that is stored. */
async function stored(): Promise<string[]> {
  const { db } = collab.database;
  const rows = await db
    .selectFrom("documentSnapshot")
    .select("document")
    .union(db.selectFrom("documentUpdate").select("document"))
    .execute();
  return rows.map(({ document }) => document).toSorted();
}

const names: [what: string, name: (assets: string, project: string) => string][] = [
  ["no name", () => ""],
  ["another branch", (_, project) => `p/${project}/other/assets~1`],
  ["another epoch", (_, project) => `p/${project}/main/assets~2`],
  ["epoch zero", (_, project) => `p/${project}/main/assets~0`],
  ["the epoch written otherwise", (_, project) => `p/${project}/main/assets~01`],
  ["another kind", (_, project) => `p/${project}/main/secrets~1`],
  ["another script", (_, project) => `p/${project}/main/script/second~1`],
  ["no script's id", (_, project) => `p/${project}/main/script~1`],
  ["an id where there is none", (_, project) => `p/${project}/main/assets/main~1`],
  ["another project", () => "p/somewhere-else/main/assets~1"],
  ["a session behind the name", (assets) => `${assets}\0tab`],
  ["a session of the name that is open", (assets) => `${assets}\0`],
  ["a zero byte before the name", (assets) => `\0${assets}`],
  ["a colon", (assets) => `${assets}:1`],
  ["a space before the name", (assets) => ` ${assets}`],
  ["a space behind the name", (assets) => `${assets} `],
  ["a line end behind the name", (assets) => `${assets}\n`],
  ["capitals", (assets) => assets.toUpperCase()],
  ["a letter that looks like one of ours", (assets) => assets.replace("assets", "\u0430ssets")],
  ["full-width digits", (assets) => assets.replace("~1", "~\uff11")],
  ["pictures", () => "🎬🎬🎬"],
  ["a way up", (_, project) => `p/${project}/main/../main/assets~1`],
  ["an address", (assets) => encodeURIComponent(assets)],
  ["two hundred letters", () => "x".repeat(200)],
  ["a key that every object has", () => "__proto__"],
  ["another key that every object has", () => "constructor"],
];

test.each(names)(
  "COL-5, COL-110: %s opens nothing, with a good ticket, and the rest of the socket works on",
  async (_what, nameFor) => {
    const assets = documentName({ projectId: collab.projectId, kind: "assets" });
    const name = nameFor(assets, collab.projectId);
    const mine = await malloryJoins();
    const before = await stored();
    mine.socket.send(frame(name, auth, token, mine.ticket));
    await until(
      "it is refused",
      () => mine.code > 0 || mine.heard.some(({ what }) => what === denied),
      5_000,
    );
    expect(mine.heard.find(({ what }) => what === denied)).toMatchObject({ name, text: "no-access" });
    // Who does not take no for an answer.
    mine.socket.send(frame(name, sync, 2, anEdit("Forged")));
    mine.socket.send(frame(name, auth, token, mine.ticket));
    mine.socket.send(frame(name, stateless, '{"mark":7}'));
    mine.socket.send(frame(assets, sync, 2, anEdit("Honest")));
    mine.socket.send(frame(assets, stateless, '{"mark":1}'));
    await until(
      "the honest edit is saved",
      () => mine.heard.some(({ text }) => text === '{"durable":1}'),
      5_000,
    );
    expect(mine.heard.filter(({ what }) => what === granted)).toHaveLength(1);
    expect(mine.heard.map(({ text }) => text)).not.toContain('{"durable":7}');
    await until("the witness has it", () => readAssets(witness.doc).length === 1);
    expect(readAssets(witness.doc).map((asset) => asset.name)).toEqual(["Honest"]);
    expect(await stored()).toEqual(before);
    expect(collab.running.collab.health().documents).toBe(1);
    mine.socket.terminate();
  },
);

test("COL-110: a name too long for any document, or that is no text, ends its sender's socket", async () => {
  for (const start of [frame("x".repeat(1_000_000)), new Uint8Array([4, 0xff, 0xfe, 0xc0, 0x80])]) {
    const mine = await malloryJoins();
    const before = await stored();
    mine.socket.send(new Uint8Array([...start, ...frame("", auth, token, mine.ticket).subarray(1)]));
    await until("it ends", () => mine.code > 0);
    expect(mine.code).toBe(4400);
    expect(await stored()).toEqual(before);
  }
  addAsset(witness.doc, { category: "prop", name: "Still here", origin: "person", createdAt: 1 });
  await witness.durable();
});

test("COL-110: many names that are not ours leave nothing behind in the server", async () => {
  const mine = await malloryJoins();
  for (let n = 0; n < 200; n += 1) mine.socket.send(frame(`p/${n}:`, sync, 2, anEdit("Forged")));
  const assets = documentName({ projectId: collab.projectId, kind: "assets" });
  mine.socket.send(frame(assets, stateless, '{"mark":1}'));
  await until(
    "it is answered",
    () => mine.code > 0 || mine.heard.some(({ text }) => text === '{"durable":1}'),
  );
  expect(mine.code).toBe(0);
  expect(mine.heard.filter(({ what }) => what === denied)).toHaveLength(200);
  mine.socket.terminate();
});
