import { expect, it } from "vitest";
import type { Asset } from "@backlot/shared/asset/schema";
import { addAsset, readAssets } from "@backlot/shared/documents/assets";
import { addShots, readShots } from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import * as Y from "yjs";
import { shootingScenes } from "./shooting-rows.ts";

it("DRA-14: every block stands once, beside the shots that begin at it, with their camera, cast and props", () => {
  const blocks = [
    textBlock("sceneHeading", "INT. LIGHTHOUSE - NIGHT", { id: "h" }),
    textBlock("action", "Mara lights the lamp.", { id: "a" }),
    textBlock("note", "Ask the keeper.", { id: "n" }),
    textBlock("character", "MARA", { id: "c" }),
    textBlock("dialogue", "There.", { id: "d" }),
  ];
  const doc = new Y.Doc();
  const asset = (category: Asset["category"], name: string) =>
    addAsset(doc, { category, name, origin: "person", createdAt: 1 });
  const mara = asset("character", "Mara");
  const lamp = asset("prop", "Lamp");
  const place = asset("location", "Lighthouse");
  const both = { start: true, end: true, startLook: null, endLook: null };
  addShots(doc, "h", [
    {
      sceneId: "h",
      origin: "person",
      createdAt: 1,
      size: "wide",
      blockIds: ["h", "a"],
      presence: { [mara]: { ...both, start: false }, [lamp]: both, [place]: both },
    },
    { sceneId: "h", origin: "person", createdAt: 2, size: "close", blockIds: ["c", "d"] },
  ]);
  const assets = new Map(readAssets(doc).map((one) => [one.id, one]));
  const [scene] = shootingScenes(blocks, readShots(doc), assets);
  expect(
    scene?.rows.map((row) => [row.blocks.map((block) => block.id), row.shots.map((one) => one.label)]),
  ).toEqual([
    [["h", "a"], ["1A"]],
    [["c", "d"], ["1B"]],
  ]);
  expect(scene?.rows[0]?.shots[0]?.cast).toEqual([{ id: mara, name: "Mara", when: "enters" }]);
  expect(scene?.rows[0]?.shots[0]?.things.map((one) => one.name)).toEqual(["Lamp"]);
});
