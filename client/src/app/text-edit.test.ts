import { describe, expect, it } from "vitest";
import { editBetween, movedBy } from "./text-edit.ts";

describe("edits of a shared field", () => {
  it("find the letter that was typed among equal ones by the caret", () => {
    expect(editBetween("aaa", "aaaa", 2)).toEqual({ at: 1, remove: 0, insert: "a" });
    expect(editBetween("aaa", "aaaa", 4)).toEqual({ at: 3, remove: 0, insert: "a" });
  });

  it("find deletions and replacements", () => {
    expect(editBetween("a hammer", "a mallet", 8)).toEqual({ at: 2, remove: 6, insert: "mallet" });
    expect(editBetween("hello", "heo", 2)).toEqual({ at: 2, remove: 2, insert: "" });
    expect(editBetween("same", "same", 2)).toBeNull();
  });

  it("always rebuild the new text", () => {
    const letters = "ab";
    for (let seed = 1; seed < 400; seed += 1) {
      let value = seed * 2_654_435_761;
      const next = (max: number) => (value = (value * 48_271) % 2_147_483_647) % max;
      const word = () => Array.from({ length: next(6) }, () => letters[next(2)]).join("");
      const [before, after] = [word(), word()];
      const edit = editBetween(before, after, next(after.length + 1)) ?? { at: 0, remove: 0, insert: "" };
      const made = before.slice(0, edit.at) + edit.insert + before.slice(edit.at + edit.remove);
      expect(made, `seed ${seed}: ${before} → ${after}`).toBe(after);
    }
  });
});

describe("a caret while others write", () => {
  it("moves with text before it and stays for text at or after it", () => {
    expect(movedBy([{ insert: "ab" }], 3)).toBe(5);
    expect(movedBy([{ retain: 3 }, { insert: "ab" }], 3)).toBe(3);
    expect(movedBy([{ retain: 5 }, { insert: "ab" }], 3)).toBe(3);
  });

  it("falls back to where its text was deleted", () => {
    expect(movedBy([{ retain: 1 }, { delete: 4 }], 3)).toBe(1);
    expect(movedBy([{ delete: 2 }], 5)).toBe(3);
  });
});
