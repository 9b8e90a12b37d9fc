import { expect, test } from "vitest";
import { plainText, textBlock, type ScriptBlock } from "./block.ts";
import { paginate, formatEighths, sceneLengths, totalEighths } from "./pagination.ts";
import { rowsOf } from "./page-rows.ts";

/**
 * A script whose pages were counted by hand, line by line. Every line of action and dialogue is as wide as its column, so
 * that a column one character narrower or a page one line shorter moves every page after it. Lines count from 0.
 */
const action = "Abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcde.";
const speech = "Abcdefghij abcdefghij abcdefghij a.";

const heading = (number: string) => textBlock("sceneHeading", `INT. ROOM ${number} - DAY`, { id: number });
const actions = (count: number) => Array.from({ length: count }, () => textBlock("action", action));
const sentences = (sentence: string, count: number) =>
  Array.from({ length: count }, () => sentence).join(" ");
const says = (count: number) => [
  textBlock("character", "BOB"),
  textBlock("dialogue", sentences(speech, count)),
];

const script: ScriptBlock[] = [
  // Page 1: heading on 0, action on 2, 4 … 34.
  heading("1"),
  ...actions(17),
  // Heading on 37, action on 39 … 51. The next heading would stand on 54, beyond the page.
  heading("2"),
  ...actions(7),
  // Page 2: heading on 0, action on 2 … 48, cue on 50, speech on 51 to 53: the last line of the page.
  heading("3"),
  ...actions(24),
  ...says(3),
  // Page 3: heading on 0, action on 2 … 46, cue on 48. Of six lines of speech four fit, on 49 to 52, and (MORE) on 53.
  heading("4"),
  ...actions(23),
  ...says(6),
  // Page 4: cue with (CONT'D) on 0, speech on 1 and 2, heading on 5, action on 7 … 49.
  heading("5"),
  ...actions(22),
  // Four lines on 51 … 54: two on this page, since two have to go over; then page 5 has them on 0 and 1.
  textBlock("action", sentences(action, 4)),
  // Transition on 3, heading on 6, action on 8.
  textBlock("transition", "CUT TO:"),
  heading("6"),
  ...actions(1),
];

const { pages } = paginate(script);

test("SCR-59: pages begin and end where a person counted", () => {
  expect(pages.map((page) => page.used)).toEqual([52, 54, 54, 53, 9]);
  const firstRows = pages.map((page) => {
    const [row] = rowsOf(page);
    return row!.runs.map((run) => run.text).join("");
  });
  expect(firstRows).toEqual([
    "INT. ROOM 1 - DAY",
    "INT. ROOM 3 - DAY",
    "INT. ROOM 4 - DAY",
    "BOB (CONT'D)",
    action,
  ]);
  const lines = pages.flatMap((page, index) =>
    rowsOf(page)
      .filter(({ piece }) => piece.block.type === "sceneHeading")
      .map(({ line, piece }) => [plainText(piece.block), index + 1, line]),
  );
  expect(lines).toEqual([
    ["INT. ROOM 1 - DAY", 1, 0],
    ["INT. ROOM 2 - DAY", 1, 37],
    ["INT. ROOM 3 - DAY", 2, 0],
    ["INT. ROOM 4 - DAY", 3, 0],
    ["INT. ROOM 5 - DAY", 4, 5],
    ["INT. ROOM 6 - DAY", 5, 6],
  ]);
});

test("SCR-11: scenes are as long as a person counted, in eighths of 54 lines rounded up", () => {
  // 36, 16, 53, 58, 54 and 3 lines: 5.33, 2.37, 7.85, 8.59, 8 and 0.44 eighths.
  const lengths = sceneLengths(paginate(script)).map(({ id, page, eighths }) => [
    id,
    page,
    formatEighths(eighths),
  ]);
  expect(lengths).toEqual([
    ["1", "1", "6/8"],
    ["2", "1", "3/8"],
    ["3", "2", "1"],
    ["4", "3", "1 1/8"],
    ["5", "4", "1"],
    ["6", "5", "1/8"],
  ]);
  // Four whole pages and 9 lines.
  expect(formatEighths(totalEighths(paginate(script)))).toBe("4 2/8");
});

test.each([
  ["action", action, action.replace(".", "s.")],
  ["dialogue", speech, speech.replace(".", "s.")],
])(
  "SCR-51: with one more letter in each sentence of %s the table does not hold",
  (type, sentence, longer) => {
    const wider = script.map((block) =>
      block.type === type
        ? { ...block, runs: [{ text: plainText(block).replaceAll(sentence, longer) }] }
        : block,
    );
    expect(paginate(wider).pages.map((page) => page.used)).not.toEqual(pages.map((page) => page.used));
  },
);
