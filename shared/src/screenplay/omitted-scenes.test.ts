import { expect, test } from "vitest";
import { deriveShotList } from "../shot/derive.ts";
import { countingIds, plainText, textBlock } from "./block.ts";
import { breakDown, castOf } from "./breakdown.ts";
import { printFdx } from "./fdx-print.ts";
import { parseFountain } from "./fountain-parse.ts";
import { printFountain } from "./fountain-print.ts";
import { importFdx } from "./import-fdx.ts";
import { paginate } from "./pagination.ts";
import { filmedScenes, scenesOf } from "./scenes.ts";
import { withoutIds } from "./screenplay.fixture.ts";
import { scriptStatistics } from "./statistics.ts";

/** Three scenes, the middle one cut: it alone has Gus, his truck, a lantern and a night. */
const { blocks } = parseFountain(
  `INT. MILL - DAY #1#

MARA
We open at noon.

EXT. ROAD - NIGHT #2#

= A beat of the scene that was cut.

GUS, 50, jumps out of a pickup truck. He picks up the lantern.

GUS
(low)
Wait /* not */ for me.

[[Cut for time]]

/* Older: he whistles. */

INT. MILL - LATER #3#

MARA
Closed.
`,
  { newId: countingIds() },
);
const script = blocks.map((block) =>
  block.sceneNumber === "2" ? { ...block, omitted: true as const } : block,
);

test("SCR-217: an omitted scene is in no breakdown, no cast and no shots", () => {
  const names = (of: typeof script) => breakDown(of).map((one) => one.name);
  expect(names(blocks)).toEqual(expect.arrayContaining(["Gus", "Road"]));
  expect(names(script)).not.toEqual(expect.arrayContaining(["Gus"]));
  expect(breakDown(script).map((one) => one.category)).not.toContain("vehicle");
  expect(castOf(script).map((one) => one.name)).toEqual(["Mara"]);
  const [first, , third] = scenesOf(script);
  expect(new Set(deriveShotList(script).map((shot) => shot.sceneId))).toEqual(
    new Set([first!.id, third!.id]),
  );
});

test("SCR-217: what comes after an omitted scene follows the scene before it", () => {
  expect(scenesOf(blocks)[2]!.timeOfDay).toBe("night");
  expect(filmedScenes(script).map((scene) => [scene.number, scene.timeOfDay])).toEqual([
    ["1", "day"],
    ["3", "day"],
  ]);
});

test("SCR-217: an omitted scene counts in no figure", () => {
  const pages = paginate(script);
  expect(scriptStatistics(pages)).toMatchObject({ scenes: 2, exteriors: 0, nights: 0, spokenWords: 5 });
  expect(scriptStatistics(pages).characters.map((one) => one.name)).toEqual(["MARA"]);
});

test("SCR-219: Fountain says OMITTED with the number, and keeps the scene as cut-away text that comes back", () => {
  const text = printFountain({ titlePage: [], blocks: script });
  const lines = text.split("\n");
  const at = lines.indexOf(".OMITTED #2#");
  expect(lines.slice(at, at + 4)).toEqual([".OMITTED #2#", "", "/*", "EXT. ROAD - NIGHT"]);
  const parsed = parseFountain(text);
  expect(withoutIds(parsed.blocks)).toEqual(withoutIds(script));
  expect(printFountain(parsed)).toBe(text);
  const heading = parsed.blocks.findIndex((block) => block.omitted === true);
  expect(parsed.positions[heading]).toEqual({ line: at + 4, endLine: at + 4 });
});

test("SCR-219: cut-away text that is no scene stays cut-away text, under whatever heading", () => {
  for (const inside of ["He whistles.", "INT. A - DAY\n\nINT. B - DAY"]) {
    const parsed = parseFountain(`.OMITTED #2#\n\n/* ${inside} */\n`);
    expect(parsed.blocks.map((block) => [block.type, block.omitted])).toEqual([
      ["sceneHeading", undefined],
      ["note", undefined],
    ]);
  }
});

test("SCR-219: a Final Draft file shows OMITTED with the number, and holds the scene inside", () => {
  const text = printFdx({ titlePage: [], blocks: script });
  expect(text.replace(/\s+/g, " ")).toContain(
    '<Paragraph Number="2" Type="Scene Heading"> <Text>OMITTED</Text> <OmittedScene> <Paragraph Type="Scene Heading">',
  );
  const back = importFdx(text).screenplay.blocks;
  expect(withoutIds(back)).toEqual(withoutIds(script));
});

test("SCR-219: an omitted scene of another program without its heading keeps number and text", () => {
  const back = importFdx(
    `<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
     <Paragraph Type="Scene Heading" Number="4" StartsNewPage="Yes"><Text>OMITTED</Text>
     <OmittedScene><Paragraph Type="Action"><Text>Rain.</Text></Paragraph></OmittedScene></Paragraph></Content></FinalDraft>`,
  ).screenplay.blocks;
  expect(withoutIds(back).slice(1)).toEqual(
    withoutIds([
      textBlock("pageBreak", ""),
      textBlock("sceneHeading", "OMITTED", { sceneNumber: "4", omitted: true }),
      textBlock("action", "Rain."),
    ]),
  );
});

test("SCR-216: a number that a locked script gives to a scene in between is written in both formats", () => {
  const inserted = script.toSpliced(2, 0, textBlock("sceneHeading", "INT. CELLAR - DAY", { id: "new" }));
  const numbers = new Map(scenesOf(inserted).map((scene) => [scene.id, scene.number]));
  expect(numbers.get("new")).toBe("1A");
  const screenplay = { titlePage: [], blocks: inserted };
  expect(printFountain(screenplay, { numbers })).toContain("INT. CELLAR - DAY #1A#");
  const back = importFdx(printFdx(screenplay, { numbers })).screenplay.blocks;
  expect(back.find((block) => plainText(block) === "INT. CELLAR - DAY")?.sceneNumber).toBe("1A");
});

test("SCR-11: pages and lengths in a Final Draft file are those of the script's own paper", () => {
  const long = [
    textBlock("sceneHeading", "INT. A - DAY"),
    ...Array.from({ length: 27 }, () => textBlock("action", "Line.")),
    textBlock("sceneHeading", "INT. B - DAY"),
  ];
  const screenplay = { titlePage: [], blocks: long };
  const lengths = (paper: "letter" | "a4") =>
    [...printFdx(screenplay, { pages: { paper } }).matchAll(/Length="([^"]*)" Page="([^"]*)"/g)].map((one) =>
      one.slice(1),
    );
  expect(lengths("letter")).toEqual([
    ["1 1/8", "1"],
    ["1/8", "2"],
  ]);
  expect(lengths("a4")).toEqual([
    ["1", "1"],
    ["1/8", "1"],
  ]);
});
