/**
 * Sounds in ordinary type. A word that may sound is one only by its use: a verb of a thing that can make it ("the phone
 * rings", not "she rings him"), a noun that is heard ("a creak", not "a crack in the wall"), a sentence of its own
 * ("Knock."). What is denied, compared, only possible or a manner of speaking is none.
 */
import type { CastMember } from "./cast.ts";
import {
  heardThings,
  isSoundWord,
  mannersOfSpeaking,
  plainSounds,
  soundNouns,
  soundWord,
  thingSounds,
} from "./lexicon-sounds.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line, Sentence, Token } from "./reading.ts";
import { isMachineHeard, isSignal, isVoice } from "./sound-makers.ts";
import { isPossibleOnly, isSpeech, subjectOf, type Subject } from "./sound-context.ts";

export type HeardSound = { start: number; end: number; text: string; rule: string; confidence: number };

/** The sounds that one sentence of a line tells, apart from those in capitals. */
export function soundsIn(line: Line, at: number, names: NameIndex<CastMember>): HeardSound[] {
  const sentence = line.sentences[at]!;
  const { tokens } = sentence;
  const found: HeardSound[] = [];
  const add = (from: number, to: number, rule: string, confidence: number) => {
    const [start, end] = [tokens[from]!.start, tokens[to]!.end];
    found.push({ start, end, text: line.prose.slice(start, end), rule, confidence });
  };
  addHeard(sentence, add);
  addAlone(line, sentence, add);
  addRepeated(line.sentences, at, add);
  tokens.forEach((token, i) => {
    if (isMachineHeard(tokens, i)) add(i, i + 1, "a machine that is heard", 0.7);
    if (isSignal(tokens, i)) add(i, i + 1, "a signal that is given", 0.7);
    if (isVoice(tokens, i)) add(i, i + 1, "a voice without words", 0.65);
    const word = soundWord(token.lower);
    if (word === undefined || isPossibleOnly(tokens, i)) return;
    const use = useOf(tokens, i, line.prose);
    if (use !== "verb" && word.base === "drum") return;
    if (use === "sentence") add(i, i, "sound as a sentence", 0.7);
    else if (use === "noun" && soundNouns.has(token.lower) && !isMeasure(tokens, i))
      add(i, i, "sound by its name", 0.75);
    else if (use === "noun" && isHeard(tokens, i)) add(i, i, "sound named in a sentence", 0.65);
    else if (use === "verb" && isMade(word.base, subjectOf(line, tokens, i, names), tokens, i))
      add(i, i, "what is heard of it", 0.65);
  });
  // "Distant sirens" and its "sirens" are one sound.
  return found.filter((one) => !found.some((other) => other !== one && isInside(one, other)));
}

function isInside(one: HeardSound, other: HeardSound): boolean {
  return other.start <= one.start && one.end <= other.end && other.text.length > one.text.length;
}

type Add = (from: number, to: number, rule: string, confidence: number) => void;

/** "The sound of …", "we hear …", "… can be heard", "footsteps (O.S.)". */
function addHeard(sentence: Sentence, add: Add): void {
  const { tokens } = sentence;
  tokens.forEach((token, i) => {
    const last = () => lastOfPhrase(tokens, i + 2);
    if (/^(?:sound|noise|rush|din)s?$/.test(token.lower) && tokens[i + 1]?.lower === "of") {
      const isOwn = /^(?:its|his|her|their)$/.test(tokens[i + 2]?.lower ?? "");
      if (!isOwn && !isPossibleOnly(tokens, i) && last() > i + 1) add(i + 2, last(), "“sound of”", 0.85);
    } else if (/^hears?$/.test(token.lower) && !isPossibleOnly(tokens, i) && i > 0) {
      const from = /^(?:the|an?|some)$/.test(tokens[i + 1]?.lower ?? "") ? i + 2 : i + 1;
      const isThing = from > i + 1 || /^(?:we|they)$/.test(tokens[i - 1]!.lower);
      const end = lastOfPhrase(tokens, from);
      if (isThing && end >= from) add(from, end, "“we hear”", 0.8);
    } else if (
      /^(?:heard|audible)$/.test(token.lower) &&
      /^(?:is|are|be|can)$/.test(tokens[i - 1]?.lower ?? "")
    ) {
      const verb = tokens.findIndex((one) => /^(?:is|are|can)$/.test(one.lower));
      if (verb > 0 && verb < i && !isPossibleOnly(tokens, i))
        add(Math.max(0, verb - 2), verb - 1, "“is heard”", 0.8);
    }
  });
}

/** The end of a phrase of names and describing words that begins at `from`. */
function lastOfPhrase(tokens: readonly Token[], from: number): number {
  if (
    /^(?:that|what|how|him|her|them|it|this|nothing|no|someone|somebody)$/.test(tokens[from]?.lower ?? "that")
  )
    return from - 1;
  let last = from;
  while (last + 1 < tokens.length && last < from + 5 && tokens[last + 1]!.joins) {
    if (
      /^(?:in|from|on|as|and|at|behind|somewhere|outside|is|are|over|through|before|then|but)$/.test(
        tokens[last + 1]!.lower,
      )
    )
      break;
    last += 1;
  }
  return last;
}

