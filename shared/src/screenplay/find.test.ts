import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textBlock } from "./block.ts";
import { findInBlocks } from "./find.ts";

const blocks = [
  textBlock("sceneHeading", "INT. MARA'S ROOM - DAY", { id: "h" }),
  textBlock("action", "Mara marauds. mara’s mara", { id: "a" }),
];
const find = (text: string, more: object = {}) =>
  findInBlocks(blocks, { text, matchCase: false, wholeWord: false, ...more }).map(
    (one) => `${one.blockId}${one.from}`,
  );

describe("find (SCR-205)", () => {
  it("heeds case, whole words and elements", () => {
    expect(find("mara")).toEqual(["h5", "a0", "a5", "a14", "a21"]);
    expect(find("mara", { matchCase: true })).toEqual(["a5", "a14", "a21"]);
    expect(find("mara", { wholeWord: true })).toEqual(["h5", "a0", "a14", "a21"]);
    expect(find("mara", { elements: ["sceneHeading"] })).toEqual(["h5"]);
    expect(find("mara's")).toEqual(["h5", "a14"]);
    expect(find("")).toEqual([]);
  });

  it("takes every sign for itself, and finds what is there (SCR-205)", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
        const [found] = findInBlocks([textBlock("action", `x${text}y`, { id: "b" })], {
          text,
          matchCase: true,
          wholeWord: false,
        });
        expect(found !== undefined && found.from <= 1).toBe(true);
      }),
    );
  });
});
