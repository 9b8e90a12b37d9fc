import { expect, test } from "vitest";
import { compareWithLibrary } from "./library-match.ts";

const asset = (name: string, aliases: string[] = []) => ({ name, aliases, category: "character" as const });

test.each([
  ["TOMAS REYES", [], "Tomás Reyes", [], "The same name."],
  ["Tomas", [], "Tomas Reyes", ["TOMAS"], 'The library also calls it "TOMAS".'],
  ["Tomas", ["The stranger"], "The Stranger", [], 'The script also calls it "The stranger".'],
  ["Tomas", ["The boss"], "Reyes", ["THE BOSS"], 'Both are also called "The boss".'],
  ["Tomas", [], "Tomas Reyes", [], "The names are alike."],
  ["東京タワー", [], "東京タワー", [], "The same name."],
] as const)("%s (%j) fits %s (%j)", (name, aliases, libraryName, libraryAliases, reason) => {
  const found = compareWithLibrary(asset(name, [...aliases]), asset(libraryName, [...libraryAliases]));
  expect(found?.reason).toBe(reason);
});

test.each([
  ["Tomas", "Vale"],
  ["The box", "The boat"],
  ["!", "Vale"],
])("%j and %j have nothing to do with each other", (a, b) => {
  expect(compareWithLibrary(asset(a), asset(b))).toBeNull();
});

test("an equal name of another category is shown, later and with the reason", () => {
  const found = compareWithLibrary(asset("Rex"), { ...asset("Rex"), category: "prop" });
  expect(found).toEqual({ score: 0.75, reason: "The same name. It is a prop in the library." });
});
