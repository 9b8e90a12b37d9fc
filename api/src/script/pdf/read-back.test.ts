import { expect, test } from "vitest";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { plainText, textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { printedText } from "@backlot/shared/screenplay/page-block";
import { featureScript } from "@backlot/shared/screenplay/bench/feature-script";
import { elementRules } from "@backlot/shared/screenplay/page-format";
import { sampleScreenplay } from "@backlot/shared/screenplay/sample";
import { understandFile } from "@backlot/shared/screenplay/understand-file";
import { assembleScreenplay } from "@backlot/shared/screenplay/understood";
import { drawScreenplay } from "./draw-screenplay.ts";

const printed = (blocks: readonly ScriptBlock[]) =>
  blocks.flatMap((block) =>
    elementRules[block.type] === undefined
      ? []
      : [[block.type, printedText(block).replace(/\s+/g, " ").trim()]],
  );

async function readBack(blocks: ScriptBlock[], titlePage: { key: string; lines: string[] }[] = []) {
  const pdf = await drawScreenplay({ title: "Film", titlePage, blocks, pages: {}, continued: true });
  return assembleScreenplay(await understandFile("film.pdf", pdf));
}

test("SCR-136: a PDF of ours reads back as the script that it was made of, title page included", async () => {
  const titlePage = [
    { key: "Title", lines: ["SLACK WATER"] },
    { key: "Credit", lines: ["written by"] },
    { key: "Author", lines: ["Ana Ruiz"] },
    { key: "Contact", lines: ["ana@example.org"] },
  ];
  const blocks = parseFountain(`INT. MILL - NIGHT

Rain on the roof, and on the wheel, and on the road that leads away from here to the sea.

MARA
We open at noon.

She waits.

MARA
(low)
At noon.

JONAS
No.

CUT TO:

EXT. ROAD - DAY

MARA
Well.

> THE END <
`).blocks;
  const back = await readBack(blocks, titlePage);
  expect(printed(back.blocks)).toEqual(printed(blocks));
  expect(back.titlePage).toEqual(titlePage);
});

test("SCR-136: the sample of the studio reads back the same", async () => {
  const sample = parseFountain(sampleScreenplay);
  const back = await readBack(sample.blocks, sample.titlePage);
  const plain = (page: typeof sample.titlePage) =>
    page.map(({ key, lines }) => [key, lines.map((line) => line.replace(/[*_]/g, ""))]);
  expect(plain(back.titlePage)).toEqual(plain(sample.titlePage));
  const bare = printed(sample.blocks).map(([type, text]) => [type, text!.replace(/ \(CONT'D\)$/, "")]);
  expect(printed(back.blocks).map(([type, text]) => [type, text!.replace(/ \(CONT'D\)$/, "")])).toEqual(bare);
});

test("SCR-136: a long script of ours reads back the same, over all its pages", async () => {
  const blocks = featureScript(8);
  const back = await readBack(blocks);
  expect(printed(back.blocks)).toEqual(printed(blocks));
});

test("SCR-137: (CONT'D) that pages show by themselves is no part of a name; one that starts a scene is", async () => {
  const blocks = [
    textBlock("sceneHeading", "INT. A - DAY"),
    textBlock("character", "MARA (CONT'D)"),
    textBlock("dialogue", "And then."),
    textBlock("action", "Rain."),
    textBlock("character", "MARA (V.O.)"),
    textBlock("dialogue", "So it was."),
  ];
  const back = await readBack(blocks);
  expect(back.blocks.filter((block) => block.type === "character").map(plainText)).toEqual([
    "MARA (CONT'D)",
    "MARA (V.O.)",
  ]);
});
