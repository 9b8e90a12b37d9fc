import { visibleText } from "./block.ts";
import { CandidateBuilder } from "./candidate.ts";
import { ageAfter, isVariantCue, pronounsOf, variantOf } from "./cast-facts.ts";
import { introduction } from "./cast-introduction.ts";
import { cueNames, displayName } from "./cue.ts";
import { cameraWords, groupHeads, roleHeads, singular } from "./lexicon.ts";
import { isSoundWord } from "./lexicon-sounds.ts";
import { categoryOfHead } from "./noun-chunks.ts";
import { NameIndex } from "./name-index.ts";
import type { Span } from "./prose.ts";
import { sentenceAt, type Line } from "./reading.ts";
import type { Scene } from "./scenes.ts";

/** Words in capitals in an action line, with the sentence around them. */
export type CapitalRun = { line: Line; span: Span; sentence: Span };

/** A person of the script with all the names that the script uses. */
export type CastMember = {
  /** As in the cues, in capitals. */
  cue: string;
  name: string;
  /** Every name in capitals under which the script mentions this person. */
  knownAs: string[];
};

export type Cast = {
  candidates: CandidateBuilder[];
  members: CastMember[];
  /** Every name of every member, for finding them in action. */
  names: NameIndex<CastMember>;
};

/** All runs of capitals in action, in order. A line that is all capitals is a title or a slug and has none. */
export function capitalRuns(lines: readonly Line[]): CapitalRun[] {
  return lines.flatMap((line) =>
    /\p{Ll}/u.test(line.prose) ||
    line.sentences.length > 1 ||
    isSoundWord(line.prose.toLowerCase().replace(/[^\p{L}]/gu, ""))
      ? line.capitals.map((span) => ({
          line,
          span,
          sentence: sentenceAt(line, span.start, span.end) ?? span,
        }))
      : [],
  );
}

/** What may stand behind a word that sounds: DOOR SLAMS SHUT, PHONE RINGS TWICE, KNOCKING SOUND. */
const afterSound =
  /^(?:shut|open|closed|off|out|up|down|on|away|past|over|back|again|once|twice|two|three|four|five|times|loudly|softly|violently|sounds?|noises?|effect)$/;

/** Whether a run of capitals sounds: its last word is a word of the sound list, but for how and how often. */
export function isSound(run: CapitalRun): boolean {
  const words = run.span.text.toLowerCase().split(/[\s-]+/);
  return isSoundWord(words.findLast((word) => !afterSound.test(word)) ?? "");
}

