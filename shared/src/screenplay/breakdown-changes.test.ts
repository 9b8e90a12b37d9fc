import { expect, test } from "vitest";
import type { BreakdownDecision } from "../documents/breakdown.ts";
import { countingIds, type ScriptBlock } from "./block.ts";
import { breakDown } from "./breakdown.ts";
import { breakdownChanges } from "./breakdown-changes.ts";
import { keepIds } from "./diff.ts";
import { parseFountain } from "./fountain-parse.ts";

const first = `INT. HUT - NIGHT

JUNO lights a brass lantern. A horse waits outside.

JUNO
Not a sound.

Juno takes the iron key.
`;
const before = parseFountain(first, { newId: countingIds("old") }).blocks;

function rewritten(...changes: [from: string, to: string][]): ScriptBlock[] {
  const text = changes.reduce((now, [from, to]) => now.replaceAll(from, to), first);
  return keepIds(before, parseFountain(text, { newId: countingIds("new") }).blocks);
}

/** The changes in words: "+ Kettle", "- Horse", "Juno > Wren", by category. */
function changed(after: readonly ScriptBlock[], decisions: readonly BreakdownDecision[] = []) {
  const draft = (blocks: readonly ScriptBlock[]) => ({ blocks, candidates: breakDown(blocks) });
  return breakdownChanges(draft(before), draft(after), decisions).map(
    ({ category, added, gone, renamed }) => [
      category,
      ...renamed.map((pair) => `${pair.before.name} > ${pair.after.name}`),
      ...added.map(({ name }) => `+ ${name}`),
      ...gone.map(({ name }) => `- ${name}`),
    ],
  );
}

const rejected = (key: string, name: string): BreakdownDecision => ({
  key,
  name,
  verdict: "rejected",
  category: null,
  mergedInto: null,
  mergedName: null,
  proof: [],
  by: "ana",
  at: 1,
});

test("SCR-325: what a newer draft adds, drops and renames is told by category", () => {
  const after = rewritten(
    ["JUNO", "WREN"],
    ["Juno", "Wren"],
    [" A horse waits outside.", " She carries a violin."],
  );
  expect(changed(after)).toEqual([
    ["character", "Juno > Wren"],
    ["prop", "+ Violin"],
    ["creature", "- Horse"],
  ]);
});

test("SCR-325: drafts that need the same have no changes, whatever else was rewritten", () => {
  expect(changed(before)).toEqual([]);
  expect(changed(rewritten(["Not a sound.", "Not one sound."]))).toEqual([]);
});

test("SCR-325: what people rejected or put elsewhere is so in both drafts", () => {
  const after = rewritten([" A horse waits outside.", " She carries a violin."]);
  expect(changed(after, [rejected("creature:horse", "Horse")])).toEqual([["prop", "+ Violin"]]);
  const asDressing = {
    ...rejected("prop:violin", "Violin"),
    verdict: "accepted",
    category: "dressing",
  } as const;
  expect(changed(after, [asDressing])).toEqual([
    ["creature", "- Horse"],
    ["dressing", "+ Violin"],
  ]);
});
