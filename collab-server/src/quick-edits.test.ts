import { Connection, Document, MessageType } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { documentName } from "@backlot/shared/documents/names";
import { silentLog } from "@backlot/shared/server/logging";
import { listensToEdits, quickEdits } from "./quick-edits.ts";

const name = documentName({ projectId: "film", kind: "script" });

/** A connection to a document, with the kinds of what is sent to it and those messages that went the ordinary way. */
async function connected(passes: (update: Uint8Array) => boolean = () => true, isAsleep = false) {
  const document = new Document(name);
  const extension = quickEdits({ guard: { passes }, isAsleep: () => isAsleep, log: silentLog() });
  await extension.afterLoadDocument?.({ document, documentName: name } as never);
  const sent: number[] = [];
  const ordinary: number[] = [];
  const socket = {
    readyState: 1,
    send: (frame: Uint8Array) => void sent.push(kindOf(frame)),
    close: () => {},
  };
  const connection = new Connection(socket, {} as Request, document, "socket", {});
  connection.beforeSync(async (_connection, { type }) => {
    ordinary.push(type);
    await new Promise((resolve) => setImmediate(resolve));
  });
  return { document, connection, sent, ordinary };
}

function kindOf(frame: Uint8Array): number {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder);
}

function frame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, MessageType.Sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

/** The updates of a client that types these letters one by one. */
function typed(letters: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const letter of letters) doc.getText("body").insert(doc.getText("body").length, letter);
  return updates;
}

const text = (document: Document) => document.getText("body").toString();

test("COL-105: an edit is in the document, and its sender knows, in the turn in which it arrives", async () => {
  const { document, connection, sent, ordinary } = await connected();
  for (const update of typed("dusk")) connection.handleMessage(frame(2, update));
  expect(text(document)).toBe("dusk");
  expect(sent.filter((kind) => kind === MessageType.SyncStatus)).toHaveLength(4);
  expect(ordinary).toEqual([]);
});

test("COL-105: an edit behind a message that is still being looked at keeps its place", async () => {
  const { document, connection, ordinary } = await connected((update) => update.byteLength < 200);
  const long = typed("x".repeat(300) + "y");
  const whole = Y.mergeUpdates(long.slice(0, 300));
  const seen: number[] = [];
  document.on("update", () => seen.push(text(document).length));
  // Without its place kept it would build on what is not there yet, and wait.
  connection.handleMessage(frame(1, whole));
  connection.handleMessage(frame(2, long[300] as Uint8Array));
  expect(seen).toEqual([]);
  await connection.waitForPendingMessages();
  expect(seen).toEqual([300, 301]);
  expect(ordinary).toEqual([1, 2]);
});

test("COL-105: what is unusual, cannot be read or finds the document asleep goes the ordinary way", async () => {
  const [update] = typed("d") as [Uint8Array];
  const doubtful = await connected(() => false);
  doubtful.connection.handleMessage(frame(2, update));
  await doubtful.connection.waitForPendingMessages();
  expect(doubtful.ordinary).toEqual([2]);
  expect(text(doubtful.document)).toBe("d");

  const sleeping = await connected(() => true, true);
  sleeping.connection.handleMessage(frame(2, update));
  expect(sleeping.ordinary).toEqual([]);
  await sleeping.connection.waitForPendingMessages();
  expect(sleeping.ordinary).toEqual([2]);

  const spoiled = await connected();
  spoiled.connection.handleMessage(frame(2, update).subarray(0, -3));
  await spoiled.connection.waitForPendingMessages();
  expect(text(spoiled.document)).toBe("");
});

test("COL-105: somebody who observes an edit and fails does not undo it, and its sender knows", async () => {
  const { document, connection, sent } = await connected();
  document.getText("body").observe(() => {
    throw new Error("broken");
  });
  connection.handleMessage(frame(2, typed("d")[0] as Uint8Array));
  expect(text(document)).toBe("d");
  expect(sent).toContain(MessageType.SyncStatus);
});

test("an extension that wants to hear of every message, or to store what changed, is noticed", () => {
  expect(listensToEdits({ beforeSync: () => Promise.resolve() })).toBe(true);
  expect(listensToEdits({ onStoreDocument: () => Promise.resolve() })).toBe(true);
  expect(listensToEdits({ onStateless: () => Promise.resolve() })).toBe(false);
});