const where =
  /^(?:in|on|from|of|outside|overhead|above|below|behind|somewhere|off|far|close|near|nearby|upstairs|downstairs|underfoot|approaching|distant|again|everywhere|through|down|along|across)$/;

/** "Wheels outside" are heard, "wheels in the mud" are seen. */
const unseen =
  /^(?:outside|overhead|above|below|behind|somewhere|off|far|close|near|nearby|upstairs|downstairs|approaching|distant|again)$/;
const seenAsWell =
  /^(?:wheels|wings|wipers|hooves|oars|horns?|engines?|traffic|bells?|cowbells|doorbells?|breath|rotors?|motors?|surf|helicopters)$/;

/** "The bell.", "Distant sirens.", "Footsteps on gravel.": a thing that is heard, and no word of what it does. */
function addAlone(line: Line, { tokens }: Sentence, add: Add): void {
  let i = 0;
  while (
    /^(?:an?|the|more|two|three|many)$/.test(tokens[i]?.lower ?? "") ||
    sounding.test(tokens[i]?.lower ?? "")
  )
    i += 1;
  const head = tokens[i];
  if (head === undefined || !heardThings.has(head.lower) || i > 3) {
    const lone = tokens.length === 2 ? tokens[1] : undefined;
    if (lone?.joins && heardThings.has(lone.lower)) add(0, 1, "heard and nothing more", 0.65);
    return;
  }
  const next = tokens[i + 1];
  const isAlone = next === undefined || !next.joins;
  const isPlaced =
    (seenAsWell.test(head.lower) ? unseen : where).test(next?.lower ?? "") && !tokens.some(isFinite);
  const isListed = next !== undefined && /^[,;:] /.test(line.prose.slice(head.end, head.end + 2));
  // "Wheels, axles, a gearbox": a list of things that lie about, unless the others sound as well.
  if (isListed && !heardThings.has(tokens.at(-1)!.lower) && !where.test(next.lower) && tokens.some(isFinite))
    return;
  if (isAlone || isPlaced) add(0, i, "heard and nothing more", 0.65);
}

/** A verb of a whole sentence, as far as small words and endings tell. */
function isFinite(token: Token): boolean {
  return /^(?:is|are|was|were|has|have|stops?|does|do)$/.test(token.lower);
}

/** "Tak. Tak. Tak.": a word that is a sentence twice and no other word. */
function addRepeated(sentences: readonly Sentence[], at: number, add: Add): void {
  const { tokens, text } = sentences[at]!;
  const [word] = tokens;
  if (word === undefined || tokens.length > 1 || isSoundWord(word.lower)) return;
  const isAgain = [sentences[at - 1], sentences[at + 1]].some((other) => other?.text === text);
  if (isMadeUpNoise(word.text)) add(0, 0, "a word that imitates a noise", 0.6);
  else if (isAgain && !saidAgain.test(word.lower)) add(0, 0, "a word said by no one", 0.6);
}

const saidAgain =
  /^(?:again|no|yes|never|one|two|more|nothing|there|now|and|wait|gone|closer|black|silence|darkness|beat|faster)$/;

/** BRRRING, KA-KA-KA, tick-tock: a word that nobody says, made of letters that go on or come again. */
export function isMadeUpNoise(text: string): boolean {
  const lower = text.toLowerCase();
  return (
    (/([bdfghkprstwz])\1\1/.test(lower) && !/^(?:a+h|o+h|n+o)/.test(lower)) ||
    /^(\p{L}{2,6})(?:-\1)+$/u.test(lower) ||
    /^(\p{L}{1,3})i(\p{L}{1,4})-\1[aou]\2$/u.test(lower)
  );
}

/** Words that name things at least as often as sounds. */
const alsoThings = new Set(
  "shot strike drum bell horn gong trumpet rap cry slap smack rip pop tap bump snap crack ring whistle siren clap crunch clip clipping drip squash growler roll lap beat stamp flap bubble scratch scrape splinter hammer putter drone".split(
    " ",
  ),
);
const counts = /^(?:one|two|three|four|another|more|hundreds|several)$/;
const sounding =
  /^(?:loud|soft|low|long|short|distant|dull|sharp|faint|small|sudden|great|single|heavy|muffled|hollow|wet|dry|terrible|tiny|deep|high|metallic|strangled|quiet|final|familiar|shrill|ragged|thin|approaching|faraway|deafening|piercing|gentle|rhythmic|steady|slow|electric|mechanical)$/;

type Use = "noun" | "verb" | "sentence" | undefined;

