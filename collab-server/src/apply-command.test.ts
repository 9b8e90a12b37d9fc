import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, changeAsset, mergeAssets, readAsset, readAssets } from "@backlot/shared/documents/assets";
import type { DocumentCommand } from "@backlot/shared/documents/commands";
import { changeClip, readCut } from "@backlot/shared/documents/cut";
import { readBlocks, readScreenplay } from "@backlot/shared/documents/script";
import { readKept } from "@backlot/shared/documents/script-kept";
import { ferryFdx } from "@backlot/shared/screenplay/fixtures/ferry-fdx";
import { printFdx } from "@backlot/shared/screenplay/fdx-print";
import { importFdx } from "@backlot/shared/screenplay/import-fdx";
import {
  addShots,
  changeShot,
  circleTake,
  readShot,
  readShots,
  shotsOfScene,
} from "@backlot/shared/documents/shots";
import { applyCommand } from "./apply-command.ts";

let clock = 0;

function run(doc: Y.Doc, command: DocumentCommand): unknown {
  return applyCommand(
    doc,
    { key: "some-key-1", projectId: "p", actor: { id: "run:1", name: "Run 1" }, command },
    (clock += 1_000),
  );
}

const found = (name: string, quote = "quote", aliases: string[] = []) => ({
  category: "character" as const,
  name,
  aliases,
  description: "",
  evidence: [{ blockId: "b1", quote }],
});

test("COL-23: a breakdown adds what is new, refreshes evidence, and proposes the removal of what is lost", () => {
  const doc = new Y.Doc();
  run(doc, { type: "applyBreakdown", found: [found("MARA"), found("TOBIAS")] });
  const [mara, tobias] = readAssets(doc);
  const again = run(doc, { type: "applyBreakdown", found: [found("mara", "new quote"), found("INA")] });
  expect(again).toMatchObject({ kept: [mara?.id], proposed: [tobias?.id] });
  expect(readAsset(doc, mara?.id ?? "")?.evidence[0]?.quote).toBe("new quote");
  expect(readAssets(doc).map((one) => [one.name, one.removalProposed])).toEqual([
    ["MARA", false],
    ["TOBIAS", true],
    ["INA", false],
  ]);
});

test("COL-23: a breakdown never undoes what a person did", () => {
  const doc = new Y.Doc();
  run(doc, { type: "applyBreakdown", found: [found("MARA"), found("TOBIAS"), found("THE MAN")] });
  const [mara, tobias, man] = readAssets(doc).map((one) => one.id);
  changeAsset(doc, mara ?? "", { name: "Mara Voss", aliases: ["MARA"] });
  changeAsset(doc, tobias ?? "", { deletedAt: 5 });
  mergeAssets(doc, man ?? "", mara ?? "");
  const byHand = addAsset(doc, { category: "prop", name: "Rope", origin: "person", createdAt: 2 });
  const answer = run(doc, {
    type: "applyBreakdown",
    found: [found("MARA"), found("TOBIAS"), found("THE MAN")],
  });
  expect(answer).toEqual({ added: [], proposed: [], kept: [mara] });
  expect(readAsset(doc, mara ?? "")?.name).toBe("Mara Voss");
  expect(readAsset(doc, tobias ?? "")?.deletedAt).toBe(5);
  expect(readAsset(doc, byHand)?.removalProposed).toBe(false);
});

test("COL-23: default shots go only into scenes without shots, and a bad one refuses them all", () => {
  const doc = new Y.Doc();
  const shot = {
    id: "shot-one",
    size: "wide" as const,
    angle: "eye" as const,
    movement: "static" as const,
    lensMm: 24,
    description: "The barn.",
    durationFrames: 48,
    presence: { "asset-a": { start: true, end: true, startLook: null, endLook: null } },
    blockIds: ["b1"],
  };
  const scene = (sceneId: string, shots: (typeof shot)[]) => ({ sceneId, shots });
  expect(run(doc, { type: "addDefaultShots", scenes: [scene("s1", [shot])] })).toEqual({
    added: ["shot-one"],
  });
  expect(run(doc, { type: "addDefaultShots", scenes: [scene("s1", [{ ...shot, id: "shot-two" }])] })).toEqual(
    {
      added: [],
    },
  );
  expect(readShots(doc)).toHaveLength(1);
  expect(readShot(doc, "shot-one")?.presence["asset-a"]?.start).toBe(true);
  const bad = [scene("s2", [{ ...shot, id: "shot-three", lensMm: 4_000 }])];
  expect(() => run(doc, { type: "addDefaultShots", scenes: bad })).toThrow("400");
});

