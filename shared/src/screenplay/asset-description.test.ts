import { expect, test } from "vitest";
import { readBody } from "../stage/wardrobe.ts";
import { assetDescription } from "./asset-description.ts";
import { countingIds } from "./block.ts";
import { breakDown } from "./breakdown.ts";
import { parseFountain } from "./fountain-parse.ts";

const described = (source: string, name: string) => {
  const blocks = parseFountain(`INT. ROOM - DAY\n\n${source}`, { newId: countingIds() }).blocks;
  return assetDescription(breakDown(blocks).find((one) => one.name === name)!);
};

test("SCR-177: “TOMAS … he” is described as a man, and stands in previs as one, whatever his id is", () => {
  const text = described(
    "TOMAS REYES, 34, thin, in a grey suit, waits. He is wet.\n\nTOMAS\nHello.",
    "Tomas",
  );
  expect(text).toBe("Man, 34, thin, in a grey suit. He is wet.");
  for (let id = 0; id < 20; id++) expect(readBody(`asset-${id}`, `Tomas. ${text}`).feminine).toBe(false);
});

test("SCR-177: a girl of twelve is a girl, and who has no introduction is at least a woman", () => {
  expect(described("JUNO, 12, barefoot, jumps. She laughs.\n\nJUNO\nHa!", "Juno")).toBe(
    "Girl, 12, barefoot.",
  );
  expect(described("She waits.\n\nMRS. GRAY\nNo.", "Mrs. Gray")).toBe("Woman.");
});

test("SCR-177: what the introduction says is left as it is, and nothing is made up", () => {
  expect(described("KIM, 40, a tired woman in black, sits.\n\nKIM\nYes.", "Kim")).toBe(
    "40, a tired woman in black.",
  );
  expect(described("KIM, 40, in black, sits.\n\nKIM\nYes.", "Kim")).toBe("40, in black.");
});
