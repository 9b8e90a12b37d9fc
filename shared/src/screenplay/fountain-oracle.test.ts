import { Fountain } from "fountain-js";
import { expect, test } from "vitest";
import { countingIds, plainText } from "./block.ts";
import { parseFountain } from "./fountain-parse.ts";
import { tinyScreenplay } from "./fixtures/tiny.ts";
import { unicodeScreenplay } from "./fixtures/unicode.ts";
import { sampleScreenplay } from "./sample.ts";

const names: Record<string, string> = {
  scene_heading: "sceneHeading",
  action: "action",
  character: "character",
  parenthetical: "parenthetical",
  dialogue: "dialogue",
  transition: "transition",
  centered: "centered",
};

/** What another parser makes of the same text, as [element, text]. */
function otherOpinion(source: string): [string, string][] {
  return new Fountain()
    .parse(source, true)
    .tokens!.filter((token) => names[token.type] !== undefined && !token.is_title)
    .map((token) => [names[token.type]!, (token.text ?? "").replace(/\s+/g, " ").trim()]);
}

function ourOpinion(source: string): [string, string][] {
  return parseFountain(source, { newId: countingIds() })
    .blocks.filter((block) => Object.values(names).includes(block.type))
    .map((block) => [block.type, plainText(block).replace(/\s+/g, " ").trim()]);
}

test.each([
  ["the sample", sampleScreenplay],
  ["the tiny script", tinyScreenplay],
  ["the script with Unicode names", unicodeScreenplay],
])("SCR-3: agrees with another Fountain parser on %s", (_, source) => {
  expect(ourOpinion(source)).toEqual(otherOpinion(source));
});
