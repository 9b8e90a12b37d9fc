import type { CastFacts } from "./candidate.ts";

const saysIt =
  /\b(?:man|woman|boy|girl|lady|gentleman|mother|father|daughter|son|wife|husband|sister|brother|widow|widower|king|queen|nun|monk|waitress|actress|grandmother|grandfather|aunt|uncle)\b/i;
const childhood = 13;

/**
 * What a breakdown writes about an asset when it makes one. A character whose pronoun the script settles and whose
 * introduction does not say it ("34, in a grey suit") is called a man or a woman, a boy or a girl: pictures, voices and
 * figures go by these words.
 */
export function assetDescription({
  description,
  cast,
}: {
  description: string;
  cast?: CastFacts | undefined;
}): string {
  if (cast?.pronoun !== "he" && cast?.pronoun !== "she") return description;
  if (saysIt.test(description)) return description;
  const age = Number(/^\D*(\d{1,3})/.exec(cast.age ?? "")?.[1] ?? Number.NaN);
  const isChild = age < childhood;
  const noun = cast.pronoun === "he" ? (isChild ? "Boy" : "Man") : isChild ? "Girl" : "Woman";
  return description === ""
    ? `${noun}.`
    : `${noun}, ${description.charAt(0).toLocaleLowerCase()}${description.slice(1)}`;
}
