import { expect, test } from "vitest";
import { mergeText } from "./merge-text.ts";

test.each([
  ["Base.", "", null, "Base."],
  ["", "Own.", null, "Own."],
  ["Base.", "Own.", null, "Base.\n\nIn this film: Own."],
  ["Base.", "Base.", null, "Base."],
  ["New base.", "Base.\n\nIn this film: Own.", "Base.", "New base.\n\nIn this film: Own."],
  ["New base.", "Base.", "Base.", "New base."],
  ["Base.", "Base.\n\nIn this film: Own.", "Base.", "Base.\n\nIn this film: Own."],
  ["Base.", "Base.\n\nIn this film: Own.", null, "Base.\n\nIn this film: Own."],
])("AST-5: merging %j with %j after %j gives %j", (base, own, former, merged) => {
  expect(mergeText(base, own, former)).toBe(merged);
});

test.each([
  ["Base.", "He says: In this film: no.", null],
  ["New base.", "Base, but taller.\n\nIn this film: Own.", "Base."],
  ["New base.", "Before.\n\nBase.\n\nIn this film: Own.", "Base."],
  ["Base.", "Base rewritten.", "Base."],
])("AST-5: merging %j with %j drops nothing that a person wrote", (base, own, former) => {
  const merged = mergeText(base, own, former);
  expect(merged).toContain(own);
  expect(merged.startsWith(base)).toBe(true);
});

test("AST-5: a merged text is never longer than a description; the library's gives way", () => {
  const own = "o".repeat(15_000);
  const merged = mergeText("b".repeat(15_000), own);
  expect(merged).toHaveLength(20_000);
  expect(merged.endsWith(own)).toBe(true);
  expect(mergeText("Base.", "o".repeat(20_000))).toBe("o".repeat(20_000));
});
