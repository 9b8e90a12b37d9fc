import { describe, expect, it } from "vitest";
import { textBlock, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { paginate } from "@backlot/shared/screenplay/pagination";
import { scriptFacts } from "./script-facts.ts";

const facts = (blocks: ScriptBlock[]) => scriptFacts(blocks, paginate(blocks));

describe("facts about a script", () => {
  it("lists its scenes in order", () => {
    const found = facts([
      textBlock("sceneHeading", "INT. LIGHTHOUSE - NIGHT", { id: "one", sceneNumber: "4A" }),
      textBlock("action", "Rain on the glass."),
      textBlock("sceneHeading", "EXT. PIER - DAY", { id: "two" }),
    ]);
    expect(found.scenes).toEqual([
      {
        id: "one",
        heading: "INT. LIGHTHOUSE - NIGHT",
        number: "4A",
        position: 1,
        synopsis: "",
        cast: [],
        eighths: 1,
        isOmitted: false,
      },
      {
        id: "two",
        heading: "EXT. PIER - DAY",
        number: "5",
        position: 2,
        synopsis: "",
        cast: [],
        eighths: 1,
        isOmitted: false,
      },
    ]);
    expect(found.words).toBe(12);
  });

  it("counts the words of the pages, not of the outline", () => {
    const found = facts([textBlock("action", "Three little words."), textBlock("synopsis", "She finds it.")]);
    expect(found.words).toBe(3);
    expect(found.pages).toBe(1);
  });

  it("puts synopsis and cast on a scene's card, and sections, beats and scenes into the outline (SCR-204)", () => {
    const { scenes, outline } = facts([
      textBlock("section", "Act one", { id: "act", depth: 1 }),
      textBlock("sceneHeading", "INT. A - DAY", { id: "s" }),
      textBlock("synopsis", "They meet.", { id: "beat" }),
      textBlock("character", "INGRID VALE (V.O.)"),
      textBlock("dialogue", "Who are you?"),
      textBlock("character", "TOMAS / JUNO"),
      textBlock("dialogue", "Us."),
    ]);
    expect(scenes[0]).toMatchObject({ synopsis: "They meet.", cast: ["Ingrid Vale", "Tomas", "Juno"] });
    expect(outline.map(({ id, kind, depth }) => [id, kind, depth])).toEqual([
      ["act", "section", 0],
      ["s", "scene", 1],
      ["beat", "beat", 2],
    ]);
  });

  it("knows an empty script", () => {
    expect(facts([textBlock("action", "")])).toEqual({
      scenes: [],
      outline: [],
      words: 0,
      pages: 0,
      isEmpty: true,
    });
  });
});
