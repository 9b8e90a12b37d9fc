import { describe, expect, test } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { plainText, type ScriptBlock } from "./block.ts";
import { continuedIn, cuesThatGoOn } from "./continued.ts";
import { ferryFdx } from "./fixtures/ferry-fdx.ts";
import { parseFountain } from "./fountain-parse.ts";
import { asPrinted, laidOutPdf, laidOutText, pdfOf } from "./layout.fixture.ts";
import { sampleScreenplay } from "./sample.ts";
import { understandFdxStream, understandFile } from "./understand-file.ts";
import { assembleScreenplay, correctLine, doubtfulLines, lineText, type Understood } from "./understood.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
/** The sample without the (CONT'D) that somebody typed where pages show it by themselves: in print nobody can tell. */
const sample = parseFountain(sampleScreenplay).blocks.map((block, index, all) => {
  const mark = block.type === "character" ? continuedIn(plainText(block)) : null;
  if (mark === null) return block;
  const bare = { ...block, runs: [{ text: plainText(block).slice(0, mark.start) }] };
  return cuesThatGoOn(all.with(index, bare)).has(block.id) ? bare : block;
});
const print = {
  header: "SLACK WATER - BLUE DRAFT",
  titlePage: ["SLACK WATER", "", "written by", "", "Ana Ruiz"],
};
const elements = (understood: Understood) =>
  understood.lines.map((line) => [line.element, lineText(line)] as const);
const script = (blocks: readonly ScriptBlock[]) => blocks.map((block) => [block.type, plainText(block)]);

describe("laid-out pages", () => {
  test.each([
    ["text", () => bytes(laidOutText(sample, print)), "x.txt"],
    ["a PDF", () => laidOutPdf(sample, print), "x.pdf"],
  ])(
    "SCR-136: the sample printed as %s reads as it was written, without what stands around it",
    async (_, file, name) => {
      const understood = await understandFile(name, file());
      const { titlePage, blocks } = assembleScreenplay(understood);
      expect(asPrinted(blocks)).toEqual(asPrinted(sample));
      expect(titlePage).toEqual([
        { key: "Title", lines: ["SLACK WATER"] },
        { key: "Credit", lines: ["written by"] },
        { key: "Author", lines: ["Ana Ruiz"] },
      ]);
      expect(doubtfulLines(understood)).toEqual([]);
    },
  );

  const rich = parseFountain(`INT. WHEELHOUSE - NIGHT #12A#

The **wheel** turns by *itself*, half-open hatches bang and bang and bang and the half-drowned lamp goes out.

MARA
(to the sea, which does not answer her tonight)
Stop the boat!
Now.

JONAS ^
Don't stop.

CUT TO:

EXT. DECK - DAY #13#

> THE END <
`).blocks;

  test.each([
    ["text", () => bytes(laidOutText(rich)), "x.txt"],
    ["a PDF", () => laidOutPdf(rich), "x.pdf"],
  ])(
    "SCR-136: scene numbers, speeches side by side, centred lines and hyphens come out of %s",
    async (_, file, name) => {
      const { blocks } = assembleScreenplay(await understandFile(name, file()));
      expect(asPrinted(blocks)).toEqual(asPrinted(rich));
      expect(blocks.map((block) => block.sceneNumber).filter(Boolean)).toEqual(["12A", "13"]);
      expect(blocks.filter((block) => block.dual).map(plainText)).toEqual(["JONAS"]);
    },
  );

  test("SCR-136: bold and italic letters of a PDF are marks", async () => {
    const { blocks } = assembleScreenplay(await understandFile("x.pdf", laidOutPdf(rich)));
    expect(blocks[1]!.runs.filter((run) => run.bold || run.italic)).toEqual([
      { text: "wheel", bold: true },
      { text: "itself", italic: true },
    ]);
  });

  test("SCR-137: a speech that a page cuts is one speech, and (MORE) and the repeated cue are passed over", async () => {
    const long = Array.from({ length: 40 }, (_, i) => `Sentence ${i} goes on for a while and ends.`).join(
      " ",
    );
    const blocks = parseFountain(`INT. A - DAY\n\n${"Rain.\n\n".repeat(15)}MARA\n${long}\n`).blocks;
    const understood = await understandFile("x.txt", bytes(laidOutText(blocks)));
    expect(asPrinted(assembleScreenplay(understood).blocks)).toEqual(asPrinted(blocks));
    const ignored = understood.lines.filter((line) => line.element === "ignored").map(lineText);
    expect(ignored).toEqual(["(MORE)", "2.", "MARA (CONT'D)"]);
  });

  test("SCR-136: other programs' columns, tabs and (CONTINUED) lines are understood", async () => {
    const file = [
      "FADE IN:",
      "",
      "1\tEXT. PIER - DAY\t\t\t\t\t\t\t1",
      "",
      "\tGulls. A BOY, 9, throws bread at the water and the gulls take",
      "\tit out of the air.",
      "",
      "\t\t\t\tBOY",
      "\t\t\t(happy)",
      "\t\tMore!",
      "",
      "\t\t\t\t\t\t\tCONTINUED:",
    ].join("\n");
    expect(elements(await understandFile("pier.txt", bytes(file)))).toEqual([
      ["transition", "FADE IN:"],
      ["sceneHeading", "EXT. PIER - DAY"],
      ["action", "Gulls. A BOY, 9, throws bread at the water and the gulls take"],
      ["action", "it out of the air."],
      ["character", "BOY"],
      ["parenthetical", "(happy)"],
      ["dialogue", "More!"],
      ["ignored", "CONTINUED:"],
    ]);
  });
});

