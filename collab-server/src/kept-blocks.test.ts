import { expect, test } from "vitest";
import * as Y from "yjs";
import { keepDeletedBlocks } from "@backlot/shared/documents/kept-blocks";
import { scriptBody, writeScreenplay } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { withoutDeletions } from "./without-deletions.ts";

function aServersScript() {
  const server = new Y.Doc();
  keepDeletedBlocks(server);
  writeScreenplay(server, {
    titlePage: [],
    blocks: ["One.", "Two.", "Three."].map((text) => textBlock("action", text)),
  });
  return server;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc({ gc: false });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

test("SCR-203: words typed into a block that is gone pass through the server to whoever carries them over", () => {
  const server = aServersScript();
  const [ana, ben] = [copyOf(server), copyOf(server)];
  server.on("update", (update: Uint8Array) => Y.applyUpdate(ana, update));
  const second = scriptBody(ben).get(1) as Y.XmlElement;
  (second.get(0) as Y.XmlText).insert(4, " And on.");
  scriptBody(server).delete(1, 1);
  Y.applyUpdate(server, Y.encodeStateAsUpdate(ben, Y.encodeStateVector(server)));
  const written = ana.store.clients
    .get(ben.clientID)
    ?.map((item) =>
      item instanceof Y.Item && item.content instanceof Y.ContentString ? item.content.str : "",
    );
  expect(written).toEqual([" And on."]);
});

test("COL-95: a state without its deletions does not bring back a block that the server keeps", () => {
  const server = aServersScript();
  const other = new Y.Doc();
  const text = scriptBody(server).get(2) as Y.XmlElement;
  (text.get(0) as Y.XmlText).delete(0, 2);
  scriptBody(server).delete(0, 2);
  Y.applyUpdate(other, withoutDeletions(server));
  expect(scriptBody(other).toString()).toBe(scriptBody(server).toString());
  expect(other.store.pendingDs).toBeNull();
});
