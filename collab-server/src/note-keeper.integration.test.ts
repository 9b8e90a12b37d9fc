import { expect, test } from "vitest";
import * as Y from "yjs";
import { addMarginNote, marginRoot, readMarginNotes } from "@backlot/shared/documents/margin-notes";
import { addNote, readThreads, replyToNote, resolveNote, threadsRoot } from "@backlot/shared/documents/notes";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { toDocument } from "@backlot/shared/documents/client";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until, type TestClient, type TestPerson } from "./collab-fixture.ts";
import { collabTest } from "./collab-test.ts";

const ana: TestPerson = { id: "ana", name: "Ana", role: "producer" };
const guest: TestPerson = { id: "guest", name: "Gus", role: "reviewer" };
const collab = collabTest([ana, guest]);

const note = { shotId: "shot-1", artifactId: null, frame: 12, drawing: [], at: 1 };
const asAna = { id: "ana", name: "Ana" };

async function stored() {
  return readThreads(toDocument(await collab.running.collab.read(collab.projectId, "notes")));
}

/** Everybody has what the server has. */
async function meet(...clients: TestClient[]) {
  for (const client of clients) await client.durable();
  const there = JSON.stringify(await stored());
  for (const client of clients)
    await until("everybody has the notes", () => JSON.stringify(readThreads(client.doc)) === there);
}

test("REV-11: a note and a reply carry the name of the ticket, whatever the client says", async () => {
  const [a, g] = [await collab.join(ana, "notes"), await collab.join(guest, "notes")];
  const id = addNote(g.doc, { ...note, author: asAna, text: "Approved, go on." });
  await meet(g, a);
  expect(readThreads(a.doc)[0]?.messages).toMatchObject([{ authorId: "guest", authorName: "Gus" }]);
  replyToNote(g.doc, id, { author: asAna, text: "Really.", at: 2 });
  resolveNote(g.doc, id, "Ana", 3);
  await meet(g, a);
  expect(readThreads(a.doc)[0]?.messages.map((one) => one.authorName)).toEqual(["Gus", "Gus"]);
  expect(readThreads(a.doc)[0]?.resolvedBy).toBe("Gus");
  const own = addNote(a.doc, { ...note, author: asAna, text: "Mine." });
  await meet(a, g);
  expect(readThreads(g.doc).find((one) => one.id === own)?.messages[0]?.authorName).toBe("Ana");
});

test("REV-12: what somebody else wrote is neither rewritten nor taken out, by whatever edit", async () => {
  const [a, g] = [await collab.join(ana, "notes"), await collab.join(guest, "notes")];
  const first = addNote(a.doc, { ...note, author: asAna, text: "Too dark." });
  const second = addNote(a.doc, { ...note, author: asAna, text: "Too long.", at: 2 });
  await meet(a, g);
  const before = readThreads(g.doc);
  const record = threadsRoot(g.doc).get(first)!;
  const messages = record.get("messages") as Y.Map<unknown>;
  const [key = ""] = messages.keys();
  const attacks = [
    () => messages.set(key, { ...(messages.get(key) as object), text: "Perfect." }),
    () => messages.delete(key),
    () => threadsRoot(g.doc).delete(first),
    () => threadsRoot(g.doc).set(second, new Y.Map<unknown>()),
    () => threadsRoot(g.doc).clear(),
    () => threadsRoot(g.doc).get(first)?.set("frame", 999),
    () => threadsRoot(g.doc).get(first)?.set("messages", "gone"),
    () => threadsRoot(g.doc).get(first)?.delete("shotId"),
  ];
  for (const attack of attacks) {
    g.doc.transact(attack);
    await meet(g, a);
    expect(readThreads(a.doc)).toEqual(before);
  }
});

test("REV-12: one's own note can be taken back until somebody has answered", async () => {
  const [a, g] = [await collab.join(ana, "notes"), await collab.join(guest, "notes")];
  const asGuest = { id: "guest", name: "Gus" };
  const [alone, answered] = [1, 2].map((at) => addNote(g.doc, { ...note, author: asGuest, text: "Hm.", at }));
  await meet(g, a);
  replyToNote(a.doc, answered!, { author: asAna, text: "Why?", at: 3 });
  await meet(a, g);
  g.doc.transact(() => {
    for (const id of [alone!, answered!]) threadsRoot(g.doc).delete(id);
  });
  await meet(g, a);
  expect(readThreads(a.doc).map((one) => one.messages.map((said) => said.authorName))).toEqual([
    ["Gus", "Ana"],
  ]);
});

test("REV-11, REV-12: the same holds for notes in the margin", async () => {
  const [a, g] = [await collab.join(ana, "notes"), await collab.join(guest, "notes")];
  const script = new Y.Doc();
  writeScreenplay(script, { titlePage: [], blocks: [{ ...textBlock("action", "Rain."), id: "b1" }] });
  const place = { blockId: "b1", from: 0, to: 4 };
  addMarginNote(a.doc, script, { place, author: asAna, text: "More of it.", at: 1 });
  await a.durable();
  await until("the note arrives", () => readMarginNotes(g.doc).length === 1);
  const before = readMarginNotes(g.doc);
  g.doc.transact(() => marginRoot(g.doc).clear());
  await g.durable();
  await until("it is back", () => readMarginNotes(g.doc).length === 1);
  expect(readMarginNotes(g.doc)).toEqual(before);
});
