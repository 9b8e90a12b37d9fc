import { describe, expect, test } from "vitest";
import { countingIds } from "./block.ts";
import { parseFountain } from "./fountain-parse.ts";
import { locationKey, parseHeading } from "./heading.ts";
import { paginate, sceneLengths, totalEighths } from "./pagination.ts";
import { sampleScreenplay } from "./sample.ts";
import { scenesOf } from "./scenes.ts";

const scenes = (source: string) => scenesOf(parseFountain(source, { newId: countingIds() }).blocks);

describe("scene headings", () => {
  test.each([
    ["INT. KITCHEN - NIGHT", "INT", "KITCHEN", undefined, "night"],
    ["EXT. MAST HOUSE - WALTER'S ROOM - DAY", "EXT", "MAST HOUSE", "WALTER'S ROOM", "day"],
    ["int. house, night", "INT", "HOUSE", undefined, "night"],
    ["INT./EXT. CAR – MAGIC HOUR", "INT/EXT", "CAR", undefined, "dusk"],
    ["I/E CAR -- LATE AFTERNOON", "INT/EXT", "CAR", undefined, "afternoon"],
    ["EXT/INT. BARN - PRE-DAWN", "INT/EXT", "BARN", undefined, "dawn"],
    ["EXT. BAHNHOF KÖLN - MORNING (1973)", "EXT", "BAHNHOF KÖLN", undefined, "morning"],
    ["SNIPER SCOPE POV", null, "SNIPER SCOPE POV", undefined, undefined],
    ["INT. PARIS, FRANCE - DAY", "INT", "PARIS, FRANCE", undefined, "day"],
  ])("SCR-9: %s", (text, intExt, location, subLocation, timeOfDay) => {
    expect(parseHeading(text)).toMatchObject({
      intExt,
      location,
      ...(subLocation === undefined ? {} : { subLocation }),
      ...(timeOfDay === undefined ? {} : { timeOfDay }),
    });
  });

  test("SCR-9: continuous, later and same take the time of the scene before", () => {
    const found = scenes(
      "INT. A - NIGHT\n\nx\n\nINT. B - CONTINUOUS\n\nx\n\nINT. C - MOMENTS LATER\n\nx\n\nEXT. D\n\nx\n\nEXT. E - DAWN\n\nx",
    );
    expect(found.map((scene) => [scene.timeOfDay, scene.timeIsInherited, scene.isContinuation])).toEqual([
      ["night", false, false],
      ["night", true, true],
      ["night", true, true],
      ["night", true, false],
      ["dawn", false, false],
    ]);
  });

  test("SCR-9: one place written in two ways has one key", () => {
    expect(locationKey("THE BAKER'S SHOP")).toBe(locationKey("Bakers Shop"));
  });
});

test("SCR-10: a scene is its heading and everything up to the next one", () => {
  const found = scenes("Before.\n\nINT. A - DAY #7B#\n\nOne.\n\nEXT. B - DAY\n\nTwo.");
  expect(found.map((scene) => [scene.number, scene.id, scene.blocks.map((block) => block.id)])).toEqual([
    ["7B", "b2", ["b2", "b3"]],
    ["8", "b4", ["b4", "b5"]],
  ]);
});

test("the sample is what the studio promises: its scenes, pages, and a place that comes back", () => {
  const found = scenes(sampleScreenplay);
  const pages = totalEighths(paginate(found.flatMap((scene) => scene.blocks))) / 8;
  expect(found.length).toBeGreaterThanOrEqual(6);
  expect(pages).toBeGreaterThan(6);
  expect(pages).toBeLessThan(8);
  expect(found.filter((scene) => scene.location === "CLOCK WORKSHOP")).toHaveLength(3);
});

describe("length", () => {
  test("SCR-11: a page has 54 lines, and a scene is at least an eighth", () => {
    const page = Array.from({ length: 27 }, () => "Line.").join("\n\n");
    expect(totalEighths(paginate(parseFountain(page).blocks))).toBe(8);
    expect(sceneLengths(paginate(scenes("INT. A - DAY")[0]!.blocks))[0]!.eighths).toBe(1);
  });
});

test("SCR-172: a room alone belongs to the house that it was last seen in, unless it is a place of its own", () => {
  const paths = (source: string) => scenes(source).map((scene) => [scene.location, ...scene.subLocations]);
  expect(paths("INT. VILLA - KITCHEN - DAY\n\nx\n\nINT. KITCHEN - LATER\n\nx")).toEqual([
    ["VILLA", "KITCHEN"],
    ["VILLA", "KITCHEN"],
  ]);
  expect(
    paths("INT. KITCHEN - DAY\n\nx\n\nINT. VILLA - KITCHEN - DAY\n\nx\n\nINT. KITCHEN - DAY\n\nx")[2],
  ).toEqual(["KITCHEN"]);
  expect(paths("INT. TRATTORIA, KITCHEN, NIGHT\n\nx")).toEqual([["TRATTORIA", "KITCHEN"]]);
});
