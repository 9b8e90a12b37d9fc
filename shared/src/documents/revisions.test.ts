import { expect, test } from "vitest";
import * as Y from "yjs";
import { textBlock } from "../screenplay/block.ts";
import {
  endRevision,
  lockPages,
  lockSceneNumbers,
  omitScene,
  readRevisions,
  revisionName,
  sceneNumbers,
  startRevision,
} from "./revisions.ts";
import { readBlocks, writeScreenplay } from "./script.ts";

const heading = (id: string, extra = {}) => textBlock("sceneHeading", `INT. ${id} - DAY`, { id, ...extra });

function scriptOf(...ids: string[]): Y.Doc {
  const doc = new Y.Doc();
  writeScreenplay(doc, { titlePage: [], blocks: ids.map((id) => heading(id)) });
  return doc;
}

test("SCR-215: sets of revisions follow each other in the colours of the trade, also when two people begin one at once", () => {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()];
  startRevision(ana, "Ana", 1);
  startRevision(ben, "Ben", 2);
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben));
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana));
  expect(readRevisions(ana)).toEqual(readRevisions(ben));
  expect(readRevisions(ana).sets.map((set) => [set.name, set.startedBy])).toEqual([
    ["blue", "Ana"],
    ["pink", "Ben"],
  ]);
  expect([1, 9, 10, 11].map(revisionName)).toEqual(["blue", "tan", "double blue", "double pink"]);
  endRevision(ana);
  expect(readRevisions(ana).active).toBeNull();
});

test("SCR-216: locked scene numbers stay; a scene that comes between is 1A, one at the end counts on", () => {
  const doc = scriptOf("one", "two");
  lockSceneNumbers(doc, true);
  expect(readRevisions(doc).areNumbersLocked).toBe(true);
  const [one, two] = readBlocks(doc);
  const blocks = [heading("zero"), one!, heading("mid"), heading("mid2"), two!, heading("end")];
  expect([...sceneNumbers(blocks).values()]).toEqual(["A1", "1", "1A", "1B", "2", "3"]);
});

test("SCR-217: an omitted scene keeps its text, its place and its number, and comes back", () => {
  const doc = scriptOf("one", "two");
  lockSceneNumbers(doc, true);
  expect(omitScene(doc, "one", true)).toBe(true);
  expect(readBlocks(doc)[0]).toMatchObject({
    omitted: true,
    sceneNumber: "1",
    runs: [{ text: "INT. one - DAY" }],
  });
  omitScene(doc, "one", false);
  expect(readBlocks(doc)[0]!.omitted).toBeUndefined();
  expect(omitScene(doc, "nowhere", true)).toBe(false);
});

test("SCR-215: marks of revisions are read from the document and survive the same text coming in again", () => {
  const doc = new Y.Doc();
  const block = textBlock("action", "", {
    id: "a",
    revision: "revision-1",
    runs: [{ text: "Rain" }, { text: " now", revised: "revision-1" }],
  });
  writeScreenplay(doc, { titlePage: [], blocks: [block] });
  expect(readBlocks(doc)).toEqual([block]);
  writeScreenplay(doc, { titlePage: [], blocks: [textBlock("action", "Rain now")] });
  expect(readBlocks(doc)).toEqual([block]);
});

test("SCR-215: what cannot be read of sets and locks is left out", () => {
  const doc = new Y.Doc();
  doc.getMap("revisions").set("set:x", { id: "</style>" });
  doc.getMap("revisions").set("pages", [{ number: 7 }]);
  expect(readRevisions(doc)).toEqual({ sets: [], active: null, pageLocks: [], areNumbersLocked: false });
  lockPages(doc, [{ number: "1", block: "a", offset: 0 }]);
  expect(readRevisions(doc).pageLocks).toHaveLength(1);
});

test("SCR-216: unlocking takes away the numbers that locking wrote, and none that somebody gave a scene", () => {
  const doc = new Y.Doc();
  const blocks = [heading("a"), heading("b", { sceneNumber: "7" }), heading("c")];
  writeScreenplay(doc, { titlePage: [], blocks });
  const numbers = () => readBlocks(doc).map((block) => block.sceneNumber ?? null);
  lockSceneNumbers(doc, true);
  expect(numbers()).not.toContain(null);
  lockSceneNumbers(doc, false);
  expect(numbers()).toEqual([null, "7", null]);
});
