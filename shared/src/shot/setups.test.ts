import { expect, test } from "vitest";
import { countingIds } from "../screenplay/block.ts";
import { parseFountain } from "../screenplay/fountain-parse.ts";
import { sampleScreenplay } from "../screenplay/sample.ts";
import { deriveShotList } from "./derive.ts";
import { setupLetter, setupsOf } from "./setups.ts";

const shots = (source: string) =>
  deriveShotList(parseFountain(source, { newId: countingIds() }).blocks, { coverage: "full", pace: 1 });

test("SCR-179: every cut belongs to one setup, and A is the master with most of the cast", () => {
  for (const scene of Map.groupBy(shots(sampleScreenplay), (shot) => shot.sceneId).values()) {
    const setups = setupsOf(scene);
    expect(setups.flatMap((setup) => setup.shots).toSorted()).toEqual(
      scene.map((shot) => shot.key).toSorted(),
    );
    expect(setups[0]).toMatchObject({ letter: "A", isMaster: true });
    const most = Math.max(...setups.map((setup) => setup.subjects.length));
    expect(setups[0]!.subjects).toHaveLength(most);
  }
  expect(setupsOf([])).toEqual([]);
});

test("SCR-179: cuts of one size on the same people are one camera position", () => {
  const scene = shots(sampleScreenplay);
  const [first] = scene;
  const setups = setupsOf([first!, { ...first!, key: "again" }]);
  expect(setups.map((setup) => setup.shots.length)).toEqual([2]);
});

test("SCR-179: letters leave out I and O, and go on with AA", () => {
  expect([0, 7, 8, 12, 13, 23, 24, 25].map(setupLetter)).toEqual(["A", "H", "J", "N", "P", "Z", "AA", "AB"]);
});
