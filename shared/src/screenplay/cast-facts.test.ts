import { expect, test } from "vitest";
import { countingIds } from "./block.ts";
import { breakDown } from "./breakdown.ts";
import { ageAfter } from "./cast-facts.ts";
import { parseFountain } from "./fountain-parse.ts";

const characters = (action: string) =>
  breakDown(parseFountain(`INT. ROOM - DAY\n\n${action}`, { newId: countingIds() }).blocks).filter(
    (one) => one.category === "character",
  );
const facts = (action: string, name: string) => characters(action).find((one) => one.name === name)?.cast;

test.each([
  [", 41, tired", "41"],
  [" (78), her father", "78"],
  [", late 30s, in grey", "late 30s"],
  [", twenty four. Wet.", "twenty four"],
  [", sixtyish, thin", "sixtyish"],
  [" -- fifty, built like a safe", "fifty"],
  [", forty dollars in his hand", undefined],
  [" walks in.", undefined],
])("SCR-171: the age in “%s” is %s", (text, age) => {
  expect(ageAfter(text)).toBe(age);
});

test("SCR-171: a man of the script is a he, by what the action says of him", () => {
  expect(facts("TOMAS REYES, 34, opens the door. He is wet.\n\nTOMAS\nHello.", "Tomas")).toMatchObject({
    part: "speaking",
    age: "34",
    pronoun: "he",
  });
});

test("SCR-171: the pronoun of somebody else nearby is not taken over", () => {
  const text = "ANA, 30, looks up. She smiles. Then BEN, 40, comes in. He sits.\n\nANA\nHello.\n\nBEN\nHi.";
  expect(facts(text, "Ana")?.pronoun).toBe("she");
  expect(facts(text, "Ben")?.pronoun).toBe("he");
});

test("SCR-171: a cue may say it: MRS. GRAY is a she, the WAITER a he", () => {
  const text = "A restaurant.\n\nMRS. GRAY\nWater.\n\nWAITER\nAt once.";
  expect(facts(text, "Mrs. Gray")?.pronoun).toBe("she");
  expect(facts(text, "Waiter")?.pronoun).toBe("he");
});

test("SCR-171: YOUNG MARA is Mara at another age, and the full name stays Mara's", () => {
  const text =
    "MARA VOSS, 41, drives.\n\nMARA\nGo.\n\nINT. JETTY - DAY - FLASHBACK\n\nYOUNG MARA, 19, laughs.\n\nYOUNG MARA\nBack soon!";
  expect(facts(text, "Young Mara")?.variantOf).toBe("Mara");
  expect(characters(text).find((one) => one.name === "Mara")?.aliases).toContain("Mara Voss");
});

test("SCR-171: who is introduced and never speaks is a silent part; a crowd is extras", () => {
  const text = "NELL, 30, waits. A CROWD shouts. LOTTE, 4, dances.\n\nNELL\nStop.";
  expect(facts(text, "Lotte")?.part).toBe("silent");
  expect(characters(text).map((one) => one.name)).not.toContain("Crowd");
});

test("SCR-171: an animal with a name is no part of the cast", () => {
  expect(characters("An old spaniel, SKIPPER, barks. Later Skipper sleeps.")).toEqual([]);
});
