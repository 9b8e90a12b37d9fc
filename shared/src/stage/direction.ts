import { z } from "zod";

/** What a note can ask of a picture that a stage knows how to give. */
export const direction = z.enum([
  "closer",
  "wider",
  "higher",
  "lower",
  "darker",
  "brighter",
  "left",
  "right",
]);
export type Direction = z.infer<typeof direction>;

/** Directions in the order in which they were given; twice "closer" is closer still. */
export const directions = z.array(direction).max(12);

/** The words of each; "too …" asks for the opposite of what it names. */
const words: Record<Direction, RegExp> = {
  closer: /\b(?:closer|tighter|nearer|(?:move|go|push|zoom|come) in)\b|\btoo (?:wide|far|loose|small)\b/g,
  wider:
    /\b(?:wider|looser|(?:further|farther) (?:away|back)|(?:pull|move|go) back|zoom out)\b|\btoo (?:close|tight|near)\b/g,
  higher: /\b(?:higher|from (?:further )?above)\b|\btoo low\b/g,
  lower: /\b(?:lower|from (?:further )?below)\b|\btoo high\b/g,
  darker: /\b(?:darker|dimmer|moodier|less light)\b|\btoo (?:bright|light)\b/g,
  brighter: /\b(?:brighter|lighter|more light)\b|\btoo (?:dark|dim)\b/g,
  left: /\b(?:to|on|more|further|farther|move|shift) (?:(?:it|her|him|them) )?(?:(?:more|further) )?(?:to )?(?:the )?left\b|\btoo far right\b/g,
  right:
    /\b(?:to|on|more|further|farther|move|shift) (?:(?:it|her|him|them) )?(?:(?:more|further) )?(?:to )?(?:the )?right\b|\btoo far left\b/g,
};

const refusal = /(?:\b(?:not|no|never|without|less|don't|do not|isn't|aren't)\s+(?:\w+\s+){0,1})$/;

/**
 * What a note in plain English asks of the picture; empty where it speaks of something else. Rules, no model: a word that is
 * refused ("not darker") is not asked for.
 */
export function readDirections(note: string): Direction[] {
  const text = note.toLowerCase().replaceAll(/[’‘]/g, "'");
  return direction.options.filter((one) =>
    [...text.matchAll(words[one])].some(({ index }) => !refusal.test(text.slice(0, index))),
  );
}

/** The net of opposite wishes, each side counted at most three times: further the shot's own size and angle would be lost. */
export function amountOf(given: readonly Direction[], more: Direction, less: Direction): number {
  const count = (wanted: Direction) => given.filter((one) => one === wanted).length;
  return Math.max(-3, Math.min(3, count(more) - count(less)));
}

/** Whether two lists ask for the same picture. */
export function isSameWish(a: readonly Direction[], b: readonly Direction[]): boolean {
  const pairs = [["closer", "wider"], ["higher", "lower"], ["brighter", "darker"], ["right", "left"]] as const; // prettier-ignore
  return pairs.every(([more, less]) => amountOf(a, more, less) === amountOf(b, more, less));
}
