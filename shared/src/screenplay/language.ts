import { plainText, type ScriptBlock } from "./block.ts";

/** Alphabets that only one language of films is written in, as far as whoever reads aloud needs to know. */
const alphabets: [RegExp, string][] = [
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Arabic}/gu, "ar"],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/gu, "ja"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Tamil}/gu, "ta"],
  [/\p{Script=Cyrillic}/gu, "ru"],
];

/** Short words that every text has many of, and that the other languages do not have. */
const commonWords: Record<string, string> = {
  en: "the and you of is that it was for with what he she they this have are not his her",
  de: "der die das und ist nicht ich du sie wir ein eine auf mit dem den zu es was er",
  fr: "le les et est pas je tu vous nous un une dans pour que qui des du elle il ce",
  es: "el los las y es no que de una por con para como pero está yo lo se su muy",
  it: "il gli e è non che di una per con come ma sono io lo si della nel mi ci",
  pt: "o os as e é não que uma por com para como mas está eu você se seu do da",
  nl: "de het en is niet ik je een van dat op met wat hij zij wij maar er voor ze",
  sv: "och är inte jag du en ett det som på med vad han hon vi men för den till av",
  pl: "i nie jest to się na że w z co jak ale ja ty on ona tak po do mnie",
};
const wordSets = Object.entries(commonWords).map(
  ([language, words]) => [language, new Set(words.split(" "))] as const,
);

/** The language of an alphabet that a third of the letters are of; null where the letters do not tell. */
export function languageOfLetters(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const found = alphabets.find(([alphabet]) => (text.match(alphabet)?.length ?? 0) * 3 > letters);
  return found?.[1] ?? null;
}

/**
 * The language that is spoken in a script, as a tag such as "de": by its letters, else by its short words. English where
 * neither tells, as of a film without a word.
 */
export function spokenLanguage(blocks: readonly ScriptBlock[]): string {
  const spoken = blocks.filter(({ type }) => type === "dialogue");
  const text = (spoken.length > 0 ? spoken : blocks).map(plainText).join("\n");
  const byLetters = languageOfLetters(text);
  if (byLetters !== null) return byLetters;
  const words = text.toLocaleLowerCase().match(/\p{L}+/gu) ?? [];
  const counted = wordSets.map(([language, set]) => ({
    language,
    count: words.filter((word) => set.has(word)).length,
  }));
  const [best, second] = counted.toSorted((a, b) => b.count - a.count);
  const english = counted[0]?.count ?? 0;
  // A few words that two languages share do not make a film foreign.
  const isClear = best !== undefined && best.count >= 3 && best.count > 1.3 * (second?.count ?? 0);
  return isClear && best.count > english ? best.language : "en";
}

/** The three letters that media files name a language by (ISO 639-2); "und" for one that has none here. */
export function mediaLanguage(language: string): string {
  return threeLetters[language] ?? "und";
}

const threeLetters: Record<string, string> = {
  ...{ en: "eng", de: "deu", fr: "fra", es: "spa", it: "ita", pt: "por", nl: "nld", sv: "swe", pl: "pol" },
  ...{ he: "heb", ar: "ara", ja: "jpn", ko: "kor", el: "ell", th: "tha", ta: "tam", ru: "rus" },
};
