import { describe, expect, test } from "vitest";
import { textBlock, type ScriptBlock } from "./block.ts";
import { filler, line, textOf, words } from "./pages.fixture.ts";
import { paginate, formatEighths, sceneLengths } from "./pagination.ts";
import { rowsOf } from "./page-rows.ts";

const heading = (text = "INT. A - DAY", extra: Partial<ScriptBlock> = {}) =>
  textBlock("sceneHeading", text, extra);
const cue = (name = "BOB", extra: Partial<ScriptBlock> = {}) => textBlock("character", name, extra);
const says = (text: string) => textBlock("dialogue", text);
const pagesOf = (...blocks: (ScriptBlock | ScriptBlock[])[]) => paginate(blocks.flat()).pages.map(textOf);
/** Five lines of dialogue, a sentence on each. */
const fiveSentences = Array.from({ length: 5 }, (_, i) => `Sentence number ${i} ends its line now.`).join(
  " ",
);

describe("columns and lines", () => {
  test("SCR-51: each element stands in its column, in characters from the left edge of the text", () => {
    const [page] = paginate([
      heading(),
      textBlock("action", "Rain."),
      cue(),
      textBlock("parenthetical", "(to the rain, which does not answer him)"),
      says("Stop."),
      textBlock("transition", "CUT TO:"),
      textBlock("centered", "THE END"),
    ]).pages;
    expect(rowsOf(page!).map((row) => [row.line, row.column])).toEqual([
      [0, 0],
      [2, 0],
      [4, 20],
      [5, 14],
      [6, 15],
      [7, 10],
      [9, 49],
      [11, 27],
    ]);
  });

  test("SCR-51: action is 61 characters wide, dialogue 35, and empty lines at the top of a page are dropped", () => {
    const [page] = pagesOf(
      textBlock("action", `${"a".repeat(30)} ${"b".repeat(30)} c`),
      cue(),
      says(`${"d".repeat(17)} ${"e".repeat(17)} f`),
    );
    expect(page).toEqual([
      `${"a".repeat(30)} ${"b".repeat(30)}`,
      "c",
      "",
      "BOB",
      `${"d".repeat(17)} ${"e".repeat(17)}`,
      "f",
    ]);
  });

  test("SCR-51: a Letter page has 54 lines and an A4 page 58", () => {
    const script = Array.from({ length: 60 }, () => line());
    expect(paginate(script).pages.map((page) => page.used)).toEqual([53, 53, 11]);
    expect(paginate(script, { paper: "a4" }).pages.map((page) => page.used)).toEqual([57, 57, 3]);
  });

  test("SCR-51: notes, sections and synopses are not printed, nor are notes inside a line", () => {
    const [page] = pagesOf(
      textBlock("section", "Act one"),
      textBlock("action", "He waits[[too long?]] here."),
      textBlock("note", "Check."),
      textBlock("synopsis", "They meet."),
    );
    expect(page).toEqual(["He waits here."]);
  });
});

