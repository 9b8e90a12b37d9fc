import { describe, expect, it } from "vitest";
import { understandLines, type PastedLine } from "./pasted-lines.ts";

const line = (text: string, more: Partial<PastedLine> = {}): PastedLine => ({
  text,
  indent: 0,
  align: "left",
  style: "",
  isApart: false,
  ...more,
});
const apart = { isApart: true };

describe("a page pasted from a word processor (SCR-212)", () => {
  it("is understood by the empty paragraphs between its elements", () => {
    expect(
      understandLines([
        line("INT. KITCHEN - NIGHT"),
        line("Mara reads.", apart),
        line("MARA", apart),
        line("(quietly)"),
        line("Who wrote this?"),
        line("And when?"),
        line("BEN", apart),
        line("I did."),
        line("CUT TO:", apart),
      ]),
    ).toEqual([
      "sceneHeading",
      "action",
      "character",
      "parenthetical",
      "dialogue",
      "dialogue",
      "character",
      "dialogue",
      "transition",
    ]);
  });

  it("is understood by indents and alignment where nothing stands between them", () => {
    const cue = { indent: 240 };
    const speech = { indent: 120 };
    expect(
      understandLines([
        line("EXT. PIER - DAY"),
        line("Gulls."),
        line("MARA", cue),
        line("Oh.", speech),
        line("No.", speech),
        line("She turns."),
        line("BEN", { align: "center" }),
        line("Wait."),
        line("He runs."),
        line("DISSOLVE TO BLACK", { align: "right" }),
      ]),
    ).toEqual([
      "sceneHeading",
      "action",
      "character",
      "dialogue",
      "dialogue",
      "action",
      "character",
      "dialogue",
      "action",
      "transition",
    ]);
  });

  it("is understood by the names of its styles, whatever it says", () => {
    expect(
      understandLines([
        line("a room", { style: "Scene Heading" }),
        line("mara", { style: "Character" }),
        line("Hm.", { style: "Dialogue" }),
      ]),
    ).toEqual(["sceneHeading", "character", "dialogue"]);
  });

  it("is action throughout when it is no screenplay", () => {
    expect(understandLines([line("DEAR ANA,"), line("thank you.", apart), line("BEN", apart)])).toEqual([
      "action",
      "action",
      "action",
    ]);
  });
});