describe("corrections", () => {
  test("SCR-138: a person says what a line is, and the lines around it follow", async () => {
    const file = bytes(
      laidOutText(parseFountain("INT. A - DAY\n\nRain.\n\nTHE WALK-IN FRIDGE\n\nCold.\n").blocks),
    );
    const understood = await understandFile(
      "x.txt",
      new Uint8Array([
        ...file,
        ...bytes(
          "\n\n                                   BOB\n                         Hi.\n\n                                   ANA\n                         Ho.\n",
        ),
      ]),
    );
    const at = understood.lines.findIndex((line) => lineText(line) === "THE WALK-IN FRIDGE");
    expect(understood.lines[at]!.element).toBe("action");
    const corrected = correctLine(understood, at, "sceneHeading");
    expect(corrected.lines[at]).toMatchObject({ confidence: 1, reason: "As you said." });
    expect(script(assembleScreenplay(corrected).blocks).slice(0, 4)).toEqual([
      ["sceneHeading", "INT. A - DAY"],
      ["action", "Rain."],
      ["sceneHeading", "THE WALK-IN FRIDGE"],
      ["action", "Cold."],
    ]);
    const dropped = assembleScreenplay(correctLine(understood, at, "ignored"));
    expect(dropped.blocks.map(plainText)).not.toContain("THE WALK-IN FRIDGE");
  });

  test("SCR-138: a block of a Fountain or Final Draft file can be made another element and keeps its words", async () => {
    const understood = await understandFile("x.fdx", bytes(ferryFdx));
    const at = understood.lines.findIndex((line) => lineText(line) === "CLOSE ON THE LETTER");
    expect(understood.lines[at]!.reason).toBe("The file says “Shot”.");
    const { blocks } = assembleScreenplay(correctLine(understood, at, "sceneHeading"));
    expect(blocks.find((block) => plainText(block) === "CLOSE ON THE LETTER")?.type).toBe("sceneHeading");
  });
});

describe("formats", () => {
  test("SCR-135: a Final Draft file is read as it arrives, as the same file whole, and refused where it grows too large", async () => {
    const whole = bytes(ferryFdx);
    async function* arriving() {
      for (let at = 0; at < whole.length; at += 997) yield whole.subarray(at, at + 997);
    }
    expect(elements(await understandFdxStream(arriving(), whole.length))).toEqual(
      elements(await understandFile("x.fdx", whole)),
    );
    await expect(understandFdxStream(arriving(), 100e6)).rejects.toMatchObject({ code: "too-large" });
  });

  test("SCR-6: each block of a Fountain file says at which line of it it stands", async () => {
    const understood = await understandFile(
      "x.fountain",
      bytes("Title: X\r\n\r\nINT. A - DAY\r\n\r\nOne.\r\nTwo.\r\n\r\nThree."),
    );
    expect(understood.lines.map(({ sourceLine }) => sourceLine)).toEqual([3, 5, 8]);
  });

  test("SCR-136: text without columns is read as Fountain, and a sentence in capitals over another line is doubted", async () => {
    const file = "INT. A - DAY\n\nTHE LOCUST LANDS ON THE WINDOW SILL AND LOOKS IN.\nIt waits.\n\nBOB\nHi.\n";
    const understood = await understandFile("notes.txt", bytes(file));
    expect(doubtfulLines(understood).map((index) => lineText(understood.lines[index]!))).toEqual([
      "THE LOCUST LANDS ON THE WINDOW SILL AND LOOKS IN.",
    ]);
  });

  test("SCR-136: letters of older programs are read", async () => {
    const file = Uint8Array.from("INT. CAF\xc9 - DAY\n\nRain.", (char) => char.charCodeAt(0));
    expect(assembleScreenplay(await understandFile("x.txt", file)).blocks.map(plainText)[0]).toBe(
      "INT. CAFÉ - DAY",
    );
  });

  test("SCR-136: pages without a heading are shown, and it is said what is missing", async () => {
    const { remarks } = await understandFile("x.txt", bytes("Once upon a time."));
    expect(remarks).toHaveLength(1);
  });

  test.each([
    ["a word processor file", "x.docx", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), "bad-file"],
    ["rich text", "x.rtf", bytes("{\\rtf1 INT. A - DAY}"), "bad-file"],
    ["bytes", "x.txt", Uint8Array.of(0, 1, 2, 3, 0xff), "bad-file"],
    ["a damaged PDF", "x.pdf", bytes("%PDF-1.7 nothing"), "bad-file"],
    ["a PDF of pictures", "x.pdf", pdfOf(["0 0 100 100 re f"]), "bad-file"],
    ["a Fountain file without a scene", "x.fountain", bytes("Rain."), "bad-file"],
    ["more than 5 MB of text", "x.txt", new Uint8Array(5 * 1024 * 1024 + 1).fill(65), "too-large"],
    ["more than 30 MB of PDF", "x.pdf", new Uint8Array(30 * 1024 * 1024 + 1), "too-large"],
  ])("SCR-139: refuses %s with a sentence and a next step", async (_, name, file, code) => {
    const refused = await understandFile(name, file).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code, field: "file", nextStep: expect.any(String) });
  });
});
