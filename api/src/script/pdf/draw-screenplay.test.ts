import { expect, test } from "vitest";
import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { featureScript } from "@backlot/shared/screenplay/bench/feature-script";
import { textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { textCells } from "@backlot/shared/screenplay/cells";
import { directionOf } from "@backlot/shared/screenplay/direction";
import { lineHeight, characterWidth, pageFormats } from "@backlot/shared/screenplay/page-format";
import { rowsOf } from "@backlot/shared/screenplay/page-rows";
import { wrapText } from "@backlot/shared/screenplay/page-wrap";
import { paginate } from "@backlot/shared/screenplay/pagination";
import { drawScreenplay, type PrintJob } from "./draw-screenplay.ts";
import { languageOf } from "./language.ts";
import { inVisualOrder } from "./visual-order.ts";

type Word = { text: string; line: number; column: number };

/** The text of each page as a reader of PDFs finds it, by line and column from the top left of the text. */
async function readPdf(
  pdf: Uint8Array,
  format = pageFormats.letter,
): Promise<{ words: Word[]; size: number[] }[]> {
  const doc = await getDocumentProxy(pdf);
  const pages = [];
  for (let number = 1; number <= doc.numPages; number += 1) {
    const page = await doc.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.flatMap((item) => {
      if (!("str" in item) || item.str.trim() === "") return [];
      const [, , , , x = 0, y = 0] = item.transform as number[];
      const line = Math.round((format.height - y - 9.4 - format.top) / lineHeight) + 0;
      return [{ text: item.str.trim(), line, column: Math.round((x - format.left) / characterWidth) }];
    });
    pages.push({ words, size: page.view.slice(2) });
  }
  return pages;
}

/** The text of a page by line, letters only: readers disagree about spaces. */
function linesOf(words: readonly Word[]): Map<number, string> {
  const lines = new Map<number, string>();
  for (const { text, line } of words) {
    if (line >= 0) lines.set(line, (lines.get(line) ?? "") + text.replace(/\s+/g, ""));
  }
  return lines;
}

const job = (blocks: ScriptBlock[], extra: Partial<PrintJob> = {}): PrintJob => ({
  title: "Film",
  titlePage: [],
  blocks,
  pages: {},
  continued: true,
  ...extra,
});

test("SCR-62: the PDF says, page by page and line by line, what the layout says", async () => {
  for (const paper of ["letter", "a4"] as const) {
    const script = featureScript(6);
    const { pages, format } = paginate(script, { paper });
    const printed = await readPdf(
      await drawScreenplay(job(script, { pages: { paper }, continued: false })),
      format,
    );
    expect(printed).toHaveLength(pages.length);
    pages.forEach((page, index) => {
      const wanted = new Map<number, string>();
      for (const row of rowsOf(page)) {
        const text = row.runs
          .map((run) => run.text)
          .join("")
          .replace(/\s+/g, "");
        if (text !== "") wanted.set(row.line, (wanted.get(row.line) ?? "") + text);
      }
      expect(linesOf(printed[index]!.words)).toEqual(wanted);
      expect(printed[index]!.size.map(Math.round)).toEqual([
        Math.round(format.width),
        Math.round(format.height),
      ]);
      const number = printed[index]!.words.filter((word) => word.line < 0).map((word) => word.text.trim());
      expect(number.join("")).toBe(index === 0 ? "" : `${index + 1}.`);
    });
  }
});

test("SCR-62: elements stand in their columns, with scene numbers in both margins", async () => {
  const [page] = await readPdf(
    await drawScreenplay(
      job([
        textBlock("sceneHeading", "INT. A - DAY", { sceneNumber: "12A" }),
        textBlock("character", "BOB"),
        textBlock("parenthetical", "(low)"),
        textBlock("dialogue", "Stop."),
        textBlock("action", "Rain."),
        textBlock("character", "BOB"),
        textBlock("transition", "CUT TO:"),
      ]),
    ),
  );
  expect(page!.words.map(({ text, line, column }) => `${line}:${column} ${text}`)).toEqual([
    "0:0 INT.",
    "0:5 A",
    "0:7 -",
    "0:9 DAY",
    "0:-7 12A",
    "0:59 12A",
    "2:20 BOB",
    "3:14 (low)",
    "4:10 Stop.",
    "6:0 Rain.",
    "8:20 BOB",
    "8:24 (CONT'D)",
    "10:49 CUT",
    "10:53 TO:",
  ]);
});

test.each([
  ["Žluťoučký kůň pěl ďábelské ódy."],
  ["Съешь же ещё этих мягких французских булок."],
  ["Ξεσκεπάζω την ψυχοφθόρα βδελυγμία."],
  ["時計は真夜中に止まる。"],
  ["시계가 자정에 멈춘다."],
  ["钟在午夜停了。"],
  ["Coffee ☕ and a dragon 🐉."],
])("SCR-213: text in any script is in the PDF, letter after letter: %s", async (text) => {
  const [page] = await readPdf(await drawScreenplay(job([textBlock("action", text)])));
  const letters = (value: string) => value.normalize("NFC").replace(/\s+/g, "");
  const fromLeft = page!.words.toSorted((a, b) => a.column - b.column);
  expect(letters(fromLeft.map((word) => word.text).join(""))).toBe(letters(text));
});

/**
 * What is drawn on a line, from left to right, as marks on paper: one entry for each letter or joined word. Read from the
 * drawing operations, since readers of text put right-to-left letters back into reading order.
 */
async function drawnLine(blocks: ScriptBlock[], line = 0): Promise<[string, number][]> {
  const { OPS } = await getResolvedPDFJS();
  const doc = await getDocumentProxy(await drawScreenplay(job(blocks)));
  const { fnArray, argsArray } = await (await doc.getPage(1)).getOperatorList();
  const { left, top, height } = pageFormats.letter;
  const marks: [string, number][] = [];
  let [x, y] = [0, 0];
  fnArray.forEach((operation, index) => {
    const args = argsArray[index] as unknown[];
    if (operation === OPS.setTextMatrix) {
      const matrix = Array.isArray(args[0]) || ArrayBuffer.isView(args[0]) ? args[0] : args;
      [x, y] = [Number((matrix as number[])[4]), Number((matrix as number[])[5])];
    }
    if (operation !== OPS.showText || Math.round((height - y - 9.4 - top) / lineHeight) !== line) return;
    const glyphs = (args[0] as unknown[]).flatMap((one) => (typeof one === "number" ? [] : [one]));
    const text = glyphs.map((glyph) => (glyph as { unicode: string }).unicode).join("");
    if (text.trim() !== "") marks.push([text.trim(), Math.round((x - left) / characterWidth)]);
  });
  return marks.toSorted((a, b) => a[1] - b[1]);
}

test("SCR-213: Hebrew runs from right to left, from the right edge of its column", async () => {
  const drawn = await drawnLine([textBlock("action", "אבג דה.")]);
  expect(drawn).toEqual([
    [".", 54],
    ["ה", 55],
    ["ד", 56],
    ["ג", 58],
    ["ב", 59],
    ["א", 60],
  ]);
});

test("SCR-213: numbers, Latin words and brackets inside Hebrew stand as they are read", async () => {
  const drawn = await drawnLine([textBlock("action", "א (12 TV) ב")]);
  expect(drawn.map(([text]) => text).join("")).toBe("ב(TV12)א");
  expect(drawn.at(-1)).toEqual(["א", 60]);
});

test("SCR-213: a Hebrew word inside a Latin line turns round in its place", async () => {
  const drawn = await drawnLine([textBlock("action", "Sign: אבג 12")]);
  expect(drawn).toEqual([
    ["Sign:", 0],
    ["12", 6],
    ["ג", 9],
    ["ב", 10],
    ["א", 11],
  ]);
});

test("SCR-213: Arabic words are joined, the first one at the right", async () => {
  const drawn = await drawnLine([textBlock("action", "سلام عليكم")]);
  expect(drawn.map(([, column]) => column)).toEqual([51, 57]);
  // The letters of a joined word are drawn from its left end on; lam and alef are one.
  expect(drawn.map(([text]) => text.normalize("NFKC"))).toEqual(["مكيلع", "ملاس"]);
});

test("SCR-213: cue and dialogue that run from right to left stand in the columns of a page in a mirror", async () => {
  const blocks = [textBlock("character", "אבג"), textBlock("dialogue", "דה")];
  expect(await drawnLine(blocks, 0)).toEqual([
    ["ג", 38],
    ["ב", 39],
    ["א", 40],
  ]);
  expect(await drawnLine(blocks, 1)).toEqual([
    ["ה", 49],
    ["ד", 50],
  ]);
});

test.each([
  ["a Hindi line", "नमस्ते दुनिया, क्षिति"],
  ["a family and a word", "👨‍👩‍👧‍👦 hi"],
  ["a Tamil word", "தமிழ் படம்"],
  ["a flag and a thumb with a skin colour", "🇫🇷 👍🏽 ok"],
  ["Hebrew with points", "שָׁלוֹם"],
  ["Korean in parts", "한글"],
])("SCR-213: what is drawn takes the cells that the layout counted: %s", (_, text) => {
  const drawn = inVisualOrder([{ text }], directionOf(text)).reduce((sum, part) => sum + part.cells, 0);
  expect(drawn).toBe(textCells(text));
  expect(wrapText(text, drawn)).toHaveLength(1);
  expect(wrapText(text, drawn - 1).length).toBeGreaterThan(1);
});

test("SCR-213: the PDF says which language it is in, when the letters or the spelling tell", () => {
  const of = (text: string, language?: string) =>
    languageOf({ blocks: [textBlock("action", text)], language });
  expect(of("אבג דה OK")).toBe("he");
  expect(of("時計は真夜中に止まる。")).toBe("ja");
  expect(of("Rain on glass.", "en-GB")).toBe("en-GB");
  expect(of("Regen auf Glas.")).toBeNull();
});

test("SCR-214: a title page stands in front, without a number, when there is something to say on it", async () => {
  const titlePage = [
    { key: "Title", lines: ["_**Slack Water**_"] },
    { key: "Credit", lines: ["written by"] },
    { key: "Author", lines: ["Ana Ruiz"] },
    { key: "Contact", lines: ["ana@example.org"] },
  ];
  const [title, first] = await readPdf(
    await drawScreenplay(job([textBlock("action", "Rain.")], { titlePage })),
  );
  expect([...linesOf(title!.words)]).toEqual([
    [18, "SlackWater"],
    [22, "writtenby"],
    [24, "AnaRuiz"],
    [53, "ana@example.org"],
  ]);
  expect(first!.words.map((word) => word.text)).toEqual(["Rain."]);
});

test("SCR-218: changed lines have a star in the margin, and their pages say which revision it is", async () => {
  const blocks = [
    textBlock("sceneHeading", "INT. A - DAY", { sceneNumber: "1" }),
    textBlock("action", "", {
      revision: "s2",
      runs: [{ text: "It rains" }, { text: " hard.", revised: "s2" }],
    }),
    textBlock("sceneHeading", "EXT. NEW - DAY"),
    textBlock("sceneHeading", "INT. B - DAY", { sceneNumber: "2" }),
  ];
  const revision = { set: "s2", header: "Pink Rev. 2026-11-21" };
  const [page] = await readPdf(await drawScreenplay(job(blocks, { revision, areNumbersLocked: true })));
  const stars = page!.words.filter((word) => word.text === "*");
  expect(stars).toEqual([{ text: "*", line: 2, column: 63 }]);
  expect(page!.words.filter((word) => word.text === "1A").map((word) => word.line)).toEqual([5, 5]);
  expect(page!.words.find((word) => word.text === "Pink")!.line).toBe(-3);
});
