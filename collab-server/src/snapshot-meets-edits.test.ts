import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { compacted } from "./compacted.ts";
import { applyNewer, applyStored, type StoredDocument } from "./load.ts";
import { Snapshots } from "./snapshots.ts";

/** What somebody wrote first into a note that was taken away, then into a line, of which a part was taken away. */
function aDeletion() {
  const owner = new Y.Doc();
  owner.getMap("notes").set("note", new Y.Text());
  const writer = new Y.Doc();
  Y.applyUpdate(writer, Y.encodeStateAsUpdate(owner));
  const before = Y.encodeStateVector(writer);
  (writer.getMap("notes").get("note") as Y.Text).insert(0, "Wait for it.");
  writer.getText("words").insert(0, "Mara waits.");
  const written = Y.encodeStateAsUpdate(writer, before);
  const seen = Y.encodeStateAsUpdate(writer);
  writer.getMap("notes").delete("note");
  writer.getText("words").delete(4, 6);
  const { state } = compacted([Y.encodeStateAsUpdate(writer)]);
  return {
    seen,
    written,
    compactedLog: { snapshot: state, throughSeq: 2, rows: [] } satisfies StoredDocument,
  };
}

test("COL-134: a server that missed a deletion learns of it from a log that was compacted since", () => {
  const { seen, compactedLog } = aDeletion();
  const server = new Y.Doc();
  Y.applyUpdate(server, seen);
  applyNewer(server, compactedLog, null);
  expect(server.getText("words").toJSON()).toBe("Mara.");
  expect(server.store.pendingDs).toBeNull();
});

test("COL-134: whoever opens what is stored does not see again what a later row only repeats", async () => {
  const { written, compactedLog } = aDeletion();
  // Another server logged the same edit, and its row came after the compaction.
  const stored: StoredDocument = { ...compactedLog, rows: [{ seq: 3, payload: written }] };
  const [server, newcomer] = [new Y.Doc(), new Y.Doc()];
  applyStored(server, stored);
  Y.applyUpdate(newcomer, gunzipSync(await new Snapshots().prepare("a document", stored).bytes));
  expect(newcomer.getText("words").toJSON()).toBe("Mara.");
  expect(Y.equalSnapshots(Y.snapshot(newcomer), Y.snapshot(server))).toBe(true);
});
