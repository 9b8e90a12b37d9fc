import { MessageType } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { KnownDeletions } from "./known-deletions.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A document of which every second letter was deleted again. */
function used(doc = new Y.Doc()): Y.Doc {
  const text = doc.getText("body");
  for (let at = 0; at < 800; at += 1) {
    text.insert(at, "ab");
    text.delete(at + 1, 1);
  }
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** What a client answers to the state vector of the server. */
function answer(client: Y.Doc, server: Y.Doc, step = 1): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, "p/film/main/script/main~1");
  encoding.writeVarUint(encoder, MessageType.Sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)));
  return encoding.toUint8Array(encoder);
}

function updateIn(message: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}

function watched(server: Y.Doc): { known: KnownDeletions; document: never } {
  const known = new KnownDeletions();
  const document = server as never;
  known.watch(document);
  return { known, document };
}

it("COL-104: deletions that are known already are taken off, and what is new gets in", () => {
  const server = used();
  const client = copyOf(server);
  client.getText("body").insert(0, "new words ");
  const { known, document } = watched(server);
  const message = answer(client, server);
  const shorter = known.withoutThem(document, message);
  expect(shorter).not.toBeNull();
  expect(shorter?.byteLength).toBeLessThan(message.byteLength / 10);
  Y.applyUpdate(server, updateIn(shorter ?? new Uint8Array()));
  expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(client));
});

it("COL-104: what either side has deleted since is listened to", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const server = used();
  const [client, other] = [copyOf(server), copyOf(server)];
  const { known, document } = watched(server);
  client.getText("body").delete(3, 1);
  expect(known.withoutThem(document, answer(client, server))).toBeNull();
  // Known before, and not any more.
  expect(known.withoutThem(document, answer(other, server))).not.toBeNull();
  server.getText("body").delete(10, 2);
  expect(known.withoutThem(document, answer(other, server))).toBeNull();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(server));
  // The list is not made anew at once, whoever asks how often.
  expect(known.withoutThem(document, answer(other, server))).toBeNull();
  vi.advanceTimersByTime(1_000);
  expect(known.withoutThem(document, answer(other, server))).not.toBeNull();
});

it("COL-104: questions, edits and short messages stay as they are", () => {
  const server = used();
  const { known, document } = watched(server);
  expect(known.withoutThem(document, answer(copyOf(server), server, 0))).toBeNull();
  expect(known.withoutThem(document, answer(copyOf(server), server, 2))).toBeNull();
  const small = new Y.Doc();
  small.getText("body").insert(0, "ab");
  small.getText("body").delete(0, 1);
  const one = watched(small);
  expect(one.known.withoutThem(one.document, answer(copyOf(small), small))).toBeNull();
});
