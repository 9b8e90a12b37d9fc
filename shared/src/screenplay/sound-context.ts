/** What stands around a word that may sound: who makes it, and whether it is only said, denied or compared. */
import type { CastMember } from "./cast.ts";
import { roleHeads } from "./lexicon.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line, Token } from "./reading.ts";

export type Subject = "person" | "thing" | "unknown";

const auxiliary =
  /^(?:is|are|was|were|starts?|begins?|keeps?|goes|go|comes?|on|to|still|now|again|suddenly|then|only|just|all|also|never|both|\p{L}+ly)$/u;

/** Who or what does the verb at `i`: the word before it, or for "…, slams" and "and slams" what the sentence began with. */
export function subjectOf(
  line: Line,
  tokens: readonly Token[],
  i: number,
  names: NameIndex<CastMember>,
): Subject {
  let at = i - 1;
  let isBroken = !tokens[i]!.joins;
  while (at >= 0 && !isBroken && auxiliary.test(tokens[at]!.lower)) {
    isBroken = !tokens[at]!.joins;
    at -= 1;
  }
  if (!isBroken && at >= 0 && tokens[at]!.lower !== "and") return kindOf(line, tokens[at]!, names);
  const first = tokens.slice(0, i).find((token) => kindOf(line, token, names) === "person");
  if (first !== undefined) return "person";
  if (/^(?:from|in|on|at|under|behind|above|below|over|with|through)$/.test(tokens[0]!.lower))
    return "unknown";
  const lead = tokens[/^(?:an?|the)$/.test(tokens[0]!.lower) ? 1 : 0];
  return lead === undefined || lead === tokens[i] || !isBroken ? "unknown" : "thing";
}

function kindOf(line: Line, token: Token, names: NameIndex<CastMember>): Subject {
  if (
    /^(?:he|she|they|who|i|we|you|somebody|someone|everyone|everybody|nobody|man|woman|girl|boy)$/.test(
      token.lower,
    )
  )
    return "person";
  const isNamed = names.mentionsIn(line).some((one) => one.start <= token.start && token.end <= one.end);
  if (isNamed || roleHeads.has(token.base)) return "person";
  return /^(?:that|which)$/.test(token.lower) ? "unknown" : "thing";
}

/** "like a scream", "no sound", "could hear", "about to bark", "stops ringing": nothing is heard. */
export function isPossibleOnly(tokens: readonly Token[], i: number): boolean {
  for (let at = i - 1; at >= Math.max(0, i - 4); at--) {
    const { lower } = tokens[at]!;
    if (/^(?:like|as|than|without|no|not|never|stops?|could|would|might|may|if|cannot|nothing)$/.test(lower))
      return true;
    if (/n['’]t$/.test(lower)) return true;
    // "The engine dies. …, and a door slams": what was denied ends at the comma.
    if (!tokens[at + 1]!.joins && !/^(?:like|as)$/.test(tokens[at - 1]?.lower ?? "")) return false;
  }
  return false;
}

/** "yells something", "barks orders", "growls at him": words, and not a noise. */
export function isSpeech(tokens: readonly Token[], i: number): boolean {
  return /^(?:something|at|to|for|back|that|orders?|commands|instructions|an|his|her|their|into|out|about|in|names?)$/.test(
    tokens[i + 1]?.lower ?? "",
  );
}
