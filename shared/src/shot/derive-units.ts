import { visibleText, type ScriptBlock } from "../screenplay/block.ts";
import type { BreakdownCandidate } from "../screenplay/candidate.ts";
import type { CastMember } from "../screenplay/cast.ts";
import { cueNames, cuePlacement } from "../screenplay/cue.ts";
import type { CostumeChange, Movement } from "../screenplay/presence.ts";
import { mentionsOf, proseOf, wordsOf, type Span } from "../screenplay/prose.ts";
import type { Scene } from "../screenplay/scenes.ts";
import { partsOf } from "./derive-parts.ts";
import type { Coverage } from "./settings.ts";

export type SpokenLine = { character: string; text: string; blockId: string };

/** Where a speech stands in its talk: a row of speeches with little action between them. */
export type Run = {
  at: number;
  of: number;
  /** Who is seen to speak in it, who says most first. */
  speakers: string[];
  /** Who gets frames of their own. */
  singles: string[];
  /** They are in two places, and the film goes back and forth. */
  isApart: boolean;
};

/** The smallest part of a scene that a shot can cover: a paragraph of action or a part of one, or one speech. */
export type Unit = {
  kind: "action" | "speech";
  /** The block's id, with the number of the part from the second one on. */
  key: string;
  blockIds: string[];
  text: string;
  seconds: number;
  /** People seen in it, by name. */
  people: string[];
  /** Props, vehicles and creatures named in it. */
  things: string[];
  dialogue: SpokenLine[];
  /** Nobody on screen says it. */
  isVoiceOver: boolean;
  isTense: boolean;
  /** Two people speak at the same time. */
  isDual: boolean;
  words: number;
  /** The writer asks for a shot of its own: CLOSE ON, ANGLE ON, a slug in the middle of the scene, a line of a montage. */
  isDirected: boolean;
  run?: Run;
  movements: Movement[];
  looks: CostumeChange[];
};

/** Cuts a scene into units. Notes, sections, synopses and page breaks belong to none. */
export function unitsOf(
  scene: Scene,
  cast: readonly CastMember[],
  things: readonly BreakdownCandidate[],
  movements: readonly Movement[],
  looks: readonly CostumeChange[],
  coverage: Coverage,
): Unit[] {
  const units: Unit[] = [];
  let inSpeech = false;
  for (const block of scene.blocks) {
    const text = visibleText(block);
    if (block.type === "character") {
      inSpeech = true;
      units.push(startSpeech(block, text, cast));
    } else if (inSpeech && ["dialogue", "parenthetical", "lyric"].includes(block.type)) {
      continueSpeech(units.at(-1)!, block, text);
    } else if (["action", "centered", "lyric"].includes(block.type) && text !== "") {
      inSpeech = false;
      units.push(...actionUnits(block, text, { cast, things, movements, looks, coverage }));
    } else if (block.type !== "note") inSpeech = false;
  }
  return units.filter((unit) => unit.kind === "action" || unit.dialogue.length > 0);
}

function startSpeech(block: ScriptBlock, cue: string, cast: readonly CastMember[]): Unit {
  const names = cueNames(cue).map((name) => cast.find((member) => member.cue === name)?.name ?? name);
  const isSeen = cuePlacement(cue) === "seen";
  return {
    kind: "speech",
    key: block.id,
    blockIds: [block.id],
    text: names.join(" and "),
    seconds: 0,
    people: isSeen ? names : [],
    things: [],
    dialogue: [],
    isVoiceOver: !isSeen,
    isTense: false,
    isDual: block.dual === true,
    words: 0,
    isDirected: false,
    movements: [],
    looks: [],
  };
}

function continueSpeech(unit: Unit, block: ScriptBlock, text: string): void {
  unit.blockIds.push(block.id);
  if (block.type === "parenthetical") {
    unit.isTense ||= /quiet|whisper|cry|tear|shout|scream|soft|low|angr|breath/i.test(text);
    return;
  }
  const words = wordsOf(text).length;
  if (words === 0) return;
  const pause = unit.dialogue.length === 0 ? 0.6 : 0;
  unit.dialogue.push({ character: unit.text, text: text.replace(/\s+/g, " "), blockId: block.id });
  unit.seconds += words / 2.5 + pause;
  unit.words += words;
  unit.isTense ||= words <= 3 && text.endsWith("!");
}

