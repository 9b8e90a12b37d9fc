import { describe, expect, it } from "vitest";
import { textBlock } from "@backlot/shared/screenplay/block";
import { isForeign, isKnown, knownWords, lookupForm, unknownWords, wordsToCheck } from "./words-to-check.ts";

const blocks = [
  textBlock("sceneHeading", "INT. GRUMBLEWORKS - DAY", { id: "h" }),
  textBlock("action", "Ondine’s R2D2 dosn't see ana@example.org.", { id: "a" }),
  textBlock("character", "TOMAS (V.O.)", { id: "c" }),
  textBlock("dialogue", "Helo, TOMAS.", { id: "d" }),
];

describe("what the spell check looks at (SCR-211)", () => {
  it("looks at a block again when the script vouches for other words", () => {
    const words = (names: string[]) =>
      unknownWords(blocks, knownWords(blocks, names, [])).map((one) => one.word);
    const before = words([]);
    expect(before).toContain("Helo");
    expect(words(["Helo"])).toEqual(before.filter((one) => one !== "Helo"));
    expect(words([])).toEqual(before);
  });

  it("is prose and dialogue, not names, addresses or words with digits", () => {
    expect(wordsToCheck(blocks).map((one) => one.word)).toEqual([
      "Ondine's",
      "dosn't",
      "see",
      "Helo",
      "TOMAS",
    ]);
    expect(wordsToCheck(blocks)[0]).toMatchObject({ blockId: "a", from: 0, to: 8 });
  });

  it("is only what is written in the letters of the dictionaries", () => {
    const spoken = [textBlock("dialogue", "Где ты? Ποῦ; 何処 where", { id: "d" })];
    expect(wordsToCheck(spoken).map((one) => one.word)).toEqual(["where"]);
  });

  it("is nothing where the dictionary knows too few of the words for it to be the script's language", () => {
    const all = wordsToCheck([
      textBlock(
        "action",
        Array.from(
          { length: 100 },
          (_, i) => `wort${"abcdefghij"[i % 10]}${"klmnopqrst"[Math.floor(i / 10)]}`,
        ).join(" "),
      ),
    ]);
    expect(isForeign(all, all.slice(0, 41))).toBe(true);
    expect(isForeign(all, all.slice(0, 40))).toBe(false);
    // A word that comes again and again is one; and a few lines say nothing about a language.
    expect(
      isForeign(
        [...all, ...all],
        Array.from({ length: 300 }, () => all[0]!),
      ),
    ).toBe(false);
    expect(isForeign(all.slice(0, 59), all.slice(0, 59))).toBe(false);
  });

  it("takes the cast, the places and the script's own words for right, in every form", () => {
    const right = knownWords(blocks, ["Ingrid Vale"], ["Ondine"]);
    const tell = (word: string) => isKnown(word, right);
    expect(["Ondine's", "TOMAS", "Vale", "grumbleworks", "I"].map(tell)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(["Helo", "dosn't"].map(tell)).toEqual([false, false]);
  });

  it("asks for shouted words in small letters and without their possessive", () => {
    expect(["BANG", "clock's", "I", "Ana"].map(lookupForm)).toEqual(["bang", "clock", "I", "Ana"]);
  });
});
