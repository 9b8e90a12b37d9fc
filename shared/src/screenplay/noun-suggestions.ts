import nlp from "compromise";
import { CandidateBuilder } from "./candidate.ts";
import { handlingVerbs, notProps, singular, verbBase } from "./lexicon.ts";
import { categoryOfHead } from "./noun-chunks.ts";
import { proseOf, sentencesOf, wordsOf } from "./prose.ts";
import type { Scene } from "./scenes.ts";

const isKnown = (word: string) => notProps.has(word) || categoryOfHead(word) !== undefined;

/**
 * Things in somebody's hands that are on no list: "lifts the astrolabe". A general tagger says whether the word can be
 * a noun at all, so these are guesses for a person to look at, never more.
 */
export function suggestProps(scenes: readonly Scene[]): CandidateBuilder[] {
  const found = new Map<string, CandidateBuilder>();
  for (const scene of scenes) {
    for (const block of scene.blocks) {
      if (block.type !== "action") continue;
      for (const sentence of sentencesOf(proseOf(block))) {
        for (const word of handledUnknowns(sentence.text)) {
          const name = word.text.charAt(0).toLocaleUpperCase() + word.text.slice(1).toLocaleLowerCase();
          const builder = found.get(name) ?? new CandidateBuilder("prop", name, "guess: noun in hand", 0.4);
          found.set(name, builder);
          builder.description ||= sentence.text;
          const start = sentence.start + word.start;
          builder.add(
            { blockId: block.id, quote: sentence.text, start, end: start + word.text.length },
            scene.id,
          );
        }
      }
    }
  }
  return [...found.values()];
}

function handledUnknowns(sentence: string): { text: string; start: number }[] {
  const words = wordsOf(sentence);
  return words.flatMap((word, i) => {
    if (!handlingVerbs.has(verbBase(word.text.toLowerCase())) || !/s$/.test(word.text)) return [];
    const article = words.findIndex(
      (other, at) => at > i && at <= i + 2 && /^(?:an?|the|his|her|their)$/i.test(other.text),
    );
    const noun = words[article + 1];
    if (article === -1 || !noun || !/^\p{Ll}{3,}$/u.test(noun.text)) return [];
    const ends = words[article + 2];
    const isLast =
      !ends ||
      sentence.slice(noun.end, ends.start) !== " " ||
      /^(?:on|in|from|to|at|and|with|into|onto|off|out|up|down|over|against)$/.test(ends.text);
    if (!isLast || isKnown(singular(noun.text))) return [];
    return nlp(`the ${noun.text}`).has("the #Noun") ? [{ text: noun.text, start: noun.start }] : [];
  });
}
