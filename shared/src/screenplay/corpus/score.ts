import { breakDown, type BreakdownCategory, type BreakdownCandidate } from "../breakdown.ts";
import { scenesOf } from "../scenes.ts";
import { singular } from "../lexicon.ts";
import type { GoldFilm } from "./read-gold.ts";

/** How often the rules were right, and how much of what a person marked they found. */
export type Score = { right: number; found: number; wanted: number; given: number };
export type Scored = Score & {
  /** What the rules gave that nobody marked, and what was marked and not given. */
  wrong: string[];
  missed: string[];
};

export const scoredCategories = [
  "headings",
  "speaking cast",
  "silent cast",
  "extras",
  "prop",
  "dressing",
  "vehicle",
  "creature",
  "costume",
  "makeup",
  "sound",
  "music",
  "sfx",
  "vfx",
  "stunt",
  "text",
] as const;
export type ScoredCategory = (typeof scoredCategories)[number];

export function precision(score: Score): number {
  return score.given === 0 ? 1 : score.right / score.given;
}

export function recall(score: Score): number {
  return score.wanted === 0 ? 1 : score.found / score.wanted;
}

/** Scores of one film. A thing counts once a film: found is that any of its mentions is found under its category. */
export function scoreFilm(film: GoldFilm): Record<ScoredCategory, Scored> {
  const given = breakDown(film.blocks);
  const scores = { headings: scoreHeadings(film), "speaking cast": scoreCast(film, given) } as Record<
    ScoredCategory,
    Scored
  >;
  for (const category of scoredCategories.slice(2)) {
    const kind = (category === "silent cast" ? "character" : category) as BreakdownCategory;
    const ofKind = given.filter((one) => one.category === kind && one.cast?.part !== "speaking");
    scores[category] = scoreThings(film, kind, ofKind);
  }
  return scores;
}

function scoreHeadings(film: GoldFilm): Scored {
  const wrong: string[] = [];
  for (const scene of scenesOf(film.blocks)) {
    const gold = film.headings.find((heading) => heading.blockId === scene.id)!;
    const place = [scene.location, ...(scene.subLocations ?? [])].join(" > ");
    const time = { NOON: "DAY", MIDNIGHT: "NIGHT", SUNSET: "DUSK", SUNRISE: "DAWN" }[gold.time] ?? gold.time;
    const isRight =
      (scene.intExt ?? "") === gold.intExt &&
      place === gold.place.toUpperCase() &&
      scene.timeOfDay === time.toLowerCase();
    if (!isRight)
      wrong.push(`${scene.heading} → ${scene.intExt ?? ""};${place};${scene.timeOfDay.toUpperCase()}`);
  }
  const all = film.headings.length;
  const right = all - wrong.length;
  return { right, found: right, wanted: all, given: all, wrong, missed: wrong };
}

function scoreCast(film: GoldFilm, given: readonly BreakdownCandidate[]): Scored {
  const speaking = given.filter((one) => one.category === "character" && one.cast?.part === "speaking");
  const key = (name: string) =>
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const left = new Set(film.speaking);
  const wrong = new Set(speaking);
  // The same name first; then one name inside the other, as FENN in CAPTAIN FENN. Each counts once.
  const fits: ((one: string, gold: string) => boolean)[] = [
    (one, gold) => one === gold,
    (one, gold) => one.split(" ").every((word) => gold.split(" ").includes(word)),
    (one, gold) => gold.split(" ").every((word) => one.split(" ").includes(word)),
  ];
  for (const fit of fits) {
    for (const one of [...wrong]) {
      const gold = [...left].find((name) =>
        [one.name, ...one.aliases].some((own) => fit(key(own), key(name))),
      );
      if (gold === undefined) continue;
      left.delete(gold);
      wrong.delete(one);
    }
  }
  const missed = [...left];
  return {
    right: speaking.length - wrong.size,
    given: speaking.length,
    found: film.speaking.length - missed.length,
    wanted: film.speaking.length,
    wrong: [...wrong].map((one) => one.name),
    missed,
  };
}

function scoreThings(
  film: GoldFilm,
  category: BreakdownCategory,
  given: readonly BreakdownCandidate[],
): Scored {
  const marks = film.marks.filter((mark) => mark.category === category);
  // One thing is marked once or several times: the same words are the same thing.
  const wanted = [...Map.groupBy(marks, (mark) => mark.text.toLowerCase()).values()];
  const isSame = (
    one: BreakdownCandidate,
    mark: { blockId: string; start: number; end: number; text: string },
  ) =>
    one.evidence.some(
      (proof) => proof.blockId === mark.blockId && proof.start < mark.end && mark.start < proof.end,
    ) || headOf(one.name) === headOf(mark.text);
  const wrong = given.filter((one) => !marks.some((mark) => isSame(one, mark)));
  const missed = wanted.filter((group) => !given.some((one) => group.some((mark) => isSame(one, mark))));
  return {
    right: given.length - wrong.length,
    given: given.length,
    found: wanted.length - missed.length,
    wanted: wanted.length,
    wrong: wrong.map((one) => `${one.name} [${one.rule}]`),
    missed: missed.map((group) => group[0]!.text),
  };
}

function headOf(text: string): string {
  return singular(
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}' ]+/gu, "")
      .split(" ")
      .at(-1) ?? "",
  );
}

/** The sum of several films' scores. */
export function addScores(scores: readonly Scored[]): Scored {
  const sum: Scored = { right: 0, found: 0, wanted: 0, given: 0, wrong: [], missed: [] };
  for (const score of scores) {
    sum.right += score.right;
    sum.found += score.found;
    sum.wanted += score.wanted;
    sum.given += score.given;
    sum.wrong.push(...score.wrong);
    sum.missed.push(...score.missed);
  }
  return sum;
}