/** Text that is read on screen: after a colon or a verb of writing, or in quotes. */
export function isOnScreenText(run: CapitalRun): boolean {
  const { prose } = run.line;
  const before = prose.slice(Math.max(0, run.span.start - 24), run.span.start);
  return (
    /(?::|["“]|\b(?:reads?|says?|marked|labell?ed|titled|named|called|sign|logo))\s*["“']?$/i.test(before) ||
    /^(?:SUPER|TITLE|CARD|CHYRON|CAPTION)\b/.test(run.span.text) ||
    prose.slice(run.sentence.start, run.span.start).includes(":")
  );
}

/** Words that begin with a capital letter in the middle of a sentence: names, most of them. */
function titleWords(lines: readonly Line[]): Set<string> {
  const found = new Set<string>();
  for (const line of lines) {
    for (const sentence of line.sentences) {
      sentence.tokens.forEach((token, i) => {
        if (i > 0 && token.isUpper && !token.isCaps) found.add(token.lower);
      });
    }
  }
  return found;
}

type Shape = "person" | "people" | undefined;

function shapeOf(run: CapitalRun, titled: ReadonlySet<string>): Shape {
  const parts = run.span.text
    .toLowerCase()
    .replace(/[’']s$/, "")
    .split(/\s+/);
  const last = parts.at(-1)!;
  const head = singular(last);
  const { prose } = run.line;
  // "An old spaniel, SKIPPER": the name of an animal.
  const kind = /(\p{L}+)\s*,\s*$/u.exec(prose.slice(0, run.span.start))?.[1];
  if (kind !== undefined && categoryOfHead(kind) === "creature") return undefined;
  if (ageAfter(prose.slice(run.span.end)) !== undefined) return "person";
  if (isOnScreenText(run) || parts.every((part) => cameraWords.has(part.toUpperCase()))) return undefined;
  if (groupHeads.has(last)) return "people";
  if (roleHeads.has(head)) return head === last ? "person" : "people";
  if (isSound(run) || categoryOfHead(head) !== undefined || categoryOfHead(last) !== undefined)
    return undefined;
  // "a TRUCKER": somebody named after what they do.
  const isDoer =
    /(?:er|or|ist|man|woman|ess)$/.test(head) &&
    head.length > 4 &&
    /\ban?\s+$/i.test(prose.slice(0, run.span.start));
  if (isDoer && titled.has(head)) return "person";
  // A name is met again in ordinary type; emphasis is not.
  return /^\p{L}{3,}$/u.test(parts[0]!) && titled.has(parts[0]!) && parts.length <= 3 ? "person" : undefined;
}

/** Characters from cues first, then people introduced in capitals who never speak. */
export function findCast(scenes: readonly Scene[], lines: readonly Line[]): Cast {
  const builders = new Map<string, CandidateBuilder>();
  const members = new Map<string, CastMember>();
  const meet = (cue: string, rule: string, confidence: number, part: "speaking" | "silent") => {
    const known = builders.get(cue);
    if (known) return known;
    const made = new CandidateBuilder("character", displayName(cue), rule, confidence);
    made.cast = { part };
    builders.set(cue, made);
    members.set(cue, { cue, name: made.name, knownAs: [cue] });
    return made;
  };
  for (const scene of scenes) {
    for (const block of scene.blocks) {
      if (block.type !== "character") continue;
      const text = visibleText(block);
      for (const cue of cueNames(text)) {
        const start = Math.max(0, text.toLocaleUpperCase().indexOf(cue));
        const isSentence = cue.length > 38 || /[!?]$/.test(cue) || cue.split(" ").length > 6;
        meet(
          cue,
          isSentence ? "cue that may be a sentence" : "speaks",
          isSentence ? 0.45 : 0.98,
          "speaking",
        ).add({ blockId: block.id, quote: text, start, end: start + cue.length }, scene.id);
      }
    }
  }
  const titled = titleWords(lines);
  const extras = new Map<string, CandidateBuilder>();
  for (const run of capitalRuns(lines)) {
    const member = memberFor(run.span.text, members);
    const shape = member ? "person" : shapeOf(run, titled);
    if (shape === undefined) continue;
    const isCrowd = shape === "people";
    const key = member?.cue ?? run.span.text.replace(/[’']S$/, "");
    const builder = isCrowd
      ? (extras.get(key) ?? new CandidateBuilder("extras", displayName(key), "people in capitals", 0.8))
      : meet(key, "introduced in capitals", 0.8, "silent");
    if (isCrowd) extras.set(key, builder);
    else introduce(builder, members.get(key)!, run);
    builder.add(
      { blockId: run.line.block.id, quote: run.sentence.text, start: run.span.start, end: run.span.end },
      run.line.sceneId,
    );
  }
  const names = new NameIndex<CastMember>();
  for (const member of members.values()) for (const name of member.knownAs) names.add(name, member);
  addMentions(lines, names, builders);
  const all = [...members.values()];
  const pronouns = pronounsOf(lines, names, all, builders);
  for (const member of all) {
    const builder = builders.get(member.cue)!;
    const pronoun = pronouns.get(member.cue);
    const base = variantOf(member, all);
    builder.cast = {
      ...builder.cast!,
      ...(pronoun === undefined ? {} : { pronoun }),
      ...(base === undefined ? {} : { variantOf: base.name }),
    };
  }
  return { candidates: [...builders.values(), ...extras.values()], members: all, names };
}

/** "INGRID VALE" is INGRID when no other member of the cast shares one of those words. */
function memberFor(written: string, members: ReadonlyMap<string, CastMember>): CastMember | undefined {
  const name = written.replace(/[’']S$/, "");
  const known = members.get(name);
  if (known) return known;
  const tokens = wordsOfName(name);
  const sharing: CastMember[] = [];
  for (const member of members.values()) {
    if (member.knownAs.includes(name)) return member;
    const shares = wordsOfName(member.cue).some((token) => tokens.includes(token) && token.length > 1);
    // YOUNG MARA shares her name with MARA VOSS and is another part.
    if (shares && (!isVariantCue(member.cue) || isVariantCue(name))) sharing.push(member);
  }
  const [only] = sharing;
  if (only === undefined || sharing.length > 1) return undefined;
  const cue = wordsOfName(only.cue);
  return cue.every((token) => tokens.includes(token)) || tokens.every((token) => cue.includes(token))
    ? only
    : undefined;
}

const namesRead = new Map<string, readonly string[]>();
const mostNamesRead = 5000;

function wordsOfName(name: string): readonly string[] {
  const known = namesRead.get(name);
  if (known) return known;
  const words = name.split(/[\s.,]+/).filter((word) => word !== "" && word !== "THE");
  if (namesRead.size >= mostNamesRead) namesRead.clear();
  namesRead.set(name, words);
  return words;
}

function introduce(builder: CandidateBuilder, member: CastMember, run: CapitalRun): void {
  const name = run.span.text.replace(/[’']S$/, "");
  if (!member.knownAs.includes(name)) {
    member.knownAs.push(name);
    builder.aliases.add(displayName(name));
  }
  if (builder.description === "") {
    const intro = introduction(run);
    builder.description = intro.text;
    const age = ageAfter(run.line.prose.slice(run.span.end));
    builder.cast = {
      ...builder.cast!,
      ...(age === undefined ? {} : { age }),
      ...(intro.relation === undefined ? {} : { relation: intro.relation }),
    };
  }
}

function addMentions(
  lines: readonly Line[],
  names: NameIndex<CastMember>,
  builders: ReadonlyMap<string, CandidateBuilder>,
): void {
  for (const line of lines) {
    for (const mention of names.mentionsIn(line)) {
      const sentence = sentenceAt(line, mention.start, mention.end) ?? mention;
      builders
        .get(mention.of.cue)!
        .add(
          { blockId: line.block.id, quote: sentence.text, start: mention.start, end: mention.end },
          line.sceneId,
        );
    }
  }
}
