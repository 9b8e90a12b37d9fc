import type { DecorationSet } from "@tiptap/pm/view";
import { describe, expect, it } from "vitest";
import { continuedChanged, continuedPlugin } from "./continued.ts";
import { afterComposition, enter, tab } from "./element-flow.ts";
import { Draft, type Line } from "./flow.fixture.ts";
import { headingParts } from "./heading-parts.ts";

function afterTab(...lines: Line[]): Line[] {
  const draft = new Draft(lines);
  tab(draft.state, draft.dispatch);
  return draft.lines();
}

function afterShiftTab(...lines: Line[]): Line[] {
  const draft = new Draft(lines);
  tab(draft.state, draft.dispatch, true);
  return draft.lines();
}

describe("Tab and Enter in the editor (SCR-12)", () => {
  it("go on with a parenthetical behind a cue and behind a line of dialogue", () => {
    expect(afterTab(["character", "MARA|"])).toEqual([
      ["character", "MARA"],
      ["parenthetical", "(|)"],
    ]);
    expect(afterTab(["dialogue", "Oh.|"])).toEqual([
      ["dialogue", "Oh."],
      ["parenthetical", "(|)"],
    ]);
    expect(afterShiftTab(["character", "MARA|"])).toEqual([["action", "MARA|"]]);
  });

  it("go through a heading from intro to location to time, writing what is between them", () => {
    expect(afterTab(["sceneHeading", "INT|"])).toEqual([["sceneHeading", "INT. |"]]);
    expect(afterTab(["sceneHeading", "I|NT. KITCHEN - DAY"])).toEqual([
      ["sceneHeading", "INT. [KITCHEN] - DAY"],
    ]);
    expect(afterTab(["sceneHeading", "INT. KITCHEN|"])).toEqual([["sceneHeading", "INT. KITCHEN - |"]]);
    expect(afterTab(["sceneHeading", "INT. KIT|CHEN - DAY"])).toEqual([
      ["sceneHeading", "INT. KITCHEN - [DAY]"],
    ]);
    expect(afterTab(["sceneHeading", "INT. KITCHEN - DAY|"])).toEqual([
      ["sceneHeading", "INT. KITCHEN - DAY"],
      ["action", "|"],
    ]);
    expect(afterShiftTab(["sceneHeading", "INT. KITCHEN - DAY|"])).toEqual([
      ["sceneHeading", "INT. [KITCHEN] - DAY"],
    ]);
    expect(afterShiftTab(["sceneHeading", "INT. KIT|CHEN - DAY"])).toEqual([
      ["sceneHeading", "[INT. ]KITCHEN - DAY"],
    ]);
  });

  it("go from a transition to the next heading", () => {
    expect(afterTab(["transition", "CUT TO:|"])).toEqual([
      ["transition", "CUT TO:"],
      ["sceneHeading", "|"],
    ]);
  });

  it("take a known name in capitals for the cue that it was meant to be", () => {
    const draft = new Draft([["action", "MARA|"]]);
    enter(draft.state, draft.dispatch, (text) => text === "MARA");
    expect(draft.lines()).toEqual([
      ["character", "MARA"],
      ["dialogue", "|"],
    ]);
    const other = new Draft([["action", "SILENCE|"]]);
    enter(other.state, other.dispatch, (text) => text === "MARA");
    expect(other.lines()[0]).toEqual(["action", "SILENCE"]);
  });

  it("know a heading that is only begun", () => {
    expect(headingParts("INT. A - B - NIGHT")).toEqual({ place: 5, placeEnd: 10, time: 13 });
    expect(headingParts("INTERNAL")).toEqual({ place: 0, placeEnd: 8, time: null });
  });
});

describe("what an input method has composed (SCR-13)", () => {
  it("becomes capitals in a cue, and another element where the text says so", () => {
    const cue = new Draft([["character", "ZO|"]]);
    const before = cue.state;
    cue.type("ë");
    cue.dispatch(afterComposition(before, cue.state)!);
    expect(cue.lines()).toEqual([["character", "ZOË|"]]);

    const line = new Draft([["action", "int|"]]);
    const empty = line.state;
    line.type(". ");
    line.dispatch(afterComposition(empty, line.state)!);
    expect(line.lines()).toEqual([["sceneHeading", "INT. |"]]);
  });
});

describe("(CONT'D) while writing (SCR-202)", () => {
  const scene: Line[] = [
    ["sceneHeading", "INT. A - DAY"],
    ["character", "MARA"],
    ["dialogue", "One.|"],
    ["action", "She sits."],
    ["character", "MARA"],
  ];
  const shown = (draft: Draft): number =>
    draft.state.plugins.flatMap((plugin) => (plugin.getState(draft.state) as DecorationSet).find()).length;

  it("is shown behind who goes on, and gone once somebody else speaks in between", () => {
    const draft = new Draft(scene, [continuedPlugin(() => true)]);
    expect(shown(draft)).toBe(1);
    enter(draft.state, draft.dispatch);
    tab(draft.state, draft.dispatch);
    draft.type("BEN");
    expect(draft.lines()[3]).toEqual(["character", "BEN|"]);
    expect(shown(draft)).toBe(0);
    expect(draft.lines().at(-1)?.[1]).toBe("MARA");
  });

  it("is not shown when the script says no", () => {
    let isOn = false;
    const draft = new Draft(scene, [continuedPlugin(() => isOn)]);
    expect(shown(draft)).toBe(0);
    isOn = true;
    draft.dispatch(continuedChanged(draft.state));
    expect(shown(draft)).toBe(1);
  });
});
