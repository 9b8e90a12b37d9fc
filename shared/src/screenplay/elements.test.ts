import { describe, expect, test } from "vitest";
import { blockTypes, countingIds } from "./block.ts";
import { cueNames, cuePlacement, displayName } from "./cue.ts";
import { characterNames, cycleOnTab, detectType, locations, nextOnEnter } from "./elements.ts";
import { parseFountain } from "./fountain-parse.ts";
import { sampleScreenplay } from "./sample.ts";

describe("Enter and Tab", () => {
  test.each([
    ["sceneHeading", "action"],
    ["action", "action"],
    ["character", "dialogue"],
    ["parenthetical", "dialogue"],
    ["dialogue", "action"],
    ["transition", "sceneHeading"],
  ] as const)("SCR-12: Enter after %s starts %s", (from, to) => expect(nextOnEnter(from)).toBe(to));

  test("SCR-12: Enter in an empty block leads back to action, whatever it is", () => {
    for (const type of blockTypes) expect(nextOnEnter(type, true)).toBe("action");
  });

  test("SCR-12: Tab walks an empty block through the elements, and Shift-Tab back", () => {
    const forward = ["action", "character", "transition", "sceneHeading", "action"] as const;
    forward.slice(0, -1).forEach((type, i) => {
      expect(cycleOnTab(type, true)).toBe(forward[i + 1]);
      expect(cycleOnTab(forward[i + 1]!, true, true)).toBe(type);
    });
    expect(cycleOnTab("dialogue", false)).toBe("parenthetical");
    expect(cycleOnTab("parenthetical", false)).toBe("dialogue");
    expect(cycleOnTab("sceneHeading", false)).toBe("sceneHeading");
  });
});

test.each([
  ["INT. ", "sceneHeading"],
  ["ext ", "sceneHeading"],
  ["I/E ", "sceneHeading"],
  ["INTERNAL", undefined],
  ["CUT TO:", "transition"],
  ["He goes to:", undefined],
  ["> THE END <", "centered"],
  ["The rain.", undefined],
] as const)("SCR-13: typing %j makes %s", (text, type) => expect(detectType(text)).toBe(type));

test("SCR-14: a cue is completed with who spoke last but one first", () => {
  const { blocks } = parseFountain(
    "INT. A - DAY\n\nANA\nHi.\n\nBEN\nHi.\n\nINT. B - DAY\n\nCEM\nHi.\n\nANA\nHi.\n",
    {
      newId: countingIds(),
    },
  );
  expect(characterNames(blocks)).toEqual(["CEM", "ANA", "BEN"]);
  expect(locations(parseFountain(sampleScreenplay).blocks)[0]).toBe("CLOCK WORKSHOP");
});

test("SCR-14: cues give their names and where the voice is", () => {
  expect(cueNames("EDWARD (V.O.)(CONT’D)")).toEqual(["EDWARD"]);
  expect(cueNames("ANA AND BEN")).toEqual(["ANA", "BEN"]);
  expect(["BOB", "BOB (O.S.)", "BOB (v.o.)"].map(cuePlacement)).toEqual(["seen", "off-screen", "voice-over"]);
  expect(["INGRID VALE", "ŻANETA", "COP #2", "McAvoy"].map(displayName)).toEqual([
    "Ingrid Vale",
    "Żaneta",
    "Cop #2",
    "McAvoy",
  ]);
});