describe("the end of a page", () => {
  test("SCR-52: a heading goes with the first lines of what follows", () => {
    expect(pagesOf(filler(51), heading(), line("Rain.")).map((page) => page[0])).toEqual([
      "Line.",
      "INT. A - DAY",
    ]);
    expect(pagesOf(filler(49), heading(), line("Rain."))).toHaveLength(1);
    // The heading on line 50, the cue on 52: two lines of the speech would stand without (MORE).
    expect(pagesOf(filler(47), heading(), cue(), says(words(12, 3)))[1]![0]).toBe("INT. A - DAY");
  });

  test("SCR-53: three lines of action stay whole; four may be cut between sentences, two lines on each side", () => {
    const three = textBlock("action", words(24, 8));
    expect(pagesOf(filler(51), three)[1]).toHaveLength(3);
    const four = textBlock(
      "action",
      `${"x".repeat(60)} ${"y".repeat(59)}. ${"z".repeat(60)} ${"w".repeat(60)}`,
    );
    const [first, second] = pagesOf(filler(51), four);
    expect(first!.slice(-2)).toEqual(["x".repeat(60), `${"y".repeat(59)}.`]);
    expect(second).toEqual(["z".repeat(60), "w".repeat(60)]);
    // Without a full stop in the right place it moves as a whole.
    const unbroken = textBlock("action", ["x", "y", "z", "w"].map((one) => one.repeat(60)).join(" "));
    expect(pagesOf(filler(51), unbroken)[1]).toHaveLength(4);
  });

  test("SCR-53: a sentence may end inside a line; its rest is wrapped anew on the next page", () => {
    const text = `${"x".repeat(60)} ${"y".repeat(29)}. Then ${"z".repeat(55)} ${"w".repeat(60)} end`;
    const [first, second] = pagesOf(filler(51), textBlock("action", text));
    expect(first!.at(-1)).toBe(`${"y".repeat(29)}.`);
    expect(second![0]).toBe(`Then ${"z".repeat(55)}`);
  });

  test("SCR-53: a title and an initial end no sentence", () => {
    const text = `${"x".repeat(60)} ${"y".repeat(50)} Mr. J. ${"z".repeat(60)} ${"w".repeat(60)}`;
    expect(pagesOf(filler(51), textBlock("action", text))[1]).toHaveLength(4);
  });

  test("SCR-54: a speech is cut between sentences with (MORE), and its cue goes on with (CONT'D)", () => {
    const [first, second] = pagesOf(filler(49), cue("BOB (V.O.)"), says(fiveSentences));
    expect(first).toHaveLength(54);
    expect(first!.slice(-4)).toEqual(["BOB (V.O.)", "Sentence number 0 ends its line", "now.", "(MORE)"]);
    expect(second!.slice(0, 2)).toEqual(["BOB (V.O.) (CONT'D)", "Sentence number 1 ends its line"]);
  });

  test("SCR-54: two lines stay under the cue, or the speech moves as a whole", () => {
    const pages = pagesOf(filler(51), cue(), says(fiveSentences));
    expect(pages[0]!.at(-1)).toBe("Line.");
    expect(pages[1]![0]).toBe("BOB");
  });

  test("SCR-54: a parenthetical begins the next page rather than end this one", () => {
    const script = [cue(), says(words(9, 99)), textBlock("parenthetical", "(beat)"), says(words(24, 99))];
    const [first, second] = pagesOf(filler(47), script);
    expect(first!.slice(-2)).toEqual(["sixish sixish sixish sixish", "(MORE)"]);
    expect(second!.slice(0, 2)).toEqual(["BOB (CONT'D)", "(beat)"]);
  });

  test("SCR-55: a transition stays with what stands before it", () => {
    const [first, second] = pagesOf(filler(51), line("Last."), textBlock("transition", "CUT TO:"));
    expect(first).toHaveLength(51);
    expect(second).toEqual(["Last.", "", "CUT TO:"]);
  });

  test("SCR-55: a page break ends the page, and nothing before the first line is a page", () => {
    const stop = () => textBlock("pageBreak", "");
    expect(pagesOf(stop(), line("One."), stop(), stop(), line("Two."))).toEqual([["One."], ["Two."]]);
  });

  test("SCR-56: two speeches side by side are as tall as the longer one and never cut", () => {
    const dual = [cue("ANA"), says(words(4, 4)), cue("BEN", { dual: true }), says(words(24, 4))];
    const { pages } = paginate([...filler(47), ...dual]);
    expect(pages).toHaveLength(2);
    const rows = rowsOf(pages[1]!);
    expect(rows.filter((row) => row.piece.side === "left").map((row) => row.column)).toEqual([8, 0]);
    expect(rows.find((row) => row.piece.side === "right")).toMatchObject({ line: 0, column: 41 });
    expect(pages[1]!.used).toBe(1 + 6);
  });
});

test("SCR-54: (CONT'D) is said once when the writer has typed it", () => {
  const [, second] = pagesOf(filler(49), cue("BOB (CONT’D)"), says(fiveSentences));
  expect(second![0]).toBe("BOB (CONT’D)");
});

