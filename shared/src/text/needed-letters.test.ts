import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neededLetters } from "./needed-letters.ts";
import { PatternIndex } from "./pattern-index.ts";

describe("the letters that a pattern cannot do without", () => {
  test.each<[RegExp, readonly string[] | undefined]>([
    [/\b(?:rain|snow)s? falls\b/iu, ["falls"]],
    [/\b(?:rain|snow)s?\b/iu, ["rain", "snow"]],
    [/\b((?:[\p{L}-]+ )?(?:fires?|smoke))\b(?! (?:escape|alarm))/iu, ["fire", "smoke"]],
    [/\bwalks the roofs|hand over hand/iu, ["walks", "hand"]],
    [/\bcoo+l(?= (?:air|water))/iu, ["coo"]],
    [/\bjack-?knif(?:es|ing)/iu, ["jack"]],
    [/\bput(?:ting){0,1} (?:it )?on\b/iu, ["put"]],
    [/["“]([^"”]{1,60})["”]/u, undefined],
    [/\b(?:rain)?\b/iu, undefined],
    [/\b(?:a|song)\b/iu, undefined],
  ])("of %s", (pattern, letters) => {
    const found = neededLetters(pattern);
    expect(found?.toSorted()).toEqual(letters?.toSorted());
  });

  test("every pattern that matches a text is tried there", () => {
    const patterns = [
      /\b((?:[\p{L}-]+ )?(?:rain|snow)s?)\b(?! falls)/giu,
      /\bwalks the roofs|(?:hand over )+hand/giu,
      /\b(?:jack-?knif(?:es|ing)|skids? (?:to|into) the [\p{L}]+)/giu,
      /\b(?:it|he) (?:is )?on/giu,
    ].map((pattern) => ({ pattern }));
    const words =
      "rain Rains snow falls walks the roofs hand over jack-knifes skids into it HE is on wall, and".split(
        " ",
      );
    const index = new PatternIndex(patterns);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (chosen) => {
        const text = chosen.join(" ");
        const tried = index.candidatesFor(chosen.map((word) => ({ text: word })));
        const missing = patterns.filter((one) => text.search(one.pattern) >= 0 && !tried.includes(one));
        expect(missing).toEqual([]);
      }),
    );
  });
});
