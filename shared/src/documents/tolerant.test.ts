import { expect, test } from "vitest";
import * as Y from "yjs";
import { addBeatProposals, addQuestions, readBeatProposals, readQuestions } from "./outline.ts";
import { addNote, readThreads, threadsRoot } from "./notes.ts";
import { readProjectMeta, setProjectTitle } from "./project.ts";
import { addShots, readShots, shotDescription, shotsRoot } from "./shots.ts";
import { clampText } from "../text/clamp.ts";

const ana = { id: "ana", name: "Ana" };

test("AST-3: a text is cut between characters, never inside one", () => {
  expect(clampText("ab😀", 3)).toBe("ab");
  expect(clampText("ab😀", 4)).toBe("ab😀");
  expect(clampText("😀", 1)).toBe("");
});

test("AST-3: a shot stays whatever its description grew to, and whatever one entry holds", () => {
  const doc = new Y.Doc();
  const presence = { mara: { start: true, end: false, startLook: null, endLook: null } };
  const [id = ""] = addShots(doc, "scene", [
    { sceneId: "scene", origin: "person", createdAt: 1, description: "d".repeat(30_000), presence },
  ]);
  expect(shotDescription(doc, id)).toHaveLength(20_000);
  shotDescription(doc, id).insert(0, "more");
  const record = shotsRoot(doc).get(id)!;
  (record.get("presence") as Y.Map<unknown>).set("broken", { start: "yes" });
  (record.get("circled") as Y.Map<unknown>).set("poster", { artifactId: "a", by: null });
  (record.get("circled") as Y.Map<unknown>).set("clip", { artifactId: "b", by: null });
  record.set("blockIds", ["b1", 3]);
  const [read] = readShots(doc);
  expect(read).toMatchObject({ presence, blockIds: ["b1"], circled: { clip: { artifactId: "b" } } });
  expect(Object.keys(read?.circled ?? {})).toEqual(["clip"]);
  expect(read?.description).toHaveLength(20_000);
});

test("AST-3: a note stays with a very long scribble, and with a message that somebody broke", () => {
  const doc = new Y.Doc();
  const points = Array.from({ length: 6000 }, (_, at): [number, number] => [at / 6000, 0.5]);
  const drawing = [{ color: "#fff", width: 0.01, points }];
  const note = { shotId: "s", artifactId: null, frame: 0, author: ana, text: "Here", at: 1 };
  const id = addNote(doc, { ...note, drawing });
  const record = threadsRoot(doc).get(id)!;
  const messages = record.get("messages") as Y.Map<unknown>;
  messages.set("broken", { text: 3 });
  messages.set("long", { id: "long", authorId: "b", authorName: "Ben", text: "x".repeat(10_001), at: 2 });
  const [thread] = readThreads(doc);
  expect(thread?.messages.map((one) => one.text.length)).toEqual([4, 10_000]);
  expect(thread?.drawing[0]?.points).toHaveLength(5000);
  record.set("drawing", [{ color: "#fff", width: 9, points }, ...drawing]);
  expect(readThreads(doc)[0]?.drawing).toHaveLength(1);
});

test("AST-4: questions, proposed beats and the title are written no longer than they can be read", () => {
  const doc = new Y.Doc();
  const question = { question: "q".repeat(600), hint: "", act: "a".repeat(90), beatTitle: "" };
  addQuestions(doc, [question]);
  addBeatProposals(doc, [{ kind: "beat", title: "t".repeat(200), text: "x".repeat(9000) }], ana, 1);
  expect(readQuestions(doc)[0]).toMatchObject({ question: "q".repeat(500), act: "a".repeat(80) });
  expect(readBeatProposals(doc)[0]).toMatchObject({ title: "t".repeat(120), text: "x".repeat(4000) });
  setProjectTitle(doc, `${"t".repeat(199)}😀`);
  expect(readProjectMeta(doc).title).toBe("t".repeat(199));
  doc.getMap("meta").set("title", "t".repeat(900));
  expect(readProjectMeta(doc).title).toHaveLength(200);
});