test("COL-23: shots for new words go behind the shots that they follow, once, and never bring back a deleted one", () => {
  const doc = new Y.Doc();
  const fields = {
    size: "wide" as const,
    angle: "eye" as const,
    movement: "static" as const,
    lensMm: 24,
    description: "",
    durationFrames: 48,
    presence: {},
    blockIds: [],
  };
  const [a = "", b = ""] = addShots(doc, "s1", [
    { sceneId: "s1", origin: "breakdown", createdAt: 1 },
    { sceneId: "s1", origin: "person", createdAt: 1 },
  ]);
  const missing = (id: string, after: string | null) => ({ ...fields, id, sceneId: "s1", after });
  const command = {
    type: "addMissingShots" as const,
    shots: [missing("first", null), missing("x", a), missing("y", a), missing("lost", "gone")],
  };
  expect(run(doc, command)).toEqual({ added: ["first", "x", "y", "lost"] });
  const order = () => shotsOfScene(readShots(doc), "s1").map((shot) => shot.id);
  expect(order()).toEqual(["first", a, "x", "y", b, "lost"]);
  changeShot(doc, "x", { deletedAt: 3 });
  expect(run(doc, command)).toEqual({ added: [] });
  expect(order()).toEqual(["first", a, "y", b, "lost"]);
  const bad = { ...command, shots: [missing("z", a), { ...missing("w", a), lensMm: 4_000 }] };
  expect(() => run(doc, bad)).toThrow("400");
  expect(order()).not.toContain("z");
});

test("COL-23: looks of the script are added once, by id or name, and only to assets that live", () => {
  const doc = new Y.Doc();
  const mara = addAsset(doc, { category: "character", name: "Mara", origin: "person", createdAt: 1 });
  const look = { assetId: mara, id: "look-1", name: "Yellow raincoat", description: "a yellow raincoat" };
  expect(run(doc, { type: "addLooks", looks: [look, { ...look, assetId: "gone" }] })).toEqual({
    added: ["look-1"],
  });
  const again = [look, { ...look, id: "look-2", name: "yellow RAINCOAT" }];
  expect(run(doc, { type: "addLooks", looks: again })).toEqual({ added: [] });
  expect(readAsset(doc, mara)?.looks.map((one) => one.name)).toEqual(["Yellow raincoat"]);
});

test("COL-23, BLD-11: a run's circle never replaces a person's", () => {
  const doc = new Y.Doc();
  run(doc, {
    type: "addDefaultShots",
    scenes: [
      {
        sceneId: "s1",
        shots: [
          {
            id: "shot-one",
            size: "wide",
            angle: "eye",
            movement: "static",
            lensMm: 24,
            description: "",
            durationFrames: 48,
            presence: {},
            blockIds: [],
          },
        ],
      },
    ],
  });
  run(doc, { type: "circleTake", shotId: "shot-one", slot: "clip", artifactId: "first" });
  circleTake(doc, "shot-one", "clip", "chosen", "alice");
  run(doc, { type: "circleTake", shotId: "shot-one", slot: "clip", artifactId: "newest" });
  expect(readShot(doc, "shot-one")?.circled.clip).toEqual({ artifactId: "chosen", by: "alice" });
});

test("COL-23: the cut gets missing shots in script order and keeps what people decided", () => {
  const doc = new Y.Doc();
  run(doc, { type: "assembleCut", shotIds: ["a", "c"] });
  run(doc, { type: "assembleCut", shotIds: ["a", "b", "c"] });
  expect(readCut(doc).map((clip) => clip.shotId)).toEqual(["a", "b", "c"]);

  const [first, second] = readCut(doc);
  changeClip(doc, first?.id ?? "", { inFrame: 6 });
  changeClip(doc, second?.id ?? "", { deletedAt: 9 });
  run(doc, { type: "assembleCut", shotIds: ["b", "c"] });
  expect(readCut(doc).map((clip) => clip.shotId)).toEqual(["c"]);
  run(doc, { type: "assembleCut", shotIds: ["a", "b", "c"] });
  expect(readCut(doc).map((clip) => [clip.shotId, clip.inFrame])).toEqual([
    ["a", 6],
    ["c", 0],
  ]);
});

test("COL-23: importing a script again keeps the ids of blocks that stayed", () => {
  const doc = new Y.Doc();
  run(doc, { type: "importScript", fountain: "INT. BARN - NIGHT\n\nRain.\n\nEXT. ROAD - DAY\n\nSun." });
  const before = readBlocks(doc);
  run(doc, { type: "importScript", fountain: "INT. BARN - NIGHT\n\nHeavy rain.\n\nEXT. ROAD - DAY\n\nSun." });
  const after = readBlocks(doc);
  expect(after.map((block) => block.id === before.find((old) => old.id === block.id)?.id)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test("SCR-132: what is kept of a file follows the blocks that were there before, and goes when another script comes", () => {
  const doc = new Y.Doc();
  run(doc, { type: "importScript", fountain: "EXT. FERRY, UPPER DECK - NIGHT\n\nRain.\n" });
  const [heading] = readBlocks(doc);
  const { screenplay, kept } = importFdx(ferryFdx);
  run(doc, { type: "replaceScript", screenplay, kept });
  const after = readBlocks(doc);
  expect(after.find((block) => block.type === "sceneHeading")?.id).toBe(heading?.id);
  const beside = readKept(doc);
  expect(beside?.blocks.find((one) => one.blockId === heading?.id)?.elements).toContain("The crossing");
  expect(importFdx(printFdx(readScreenplay(doc), { kept: beside })).kept.sections).toHaveLength(
    kept.sections.length,
  );
  run(doc, { type: "replaceScript", screenplay, kept: null });
  expect(readKept(doc)).toBeNull();
});

test("COL-23: a partial breakdown proposes no removal", () => {
  const doc = new Y.Doc();
  run(doc, { type: "applyBreakdown", found: [found("MARA")] });
  expect(run(doc, { type: "applyBreakdown", found: [found("INA")], isPartial: true })).toMatchObject({
    proposed: [],
  });
});
