import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addShots, changeShot, moveShot } from "@backlot/shared/documents/shots";
import {
  cardRows,
  dropPlace,
  flatten,
  groupByScene,
  labelOfShot,
  neighbourOf,
  readPlaces,
  stepPlace,
} from "./outline.ts";

const scenes = [
  { id: "s1", number: "1", heading: "INT. KITCHEN - DAY" },
  { id: "s2", number: "2", heading: "EXT. QUAY - NIGHT" },
];

function aFilm() {
  const doc = new Y.Doc();
  const shot = (id: string, sceneId: string) => ({ id, sceneId, origin: "person" as const, createdAt: 1 });
  addShots(doc, "s1", [shot("a", "s1"), shot("b", "s1"), shot("c", "s1")]);
  return doc;
}

const groupsOf = (doc: Y.Doc) => groupByScene(scenes, readPlaces(doc));
const orderOf = (doc: Y.Doc) => groupsOf(doc).map((group) => group.shotIds.join(""));

describe("the outline of the shots", () => {
  it("numbers shots by scene and letter and keeps scenes without a shot", () => {
    const rows = flatten(groupsOf(aFilm()));
    expect(rows.map((row) => (row.kind === "shot" ? row.label : row.kind))).toEqual([
      "scene",
      "1A",
      "1B",
      "1C",
      "scene",
    ]);
  });

  it("keeps shots whose scene left the script, in a group of their own", () => {
    const groups = groupByScene([], readPlaces(aFilm()));
    expect(groups).toMatchObject([{ isGone: true, shotIds: ["a", "b", "c"] }]);
  });

  it("leaves deleted shots out", () => {
    const doc = aFilm();
    changeShot(doc, "b", { deletedAt: 5 });
    expect(orderOf(doc)).toEqual(["ac", ""]);
    expect(labelOfShot(groupsOf(doc), "c")).toBe("1B");
    expect(labelOfShot(groupsOf(doc), "b")).toBeNull();
  });

  it("nudges a shot within its scene and over the border into the next", () => {
    const doc = aFilm();
    const nudge = (id: string, by: -1 | 1) => {
      const to = stepPlace(groupsOf(doc), id, by);
      if (to !== null) moveShot(doc, id, to.sceneId, to.index);
      return orderOf(doc);
    };
    expect(nudge("a", 1)).toEqual(["bac", ""]);
    expect(nudge("c", -1)).toEqual(["bca", ""]);
    expect(nudge("a", 1)).toEqual(["bc", "a"]);
    expect(nudge("a", 1)).toEqual(["bc", "a"]);
    expect(nudge("a", -1)).toEqual(["bca", ""]);
  });

  it("drops a shot where the line shows it", () => {
    const doc = aFilm();
    const drop = (id: string, over: string) => {
      const to = dropPlace(groupsOf(doc), id, over);
      if (to !== null) moveShot(doc, id, to.sceneId, to.index);
      return orderOf(doc);
    };
    expect(drop("a", "b")).toEqual(["bac", ""]);
    expect(drop("c", "b")).toEqual(["cba", ""]);
    expect(drop("c", "a")).toEqual(["bac", ""]);
    expect(drop("a", "scene:s2")).toEqual(["bc", "a"]);
    expect(drop("b", "a")).toEqual(["c", "ba"]);
    expect(drop("c", "c")).toEqual(["c", "ba"]);
  });

  it("steps through all shots in story order", () => {
    const groups = groupsOf(aFilm());
    expect(neighbourOf(groups, undefined, 1)).toBe("a");
    expect(neighbourOf(groups, "a", 1)).toBe("b");
    expect(neighbourOf(groups, "a", -1)).toBeUndefined();
  });

  it("lays cards out in rows that never cross a scene", () => {
    const rows = cardRows(groupsOf(aFilm()), 2);
    expect(
      rows.map((row) => (row.kind === "cards" ? row.cards.map((card) => card.label).join("+") : row.kind)),
    ).toEqual(["scene", "1A+1B", "1C", "scene"]);
  });
});
