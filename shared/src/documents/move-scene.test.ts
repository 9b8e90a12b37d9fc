import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock, type BlockType } from "../screenplay/block.ts";
import { keepLateEdits } from "./late-edits.ts";
import { moveScene } from "./move-scene.ts";
import { readBlocks, writeScreenplay } from "./script.ts";
import { applyTextChanges, bodyElements } from "./script-text.ts";

const lines: readonly [BlockType, string, string][] = [
  ["sceneHeading", "s1", "INT. ONE - DAY"],
  ["action", "a1", "First, and rather a lot of it, so that it is long."],
  ["sceneHeading", "s2", "INT. TWO - DAY"],
  ["action", "a2", "Second."],
  ["section", "x", "Act two"],
  ["sceneHeading", "s3", "INT. THREE - DAY"],
  ["action", "a3", "Third."],
];

/** Ana's and Ben's copies of one script; `meet` exchanges everything that both have done. */
function twoWriters() {
  const ana = new Y.Doc();
  const ben = new Y.Doc();
  for (const doc of [ana, ben]) keepLateEdits(doc);
  const blocks = lines.map(([type, id, text]) => ({ ...textBlock(type, text), id }));
  writeScreenplay(ana, { titlePage: [], blocks });
  const meet = () => {
    for (let round = 0; round < 3; round += 1) {
      Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana, Y.encodeStateVector(ben)));
      Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben, Y.encodeStateVector(ana)));
    }
    expect(readBlocks(ben)).toEqual(readBlocks(ana));
  };
  meet();
  return { ana, ben, meet };
}

const ids = (doc: Y.Doc) =>
  readBlocks(doc)
    .map((one) => one.id)
    .join(" ");
const textOf = (doc: Y.Doc, id: string) =>
  readBlocks(doc)
    .filter((one) => one.id === id)
    .map(plainText)
    .join("|");
const typeInto = (doc: Y.Doc, blockId: string, at: number, text: string) =>
  applyTextChanges(doc, [{ blockId, from: at, to: at, text }]);

describe("moving a scene (SCR-203)", () => {
  it("takes everything in it along and keeps its ids; sections stay where they divide", () => {
    const { ana } = twoWriters();
    moveScene(ana, "s1", { after: "s2" });
    expect(ids(ana)).toBe("s2 a2 s1 a1 x s3 a3");
    moveScene(ana, "s2", { before: "s3" });
    expect(ids(ana)).toBe("s1 a1 x s2 a2 s3 a3");
    expect(moveScene(ana, "s2", { before: "s3" })).toBeNull();
    expect(moveScene(ana, "gone", { before: "s3" })).toBeNull();
  });

  it("is taken back as a move, so that what others wrote in it since stays", () => {
    const { ana, ben, meet } = twoWriters();
    const move = moveScene(ana, "s1", { after: "s3" });
    meet();
    typeInto(ben, "a1", 0, "Well: ");
    meet();
    move?.undo();
    meet();
    expect(ids(ana)).toBe("s1 a1 s2 a2 x s3 a3");
    expect(textOf(ana, "a1")).toMatch(/^Well: First/);
  });

  it("lets the plain undo take it back while nobody touched it, and then older undos still find their words", () => {
    const { ana, ben, meet } = twoWriters();
    const manager = new Y.UndoManager(ana.getXmlFragment("body"), {
      trackedOrigins: new Set(["ana"]),
      captureTimeout: 0,
    });
    applyTextChanges(ana, [{ blockId: "a1", from: 0, to: 0, text: "Oh. " }], "ana");
    const move = moveScene(ana, "s1", { after: "s2" }, { origin: "ana" });
    meet();
    expect(move?.isUntouched()).toBe(true);
    typeInto(ben, "a1", 0, "Ben: ");
    manager.undo();
    meet();
    expect(ids(ana)).toBe("s1 a1 s2 a2 x s3 a3");
    expect(textOf(ana, "a1")).toMatch(/^Ben: Oh. First/);
    manager.undo();
    expect(textOf(ana, "a1")).toMatch(/^Ben: First/);
    expect(move?.isUntouched()).toBe(false);
  });

  it("leaves the block untouched that somebody writes in, when the other side can be moved instead", () => {
    const { ana } = twoWriters();
    const before = bodyElements(ana)[3];
    moveScene(ana, "s2", { before: "s1" }, { busy: new Set(["a2"]) });
    expect(bodyElements(ana)[1]).toBe(before);
    expect(ids(ana)).toBe("s2 a2 s1 a1 x s3 a3");
  });

  it("carries over what somebody typed into the scene before they saw it move, exactly once", () => {
    const { ana, ben, meet } = twoWriters();
    typeInto(ben, "a2", 6, " of all");
    typeInto(ben, "a2", 0, "The ");
    moveScene(ana, "s2", { before: "s1" });
    moveScene(ana, "s2", { after: "s3" });
    meet();
    expect(textOf(ana, "a2")).toBe("The Second of all.");
    typeInto(ben, "a2", 18, " And on.");
    meet();
    expect(textOf(ana, "a2")).toBe("The Second of all. And on.");
  });

  it("carries over a block that somebody split off before they saw it move", () => {
    const { ana, ben, meet } = twoWriters();
    const body = ben.getXmlFragment("body");
    ben.transact(() => {
      applyTextChanges(ben, [{ blockId: "a2", from: 3, to: 7, text: "" }]);
      const half = new Y.XmlElement("action");
      half.setAttribute("id", "half");
      half.insert(0, [new Y.XmlText("ond.")]);
      body.insert(4, [half]);
    });
    moveScene(ana, "s2", { before: "s1" });
    meet();
    expect(ids(ana)).toBe("s2 a2 half s1 a1 x s3 a3");
    expect([textOf(ana, "a2"), textOf(ana, "half")]).toEqual(["Sec", "ond."]);
  });

  it("loses no letter of whoever types meanwhile, wherever it is", () => {
    const move = fc.record({
      scene: fc.constantFrom("s1", "s2", "s3"),
      to: fc.constantFrom("s1", "s2", "s3"),
    });
    const typed = fc.record({ block: fc.constantFrom("a1", "a2", "a3"), at: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 4 }), fc.array(typed, { maxLength: 6 }), (moves, edits) => {
        const { ana, ben, meet } = twoWriters();
        edits.forEach((edit, index) => typeInto(ben, edit.block, edit.at, `<${index}>`));
        for (const { scene, to } of moves) moveScene(ana, scene, { before: to });
        meet();
        const whole = readBlocks(ana).map(plainText).join("\n");
        edits.forEach((_, index) => expect(whole.match(new RegExp(`<|${index}|>`, "g"))).not.toBeNull());
        for (const mark of edits.keys()) expect(whole.split(String(mark)).length).toBe(2);
        expect(
          readBlocks(ana)
            .map((one) => one.id)
            .toSorted(),
        ).toEqual(lines.map(([, id]) => id).toSorted());
      }),
      { numRuns: 120 },
    );
  });
});
