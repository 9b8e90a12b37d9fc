import { expect, test } from "vitest";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { moveIn, neighbourOf, sectionsOf } from "./sections.ts";

const item = (name: string, fields: Partial<BreakdownItem> = {}): BreakdownItem => ({
  key: `prop:${name}`,
  category: "prop",
  name,
  aliases: [],
  description: "",
  evidence: [],
  scenes: ["s1"],
  rule: "",
  confidence: 1,
  verdict: "open",
  merged: [],
  renamedFrom: null,
  isGone: false,
  ...fields,
});
const items = [
  item("lamp"),
  item("dog", { key: "creature:dog", category: "creature", scenes: ["s2"] }),
  item("key", { scenes: ["s2"] }),
  item("form", { verdict: "rejected" }),
];
const open = sectionsOf(items, { shown: "open", sceneId: null });

test("SCR-176: items stand by category in the order of the sheet, one verdict at a time", () => {
  expect(open.map((section) => [section.category, section.items.map((one) => one.name)])).toEqual([
    ["prop", ["lamp", "key"]],
    ["creature", ["dog"]],
  ]);
  expect(sectionsOf(items, { shown: "rejected", sceneId: null })).toHaveLength(1);
  expect(sectionsOf(items, { shown: "open", sceneId: "s2" }).flatMap((one) => one.items)).toHaveLength(2);
});

test("SCR-176: keys walk through all categories and stop at the ends", () => {
  expect(moveIn(open, null, "ArrowDown")).toBe("prop:lamp");
  expect(moveIn(open, "prop:key", "ArrowDown")).toBe("creature:dog");
  expect(moveIn(open, "creature:dog", "ArrowDown")).toBe("creature:dog");
  expect(moveIn(open, "prop:lamp", "PageDown")).toBe("creature:dog");
  expect(moveIn(open, "creature:dog", "Home")).toBe("prop:lamp");
  expect(moveIn(open, "prop:lamp", "x")).toBeNull();
  expect(moveIn([], null, "End")).toBeNull();
});

test("SCR-176: after a decision the next item is chosen, after the last one the one before", () => {
  expect(neighbourOf(open, "prop:lamp")).toBe("prop:key");
  expect(neighbourOf(open, "creature:dog")).toBe("prop:key");
});
