import { describe, expect, it } from "vitest";
import { suggest } from "./suggest.ts";

const sources = { names: ["MARA", "BEN", "MAX"], locations: ["KITCHEN", "KITCHEN STAIRS", "HARBOUR"] };
const labels = (type: Parameters<typeof suggest>[0], text: string) =>
  suggest(type, text, sources).map((one) => one.label);

describe("completions while writing", () => {
  it("offer the cast in the order that it is given", () => {
    expect(labels("character", "")).toEqual(["MARA", "BEN", "MAX"]);
    expect(labels("character", "ma")).toEqual(["MARA", "MAX"]);
  });

  it("offer nothing once a name stands there in full", () => {
    expect(labels("character", "MARA")).toEqual([]);
  });

  it("offer extensions behind a name", () => {
    expect(suggest("character", "MARA (V", sources)[0]).toEqual({
      label: "(V.O.)",
      text: "MARA (V.O.)",
      isWhole: true,
    });
  });

  it("go from intro to location to time inside a heading", () => {
    expect(labels("sceneHeading", "I")).toEqual(["INT. ", "INT./EXT. "]);
    expect(labels("sceneHeading", "INT. HA")).toEqual(["HARBOUR"]);
    expect(suggest("sceneHeading", "INT. HARBOUR - N", sources)[0]?.text).toBe("INT. HARBOUR - NIGHT");
  });

  it("offer the rooms of a location before a time of day, once something is typed (SCR-14)", () => {
    const rooms = new Map([["HARBOUR", ["DOCK 4", "NETS"]]]);
    const offered = (text: string) =>
      suggest("sceneHeading", text, { ...sources, rooms }).map((one) => one.label);
    expect(offered("EXT. HARBOUR - D")).toEqual(["DOCK 4", "DAY", "DAWN", "DUSK"]);
    expect(offered("EXT. HARBOUR - DOCK 4 - N")).toEqual(["NETS", "NIGHT"]);
    expect(offered("EXT. KITCHEN - D")).toEqual(["DAY", "DAWN", "DUSK"]);
  });

  it("offer nothing in action and dialogue", () => {
    expect(labels("action", "MA")).toEqual([]);
    expect(labels("dialogue", "")).toEqual([]);
  });
});
