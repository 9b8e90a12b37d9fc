import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText } from "../screenplay/block.ts";
import { parseFountain } from "../screenplay/fountain-parse.ts";
import { addAsset, readAsset } from "./assets.ts";
import { applyRename, planRename } from "./rename-character.ts";
import { readBlocks, writeScreenplay } from "./script.ts";
import { addShots, readShots } from "./shots.ts";

const fountain = `INT. WILL'S ROOM - DAY

WILL BLAKE, 40, waits. Will's hat. He will not move. Willow watches WILL.

WILL (V.O.)
Nobody calls me **Will**.

MAY
Will!
`;

function aFilm() {
  const documents = { script: new Y.Doc(), assets: new Y.Doc(), shots: new Y.Doc() };
  writeScreenplay(documents.script, parseFountain(fountain));
  const assetId = addAsset(documents.assets, {
    category: "character",
    name: "Will",
    aliases: ["Will Blake"],
    description: "Will is forty.",
    origin: "person",
    createdAt: 1,
  });
  const [shotId = ""] = addShots(documents.shots, "s", [
    { sceneId: "s", description: "Will at the window", origin: "person", createdAt: 1 },
  ]);
  return { documents, assetId, shotId };
}

const origins = { script: null, assets: null, shots: null };
const lines = (doc: Y.Doc) => readBlocks(doc).map(plainText);

describe("renaming a character (SCR-206)", () => {
  it("plans every place by kind, and leaves the ordinary word and the longer name alone", () => {
    const { documents } = aFilm();
    const { places, isTaken } = planRename(documents, { from: "WILL", to: "otto" });
    const count = (group: string) => places.filter((one) => one.group === group).length;
    expect(["cues", "headings", "action", "dialogue", "assets", "shots"].map(count)).toEqual([
      1, 1, 3, 2, 3, 1,
    ]);
    expect(isTaken).toBe(false);
    expect(places.find((one) => one.group === "headings")?.after).toBe("INT. OTTO'S ROOM - DAY");
    expect(planRename(documents, { from: "Will", to: "May" }).isTaken).toBe(true);
    expect(planRename(documents, { from: "Will", to: " " }).places).toEqual([]);
  });

  it("changes exactly what was chosen, in script, assets and shots, and keeps what stands around it", () => {
    const { documents, assetId, shotId } = aFilm();
    const renaming = { from: "WILL", to: "Otto" };
    const chosen = planRename(documents, renaming).places.filter((one) => !one.before.startsWith("Nobody"));
    const keys = new Set(chosen.map((one) => one.key));
    expect(applyRename(documents, renaming, keys, origins)).toBe(chosen.length);
    expect(lines(documents.script)).toEqual([
      "INT. OTTO'S ROOM - DAY",
      "OTTO BLAKE, 40, waits. Otto's hat. He will not move. Willow watches OTTO.",
      "OTTO (V.O.)",
      "Nobody calls me Will.",
      "MAY",
      "Otto!",
    ]);
    expect(readAsset(documents.assets, assetId)).toMatchObject({
      name: "Otto",
      aliases: ["Otto Blake"],
      description: "Otto is forty.",
    });
    expect(readShots(documents.shots).find((one) => one.id === shotId)?.description).toBe(
      "Otto at the window",
    );
  });

  it("keeps the look of the name that it replaces", () => {
    const { documents } = aFilm();
    const renaming = { from: "WILL", to: "Otto" };
    const keys = new Set(planRename(documents, renaming).places.map((one) => one.key));
    applyRename(documents, renaming, keys, origins);
    const line = readBlocks(documents.script).find((one) => plainText(one).startsWith("Nobody"));
    expect(line?.runs).toEqual([{ text: "Nobody calls me " }, { text: "Otto", bold: true }, { text: "." }]);
  });
});
