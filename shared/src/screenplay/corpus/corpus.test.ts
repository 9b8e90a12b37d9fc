import { describe, expect, test } from "vitest";
import { plainText } from "../block.ts";
import { filmsOf } from "./films.ts";
import { addScores, precision, recall, scoreFilm, type ScoredCategory } from "./score.ts";

const tuning = filmsOf("tuning");
const heldOut = filmsOf("held-out");

/** Least precision and recall; a rule that makes them worse has to say why. */
const floors: Partial<Record<ScoredCategory, [number, number]>> = {
  headings: [0.98, 0.98],
  "speaking cast": [0.97, 0.99],
  prop: [0.75, 0.75],
  costume: [0.75, 0.6],
  vehicle: [0.9, 0.85],
  creature: [0.85, 0.8],
  sound: [0.95, 0.9],
  makeup: [0.8, 0.6],
  text: [0.9, 0.7],
};

describe("the annotated corpus", () => {
  test("every mark points at the words that were marked", () => {
    for (const film of [...tuning, ...heldOut]) {
      expect(film.marks.length).toBeGreaterThan(60);
      const texts = new Map(film.blocks.map((block) => [block.id, plainText(block)]));
      for (const mark of film.marks) {
        expect(mark.text).not.toBe("");
        expect(texts.get(mark.blockId)!.slice(mark.start, mark.end)).toBe(mark.text);
      }
      expect([...texts.values()].join("")).not.toMatch(/[{}\uE000-\uE0FF]/u);
    }
  });

  test.each(Object.entries(floors))(
    "SCR-170: %s are as right and as complete as they were",
    (category, floor) => {
      const sum = addScores(tuning.map((film) => scoreFilm(film)[category as ScoredCategory]));
      expect(precision(sum), `wrong: ${sum.wrong.join(" | ")}`).toBeGreaterThanOrEqual(floor[0]);
      expect(recall(sum), `missed: ${sum.missed.join(" | ")}`).toBeGreaterThanOrEqual(floor[1]);
    },
  );

  test.each([
    ["headings", 0.97, 0.97],
    ["speaking cast", 0.97, 0.97],
    ["prop", 0.7, 0.7],
    ["costume", 0.75, 0.6],
    ["vehicle", 0.85, 0.8],
    ["sound", 0.75, 0.65],
  ] as const)("SCR-170: %s hold on films that no rule has seen", (category, ofGiven, ofMarked) => {
    const sum = addScores(heldOut.map((film) => scoreFilm(film)[category]));
    expect(precision(sum)).toBeGreaterThanOrEqual(ofGiven);
    expect(recall(sum)).toBeGreaterThanOrEqual(ofMarked);
  });
});
