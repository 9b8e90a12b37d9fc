import { expect, test } from "vitest";
import { textBlock, visibleText, type ScriptBlock } from "./block.ts";
import { cuesThatGoOn } from "./continued.ts";
import { parseFountain } from "./fountain-parse.ts";

test("SCR-202: a cue goes on when the same person spoke last in the scene and the writer has not said so", () => {
  const { blocks } = parseFountain(`INT. A - DAY

MARA
One.

She sits.

MARA (V.O.)
Two.

MARA (CONT’D)
Three.

BEN
Four.

MARA
Five.

INT. B - DAY

MARA
Six.

BEN
Seven.

BEN ^
Eight.

BEN
Nine.
`);
  const on = cuesThatGoOn(blocks);
  expect(blocks.filter((one) => on.has(one.id)).map(visibleText)).toEqual(["MARA (V.O.)"]);
});

test("SCR-202: a name without room for (CONT'D) in its column goes without it", () => {
  const going = (name: string, next: ScriptBlock[] = []) => {
    const say = (cue: string) => [textBlock("character", cue), textBlock("dialogue", "Yes.")];
    const blocks = [...say(name), textBlock("action", "Rain."), ...say(name), ...next];
    return cuesThatGoOn(blocks).has(blocks[3]!.id);
  };
  expect(going("A".repeat(29))).toBe(true);
  expect(going("A".repeat(30))).toBe(false);
  // In the left one of two speeches side by side there are twenty columns.
  const beside = [textBlock("character", "BEN", { dual: true }), textBlock("dialogue", "No.")];
  expect(going("A".repeat(11), beside)).toBe(true);
  expect(going("A".repeat(12), beside)).toBe(false);
});
