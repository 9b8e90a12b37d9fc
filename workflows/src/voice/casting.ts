/** How a character sounds in scratch dialogue. */
export type Voice = {
  /** espeak-ng voice name with variant. */
  name: string;
  /** 0–99. */
  pitch: number;
  /** Words a minute. */
  wordsPerMinute: number;
};

/** The voices of espeak-ng for a language; English has accents to tell people apart by. */
const accents: Record<string, readonly string[]> = {
  en: ["en-us", "en-gb", "en-gb-scotland", "en-us", "en-gb-x-rp"],
  fr: ["fr-fr", "fr-be", "fr-ch"],
};
const lower = ["m1", "m2", "m3", "m4", "m5", "m7"];
const higher = ["f1", "f2", "f3", "f4", "f5"];

const higherWords =
  /\b(she|her|hers|woman|girl|mother|mum|mom|daughter|sister|wife|queen|lady|aunt|grandmother|actress|waitress|miss|mrs|ms)\b/i;
const lowerWords =
  /\b(he|him|his|man|boy|father|dad|son|brother|husband|king|lord|uncle|grandfather|actor|waiter|mr|sir)\b/i;

/** FNV-1a: the same text always gives the same number. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  return value;
}

/**
 * One stable voice per character and film: the same seed and character always sound the same. Words of the description
 * that tell a man's or a woman's voice win; otherwise the hash decides.
 */
export function castVoice(character: string, seed: number, description = "", language = "en"): Voice {
  const value = hash(`${seed}:${character.trim().toUpperCase()}`);
  const pick = <T>(list: readonly T[], shift: number) => list[(value >>> shift) % list.length] as T;
  const text = `${character} ${description}`;
  const reads = higherWords.test(text) ? "higher" : lowerWords.test(text) ? "lower" : undefined;
  const register = reads ?? (value % 2 === 0 ? "higher" : "lower");
  const variant = register === "higher" ? pick(higher, 3) : pick(lower, 3);
  const basePitch = register === "higher" ? 52 : 30;
  const aged = /\b(old|elderly|aged|grand\w+)\b/i.test(text)
    ? -6
    : /\b(child|kid|boy|girl|teen\w*)\b/i.test(text)
      ? 14
      : 0;
  return {
    name: `${pick(accents[language] ?? [language], 7)}+${variant}`,
    pitch: Math.max(5, Math.min(95, basePitch + aged + ((value >>> 11) % 13) - 6)),
    wordsPerMinute: 148 + ((value >>> 17) % 26) + (aged < 0 ? -14 : 0),
  };
}

/** How long the text takes to say, in seconds: words at the voice's speed, a breath per sentence and comma. */
export function estimateSpeech(text: string, wordsPerMinute = 160): number {
  const words = text.split(/\s+/).filter(Boolean).length;
  const pauses = (text.match(/[.!?…]+/g)?.length ?? 0) * 0.35 + (text.match(/[,;:—-]/g)?.length ?? 0) * 0.15;
  return Math.max(0.5, (words * 60) / wordsPerMinute + pauses);
}
