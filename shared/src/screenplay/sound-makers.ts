/** Who is known to be heard: engines and alarms that run, signals that are given, voices without words. */
import { groupHeads } from "./lexicon.ts";
import { categoryOfHead } from "./noun-chunks.ts";
import type { Token } from "./reading.ts";
import { isPossibleOnly } from "./sound-context.ts";

/** What starts, runs and stops with a noise. */
const engines =
  /^(?:engine|motor|generator|outboard|compressor|pump|turbine|propeller|rotor|chainsaw|mower)s?$/;
const alarms = /^(?:alarm|siren|buzzer|phone|telephone|mobile|clock|beeper|pager|klaxon|bell|smoke-alarm)s?$/;

/** "The engine catches", "an alarm goes off": the noise is in what the machine does. */
export function isMachineHeard(tokens: readonly Token[], i: number): boolean {
  const [verb, particle] = [tokens[i + 1], tokens[i + 2]?.lower];
  if (verb === undefined) return false;
  if (engines.test(tokens[i]!.lower))
    return (
      /^(?:starts?|coughs?|catch(?:es)?|dies|revs?|idles?|idling|stalls?|sputters?|fires?|races|whines?)$/.test(
        verb.lower,
      ) || /^turns? over$/.test(`${verb.lower} ${particle}`)
    );
  return alarms.test(tokens[i]!.lower) && /^(?:goes|go|going) off$/.test(`${verb.lower} ${particle}`);
}

/** "A whistle blows", "the bell goes", "shots ring out". */
export function isSignal(tokens: readonly Token[], i: number): boolean {
  const verb = tokens[i + 1]?.lower ?? "";
  if (/^(?:bell|horn|siren|whistle|buzzer|gong|foghorn|klaxon|bugle|alarm|conch)s?$/.test(tokens[i]!.lower))
    return (
      /^(?:blows?|goes|sounds?|starts?)$/.test(verb) &&
      !/^(?:off|to|into|through|like)$/.test(tokens[i + 2]?.lower ?? "")
    );
  return (
    /^(?:shots?|cannons?|rifles?|voices?)$/.test(tokens[i]!.lower) && /^(?:rings?|echo(?:es)?)$/.test(verb)
  );
}

/** "A baby cries", "gulls crying", "voices calling", "the crowd roars". */
export function isVoice(tokens: readonly Token[], i: number): boolean {
  const verb = tokens[i + 1];
  if (!verb?.joins || isPossibleOnly(tokens, i + 1)) return false;
  const { base, lower, isUpper } = tokens[i]!;
  if (/^voices?$/.test(lower))
    return /^(?:laughing|crying|calling|whispering|shouting|singing|chanting|murmuring)$/.test(verb.lower);
  if (groupHeads.has(lower) || lower === "audience")
    return /^(?:cheer|clap|applaud|roar|boo|jeer|murmur|gasp|laugh|chant|stamp|scream)s?$/.test(verb.lower);
  const isBeast = (!isUpper || i === 0) && categoryOfHead(base) === "creature";
  if (isBeast)
    return (
      /^(?:cr(?:y|ies|ying)|call(?:s|ing)?|cuckoos)$/.test(verb.lower) &&
      !/^(?:at|to|for|him|her)$/.test(tokens[i + 2]?.lower ?? "")
    );
  return /^(?:baby|child|infant)$/.test(base) && /^(?:cr(?:y|ies|ying)|bawls?|gurgles?)$/.test(verb.lower);
}
