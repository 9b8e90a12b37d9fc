import { describe, expect, it } from "vitest";
import { parseFountain } from "./fountain-parse.ts";
import { paginate } from "./pagination.ts";
import { countWords, scriptStatistics } from "./statistics.ts";

const { blocks } = parseFountain(`INT. KITCHEN - NIGHT

Mara reads a long, well-known letter.

MARA
Who wrote this?

BEN (V.O.)
(quietly)
I did. I did.

[[A note that nobody prints]]

EXT. PIER - DAY

MARA AND BEN
Gulls!
`);

describe("statistics of a script (SCR-30)", () => {
  it("count scenes, words and who speaks how much", () => {
    const found = scriptStatistics(paginate(blocks));
    expect(found).toMatchObject({ scenes: 2, interiors: 1, exteriors: 1, days: 1, nights: 1 });
    expect(found.spokenWords).toBe(8);
    expect(found.characters).toEqual([
      { name: "BEN", displayName: "Ben", lines: 2, words: 5, scenes: 2, share: 5 / 8 },
      { name: "MARA", displayName: "Mara", lines: 2, words: 4, scenes: 2, share: 4 / 8 },
    ]);
    expect(found.longest?.heading).toBe("INT. KITCHEN - NIGHT");
    expect(found.dialogueShare).toBeCloseTo(8 / found.words);
  });

  it("are all zero for an empty page", () => {
    expect(scriptStatistics(paginate([]))).toMatchObject({
      eighths: 0,
      scenes: 0,
      words: 0,
      dialogueShare: 0,
    });
  });

  it("take a word for what has a letter or a digit", () => {
    expect(countWords("One - two... 3 !")).toBe(3);
  });
});