type Reading = {
  cast: readonly CastMember[];
  things: readonly BreakdownCandidate[];
  movements: readonly Movement[];
  looks: readonly CostumeChange[];
  coverage: Coverage;
};

/** A paragraph as one unit, or in full coverage as its parts, each with the people, things and events named in it. */
function actionUnits(block: ScriptBlock, text: string, reading: Reading): Unit[] {
  const prose = proseOf(block);
  const whole: Span = { start: 0, end: Infinity, text };
  const { parts, isMontage } = reading.coverage === "full" ? partsOf(prose) : { parts: [], isMontage: false };
  const spans = parts.length > 1 ? parts : [whole];
  const changes = reading.looks.filter((look) => look.blockId === block.id);
  const changesOf = Map.groupBy(changes, ({ look }) =>
    Math.max(
      0,
      look === null ? 0 : spans.findIndex((span) => span.text.toLowerCase().includes(look.toLowerCase())),
    ),
  );
  let people: string[] = [];
  return spans.map((span, index) => {
    const unit = actionUnit(block, span, changesOf.get(index) ?? [], reading);
    // "She was a pilot once" is of whom the sentence before names.
    if (unit.people.length > 0 || !/^(?:She|He|They)\b/.test(span.text)) people = unit.people;
    return {
      ...unit,
      people,
      key: index === 0 ? block.id : `${block.id}.${index}`,
      isDirected: isDirected(span.text) || (isMontage && index > 0),
    };
  });
}

function actionUnit(
  block: ScriptBlock,
  span: Span,
  changing: CostumeChange[],
  { cast, things, movements, coverage }: Reading,
): Omit<Unit, "key" | "isDirected"> {
  const words = wordsOf(span.text).length;
  const isHere = (entry: { blockId: string; start: number }) =>
    entry.blockId === block.id && entry.start >= span.start && entry.start < span.end;
  const named = cast.filter((member) =>
    member.knownAs.some((name) => mentionsOf(span.text, name).length > 0),
  );
  const moving = movements.filter(isHere);
  const people = new Set([
    ...named.map((member) => member.name),
    ...moving.map((movement) => movement.name),
    ...changing.map((change) => change.name),
  ]);
  return {
    kind: "action",
    blockIds: [block.id],
    text: span.text,
    seconds: actionSeconds(words, coverage),
    people: [...people],
    things: things.filter((thing) => thing.evidence.some(isHere)).map((thing) => thing.name),
    dialogue: [],
    isVoiceOver: false,
    isTense: false,
    isDual: false,
    words,
    movements: moving,
    looks: changing,
  };
}

const cameraStart =
  /^(?:EXTREME )?(?:CLOSE(?:[ -]UP)?(?: ON)?|TIGHT ON|ANGLE ON|WIDE(?: SHOT| ON| --)?|INSERT|POV|REVERSE|AERIAL|ON [A-Z][A-Z']+(?= |:|$)|BACK TO|OVERHEAD|FREEZE FRAME|TRACKING)\b/;

/** Words at the start of a paragraph that ask for a cut. A short line in capitals is a slug within the scene. */
function isDirected(text: string): boolean {
  if (cameraStart.test(text) || /^(?:--|[A-Z]\))\s/.test(text)) return true;
  return (
    text === text.toUpperCase() &&
    /\p{Lu}/u.test(text) &&
    text.split(/\s+/).length <= 5 &&
    !/[!?.]$/.test(text)
  );
}

/** A fifth of a second a word and a breath; lean coverage moves on sooner. */
function actionSeconds(words: number, coverage: Coverage): number {
  return coverage === "full"
    ? Math.min(8, Math.max(1.5, words * 0.2 + 0.5))
    : Math.min(4, Math.max(1.5, words * 0.12 + 0.5));
}