describe("length in eighths", () => {
  const lengths = (...blocks: ScriptBlock[]) => sceneLengths(paginate(blocks)).map((scene) => scene.eighths);

  test("SCR-11: from heading to heading, rounded up, at least an eighth", () => {
    // 1 heading + 1 + 1 action = 3 lines, 2 empty before the next: (5 - 1) · 8 / 54 = 0.6.
    expect(lengths(heading(), line(), heading(), line())).toEqual([1, 1]);
    // 1 + 2 · 6 = 13 lines and 2 empty ones: 14 · 8 / 54 = 2.07.
    expect(lengths(heading(), ...Array.from({ length: 6 }, () => line()), heading(), line())).toEqual([3, 1]);
  });

  test("SCR-11: the empty lines at the foot of a page belong to the scene", () => {
    const full = [heading(), ...Array.from({ length: 26 }, () => line())];
    expect(lengths(...full)).toEqual([8]);
    expect(lengths(...full, heading(), line())).toEqual([8, 1]);
  });

  test("SCR-11: an omitted scene has no length, and its number stays", () => {
    const script = [
      heading("INT. A - DAY", { sceneNumber: "7", omitted: true }),
      line("Gone."),
      heading("EXT. B"),
      line(),
    ];
    expect(lengths(...script)).toEqual([0, 1]);
    expect(pagesOf(script)[0]).toEqual(["OMITTED", "", "", "EXT. B", "", "Line."]);
  });

  test("SCR-11: eighths are written as the trade does", () => {
    expect([1, 4, 8, 11, 16].map(formatEighths)).toEqual(["1/8", "4/8", "1", "1 3/8", "2"]);
  });
});

describe("locked pages", () => {
  const script = Array.from({ length: 60 }, (_, i) => textBlock("action", `Line ${i}.`, { id: `a${i}` }));
  const locks = [
    { number: "1", block: "a0", offset: 0 },
    { number: "2", block: "a27", offset: 0 },
    { number: "3", block: "a54", offset: 0 },
  ];
  const numbers = (blocks: ScriptBlock[], by = locks) =>
    paginate(blocks, { locks: by }).pages.map((page) => [page.number, textOf(page)[0]]);
  const more = Array.from({ length: 30 }, (_, i) => textBlock("action", `New ${i}.`));

  test("SCR-58: a locked page keeps its number and its first line; what no longer fits is an A page", () => {
    const longer = [...script.slice(0, 30), ...more, ...script.slice(30)];
    expect(numbers(longer)).toEqual([
      ["1", "Line 0."],
      ["2", "Line 27."],
      ["2A", "New 24."],
      ["2B", "Line 51."],
      ["3", "Line 54."],
    ]);
    const shorter = script.filter((_, i) => i < 3 || i > 20);
    expect(numbers(shorter).map(([number]) => number)).toEqual(["1", "2", "3"]);
  });

  test("SCR-58: locked again, insertions on an A page are AA pages, and those before it A2A", () => {
    const again = [...locks, { number: "2A", block: "a40", offset: 0 }];
    const inserted = [
      ...script.slice(0, 30),
      ...more,
      ...script.slice(30, 45),
      ...more.map((one) => ({ ...one, id: `${one.id}x` })),
      ...script.slice(45),
    ];
    expect(numbers(inserted, again).map(([number]) => number)).toEqual(["1", "2", "A2A", "2A", "2AA", "3"]);
  });

  test("SCR-58: a locked page may begin inside a paragraph or a speech", () => {
    const text = "One. Two. Three.";
    const blocks = [cue("BOB"), textBlock("dialogue", text, { id: "d" })];
    const [first, second] = paginate(blocks, {
      locks: [
        { number: "1", block: blocks[0]!.id, offset: 0 },
        { number: "2", block: "d", offset: 10 },
      ],
    }).pages.map(textOf);
    expect(first).toEqual(["BOB", "One. Two.", "(MORE)"]);
    expect(second).toEqual(["BOB (CONT'D)", "Three."]);
  });

  test("SCR-58: the pages after the last locked one count on, and a page whose beginning is cut joins the one before", () => {
    expect(
      numbers([...script, ...more, ...more.map((one) => ({ ...one, id: `${one.id}y` }))]).map(
        ([number]) => number,
      ),
    ).toEqual(["1", "2", "3", "4", "5"]);
    expect(numbers(script.filter((one) => one.id !== "a27")).map(([number]) => number)).toEqual([
      "1",
      "1A",
      "3",
    ]);
  });

  test("SCR-58: a short locked page counts only its lines in a scene's length", () => {
    const scenes = [
      heading("INT. A", { id: "h" }),
      ...script.slice(0, 3),
      { ...script[27]! },
      heading("INT. B"),
      line(),
    ];
    const result = paginate(scenes, {
      locks: [
        { number: "1", block: "h", offset: 0 },
        { number: "2", block: "a27", offset: 0 },
      ],
    });
    expect(sceneLengths(result)[0]!.eighths).toBe(2);
  });
});