function useOf(tokens: readonly Token[], i: number, prose: string): Use {
  const token = tokens[i]!;
  const before = tokens[i - 1];
  const { ending } = soundWord(token.lower)!;
  const ends = !/^ \p{L}/u.test(prose.slice(token.end, token.end + 2));
  // "The fork hits something: tink."
  if (ends && before !== undefined && /:\s*$/.test(prose.slice(before.end, token.start))) return "sentence";
  // "Screaming ladies" are ladies.
  if (ending === "ing" && isDescription(tokens, i, prose)) return undefined;
  if (before === undefined) {
    if (!ends)
      return /^(?:of|from|in|on|at|behind|outside|overhead|off)$/.test(tokens[1]?.lower ?? "") &&
        ending !== "s"
        ? "noun"
        : undefined;
    return "sentence";
  }
  if (!token.joins) {
    if (soundNouns.has(token.lower) && !/s$/.test(token.lower)) return "noun";
    // "Knock, knock", "a scrape; a cough": a list of sounds. After a name it is what somebody does.
    if (isSoundWord(before.lower) && ends) return "sentence";
    return ending === "s" || ending === "ing" ? "verb" : undefined;
  }
  if (counts.test(before.lower)) return "sentence";
  if (/^(?:an?|the|his|her|its|their|of|with|by|no)$/.test(before.lower)) return "noun";
  if (sounding.test(before.lower)) return i === 1 && ends ? "sentence" : "noun";
  if (ending === "s") return "verb";
  // "A match is struck", "The door is slammed".
  if (ending === "ed")
    return /^(?:is|are)$/.test(before.lower) && struck.test(token.lower) ? "verb" : undefined;
  if (ending === "ing") return /^(?:in|to)$/.test(before.lower) ? undefined : "verb";
  // "begins to whistle"
  if (before.lower === "to")
    return /^(?:begin|start|continue)s?$/.test(tokens[i - 2]?.lower ?? "") ? "verb" : undefined;
  // "a thousand-handed roar"
  if (/(?:ed|y|ful|ous)$/.test(before.lower) && /^(?:an?|the)$/.test(tokens[i - 2]?.lower ?? ""))
    return "noun";
  // "Millstones rumble": many things sound without an s.
  return before.base !== before.lower && token.lower === token.base ? "verb" : undefined;
}

const struck = /^(?:struck|rung|slammed|banged|tolled|knocked|hammered)$/;

/** Whether a word in -ing only says which: a noun follows it in the same phrase. */
function isDescription(tokens: readonly Token[], i: number, prose: string): boolean {
  const next = tokens[i + 1];
  return (
    next !== undefined &&
    /^ \p{L}/u.test(prose.slice(tokens[i]!.end, next.end)) &&
    !/^(?:of|from|in|on|at|behind|outside|overhead|off|to|with|and|for|like|as|down|up|away|out|by|into|through|again|still|now|softly|loudly|somewhere|against|along|past|over|under|\p{L}+ly)$/u.test(
      next.lower,
    )
  );
}

/** Whether somebody or something makes this sound, and no word, by what the verb says of it. */
function isMade(base: string, subject: Subject, tokens: readonly Token[], i: number): boolean {
  // "The scooter buzzes up", "explodes out of the bag": how somebody comes or goes.
  if (
    /^(?:buzz|explode|pop|whizz|zing)$/.test(base) &&
    /^(?:up|out|into|between|around|by|in)$/.test(tokens[i + 1]?.lower ?? "")
  )
    return false;
  // "Unni, dripping": wet.
  if (tokens[i]!.lower === "dripping" && !tokens[i]!.joins) return false;
  if (subject === "person")
    return plainSounds.has(base) && !mannersOfSpeaking.has(base) && !isSpeech(tokens, i);
  // "A black hole that coughs": who knows what.
  if (subject === "unknown" && mannersOfSpeaking.has(base)) return false;
  return plainSounds.has(base) || (thingSounds.has(base) && subject === "thing");
}

/** "a creak", "the roar of the crowd", but not "a crack in the wall". */
function isHeard(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  // "A sigh", "with a laugh": acting, or words.
  if (/^(?:laugh|sigh|whisper|mutter|shout|chuckle|sniff)$/.test(token.base)) return false;
  const lead = tokens.slice(Math.max(0, i - 3), i).map((word) => word.lower);
  // "with a crack", "lets out a cry", "a sharp rap": nothing but a noise.
  const isGiven =
    /\b(?:with|gives|gives out|lets out|lets go|utters|emits|makes) an?(?: \p{L}+)?$/u.test(lead.join(" ")) ||
    (sounding.test(lead.at(-1) ?? "") && /^an?$/.test(lead.at(-2) ?? ""));
  if (
    isGiven &&
    !/^(?:bell|horn|gong|drum|trumpet|siren|whistle|shot|ring|strike|roll|lap|growler|clip)$/.test(
      token.lower,
    )
  )
    return true;
  if (alsoThings.has(token.base) || isMeasure(tokens, i)) return false;
  const article = lead.some((word) => /^(?:an?|another|the)$/.test(word)) || i === 0;
  const next = tokens[i + 1]?.lower ?? "";
  return article && !(next === "in" && tokens[i + 2]?.lower === "the");
}

/** "a splash of milk": little milk. */
function isMeasure(tokens: readonly Token[], i: number): boolean {
  return /^(?:splash|crunch)$/.test(tokens[i]!.lower) && tokens[i + 1]?.lower === "of";
}
