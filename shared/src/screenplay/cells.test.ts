import { expect, test } from "vitest";
import { isPlain, lettersOf, textCells } from "./cells.ts";
import { wrapText } from "./page-wrap.ts";

test.each([
  ["Rain.", 5],
  ["Žluťoučký", 9],
  ["é", 1],
  ["時計", 4],
  ["한글", 4],
  ["한", 2],
  ["👨‍👩‍👧‍👦", 2],
  ["🇫🇷", 2],
  ["👍🏽", 2],
  ["क्षि", 2],
  ["नमस्ते", 4],
  ["தமிழ்", 4],
  ["שָׁלוֹם", 4],
  ["كَتَبَ", 3],
])("SCR-51: %s takes %i cells", (text, cells) => {
  expect(textCells(text)).toBe(cells);
});

test("SCR-51: a line never breaks inside a letter", () => {
  for (const text of ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "क्षिक्षिक्षि", "ééééé", "שָׁלוֹםשָׁלוֹם"]) {
    const starts = new Set(lettersOf(text).starts);
    for (let width = 1; width <= 6; width += 1) {
      for (const { from, to } of wrapText(text, width)) {
        expect(starts.has(from)).toBe(true);
        expect(to === text.length || starts.has(to)).toBe(true);
      }
    }
  }
});

test("SCR-51: text of single characters is laid out the same, whichever way it is counted", () => {
  const text = "Съешь же ещё этих — мягких французских “булок”, 時計は真夜中に止まる。 Ξεσκεπάζω well-known.";
  expect(isPlain(text)).toBe(true);
  // A joiner at the end takes no cell and makes the whole text go the other way.
  const joined = `${text}‍`;
  expect(isPlain(joined)).toBe(false);
  expect(textCells(joined)).toBe(textCells(text));
  for (let width = 1; width < 40; width += 1) {
    const lines = wrapText(joined, width);
    const last = lines.at(-1)!;
    expect([...lines.slice(0, -1), { ...last, to: Math.min(last.to, text.length) }]).toEqual(
      wrapText(text, width),
    );
  }
});
