import { CandidateBuilder } from "./candidate.ts";
import { capitalRuns, isSound, type CapitalRun, type CastMember } from "./cast.ts";
import { soundWord } from "./lexicon-sounds.ts";
import type { NameIndex } from "./name-index.ts";
import type { Span } from "./prose.ts";
import type { Line } from "./reading.ts";
import { isMadeUpNoise, soundsIn } from "./sounds-in-prose.ts";

const joinsWords =
  /^(?:a|an|the|to|it|he|she|they|with|of|and|in|on|at|by|then|we|hear|his|her|their|loud|soft|is|are|\p{L}+ly)$/iu;

/** Sounds: in capitals, as "the sound of …", as what a thing does ("a dog barks"), or as a sentence of their own. */
export function findSounds(lines: readonly Line[], names: NameIndex<CastMember>): CandidateBuilder[] {
  const found = new Map<string, CandidateBuilder>();
  const add = (name: string, rule: string, confidence: number, line: Line, sentence: Span, at: Span) => {
    const shown = name.charAt(0).toLocaleUpperCase() + name.slice(1).toLocaleLowerCase();
    const key = keyOf(shown);
    const builder = found.get(key) ?? new CandidateBuilder("sound", shown, rule, confidence);
    found.set(key, builder);
    if (builder.name !== shown) builder.aliases.add(shown);
    builder.description ||= sentence.text;
    builder.add({ blockId: line.block.id, quote: sentence.text, start: at.start, end: at.end }, line.sceneId);
  };
  for (const run of capitalRuns(lines)) {
    if ((!isSound(run) && !isMadeUpNoise(run.span.text)) || isRead(run)) continue;
    if (names.mentionsIn(run.line).some((one) => one.start <= run.span.start && run.span.end <= one.end))
      continue;
    // "A kettle WHISTLES": whoever sounds is the word right before, unless that only joins the words.
    const before = run.line.prose.slice(run.sentence.start, run.span.start);
    const source = /(?:^|\s)(\p{L}[\p{L}-]*)\s$/u.exec(before)?.[1] ?? "";
    const isSource = source !== "" && !joinsWords.test(source);
    const name = isSource ? `${source} ${run.span.text}` : run.span.text;
    add(name, "sound in capitals", 0.9, run.line, run.sentence, run.span);
  }
  for (const line of lines) {
    for (const at of line.sentences.keys()) {
      for (const sound of soundsIn(line, at, names)) {
        const isTaken = line.capitals.some((run) => run.start <= sound.start && sound.end <= run.end);
        if (!isTaken) add(sound.text, sound.rule, sound.confidence, line, line.sentences[at]!, sound);
      }
    }
  }
  return [...found.values()];
}

/** One sound is "rings", "ringing" and "ring"; what sounds keeps them apart: "phone rings" is not "bell rings". */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .split(" ")
    .map((word) => soundWord(word)?.base ?? word)
    .join(" ");
}

/** A sound word that is only read: SAYS "BANG". */
function isRead(run: CapitalRun): boolean {
  return /(?:["“]|\b(?:reads?|says?|marked|labell?ed|titled|called))\s*["“]?$/i.test(
    run.line.prose.slice(Math.max(0, run.span.start - 16), run.span.start),
  );
}
