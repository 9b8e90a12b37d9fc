import { expect, test } from "vitest";
import * as Y from "yjs";
import { filmOf, type Film } from "@backlot/shared/build/film";
import { addAsset, addLook } from "@backlot/shared/documents/assets";
import { scriptBody, toElement, writeScreenplay } from "@backlot/shared/documents/script";
import { addShots, changeShot } from "@backlot/shared/documents/shots";
import { becomesAsset } from "@backlot/shared/screenplay/becomes-asset";
import { breakDown } from "@backlot/shared/screenplay/breakdown";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { sampleScreenplay } from "@backlot/shared/screenplay/sample";
import { usualShotList } from "@backlot/shared/shot/settings";
import { textBlock } from "@backlot/shared/screenplay/block";
import { costumesOf, defaultShots, shotsForNewWords } from "./default-shots.ts";

function sampleFilm() {
  const documents = { script: new Y.Doc(), assets: new Y.Doc(), shots: new Y.Doc() };
  const screenplay = parseFountain(sampleScreenplay);
  writeScreenplay(documents.script, screenplay);
  for (const { category, name, aliases, description } of breakDown(screenplay.blocks).filter(becomesAsset)) {
    addAsset(documents.assets, { category, name, aliases, description, origin: "breakdown", createdAt: 1 });
  }
  return { documents, film: (): Film => filmOf("p1", documents) };
}

test("RUN-23: a costume change of the script becomes a look, and swaps inside the shot where it happens", () => {
  const { documents, film } = sampleFilm();
  const looks = costumesOf(film(), usualShotList);
  expect(looks.length).toBeGreaterThan(0);
  for (const look of looks) addLook(documents.assets, look.assetId, look);
  expect(costumesOf(film(), usualShotList)).toEqual([]);
  const worn = defaultShots(film(), usualShotList)
    .flatMap((scene) => scene.shots)
    .flatMap((shot) => Object.values(shot.presence));
  expect(worn.some((where) => where.startLook !== where.endLook)).toBe(true);
});

test("RUN-23: a scene that somebody has shots in is left alone", () => {
  const { documents, film } = sampleFilm();
  const all = defaultShots(film(), usualShotList);
  expect(all).toHaveLength(film().scenes.length);
  const sceneId = all[0]?.sceneId ?? "";
  addShots(documents.shots, sceneId, [{ sceneId, origin: "person", createdAt: 1 }]);
  expect(defaultShots(film(), usualShotList).map((scene) => scene.sceneId)).not.toContain(sceneId);
});

test("SCR-181: what is written into a scene with a list gets shots in its place, and nothing else changes", () => {
  const { documents, film } = sampleFilm();
  for (const { sceneId, shots } of defaultShots(film(), usualShotList)) {
    addShots(
      documents.shots,
      sceneId,
      shots.map((shot) => ({ ...shot, sceneId, origin: "breakdown" as const, createdAt: 1 })),
    );
  }
  expect(shotsForNewWords(film(), usualShotList)).toEqual([]);
  const scene = film().scenes[1];
  const first = scene?.blocks.find((block) => block.type === "action");
  const body = scriptBody(documents.script);
  const place = body
    .toArray()
    .findIndex((one) => one instanceof Y.XmlElement && one.getAttribute("id") === first?.id);
  body.insert(place + 1, [
    toElement({ ...textBlock("action", "A cat walks along the top shelf."), id: "new" }),
  ]);
  const [shot, ...rest] = shotsForNewWords(film(), usualShotList);
  expect(rest).toEqual([]);
  expect(shot).toMatchObject({ sceneId: scene?.id, blockIds: ["new"] });
  const behind = film().shots.find((one) => one.id === shot?.after);
  expect(behind?.blockIds).toContain(first?.id);

  // Somebody who deletes a shot does not want what it covered to be shot again.
  addShots(documents.shots, scene?.id ?? "", [
    { ...shot, sceneId: scene?.id ?? "", origin: "breakdown", createdAt: 1 },
  ]);
  changeShot(documents.shots, shot?.id ?? "", { deletedAt: 2 });
  expect(shotsForNewWords(film(), usualShotList)).toEqual([]);
});

test("SCR-24: the film's settings say how finely its scenes are cut", () => {
  const { film } = sampleFilm();
  const shots = (coverage: "lean" | "full") =>
    defaultShots(film(), { coverage, pace: 1 }).flatMap((scene) => scene.shots).length;
  expect(shots("lean")).toBeLessThan(shots("full") * 0.6);
  const seconds = (pace: number) =>
    defaultShots(film(), { coverage: "full", pace })
      .flatMap((scene) => scene.shots)
      .reduce((sum, shot) => sum + shot.durationFrames, 0);
  expect(seconds(1.3)).toBeGreaterThan(seconds(0.8));
});

test("the same script gives the same shots with the same ids", () => {
  const { film } = sampleFilm();
  expect(defaultShots(film(), usualShotList)).toEqual(defaultShots(film(), usualShotList));
});
