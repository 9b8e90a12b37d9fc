import type { Scene } from "../screenplay/scenes.ts";
import { singleOf } from "./derive-runs.ts";
import type { Unit } from "./derive-units.ts";
import type { ShotAngle, ShotMovement, ShotSize } from "./schema.ts";

/** How a shot looks. `people` limits who is framed; undefined is everybody present. */
export type Picture = {
  size: ShotSize;
  angle: ShotAngle;
  movement: ShotMovement;
  lensMm: number;
  people?: string[];
};

/** Full-frame focal length that suits each size at a comfortable distance. */
const lensFor: Record<ShotSize, number> = {
  "extreme-wide": 18,
  wide: 24,
  full: 35,
  "medium-wide": 35,
  medium: 50,
  "medium-close": 85,
  close: 85,
  "extreme-close": 100,
  insert: 100,
  "two-shot": 40,
  "over-the-shoulder": 65,
  pov: 35,
};

export const insertPicture = {
  size: "insert",
  angle: "high",
  movement: "static",
  lensMm: lensFor.insert,
} as const;

export const povPicture = { size: "pov", angle: "eye", movement: "static", lensMm: lensFor.pov } as const;

export const reactionPicture = {
  size: "close",
  angle: "eye",
  movement: "static",
  lensMm: lensFor.close,
} as const;

type Situation = {
  units: readonly Unit[];
  isEstablishing: boolean;
  /** The scene begins on everybody. */
  isMaster: boolean;
  scene: Scene;
  /** Who is there when the shot begins. */
  present: readonly string[];
  /** Size of the shot before, which a cut should not repeat. */
  before: ShotSize | undefined;
};

/** Size, angle, movement and lens for a group of units. Words of the script about the camera win over everything. */
export function choosePicture(situation: Situation): Picture {
  const text = situation.units
    .filter((unit) => unit.kind === "action")
    .map((unit) => unit.text)
    .join(" ");
  const chosen = fromContent(situation, text);
  return { ...chosen, ...fromWords(text, chosen) };
}

function picture(
  size: ShotSize,
  movement: ShotMovement = "static",
  people?: string[],
  angle: ShotAngle = "eye",
): Picture {
  return { size, angle, movement, lensMm: lensFor[size], ...(people === undefined ? {} : { people }) };
}

function fromContent(situation: Situation, text: string): Picture {
  const { units, isEstablishing, scene, present, before } = situation;
  if (isEstablishing) {
    if (scene.intExt === "EXT")
      return picture(
        units.some((unit) => unit.people.length > 0) ? "wide" : "extreme-wide",
        "crane-down",
        undefined,
        "high",
      );
    return picture("wide", "push-in");
  }
  const movements = units.flatMap((unit) => unit.movements);
  if (movements.length > 0) {
    const isEntrance = movements[0]!.kind === "enters";
    return picture("full", isEntrance ? "pan-left" : "pan-right");
  }
  if (situation.isMaster && present.length >= 2) return picture(present.length > 3 ? "wide" : "full");
  const changing = units.flatMap((unit) => unit.looks.map((look) => look.name));
  if (changing.length > 0)
    return picture("full", "static", unique([...changing, ...units.flatMap((unit) => unit.people)]));
  const spoken = units.flatMap((unit) => unit.dialogue);
  return spoken.length > 0
    ? tightened(forDialogue(units, present, before), units)
    : forAction(units, text, present);
}

const closer: Partial<Record<ShotSize, ShotSize>> = {
  "medium-wide": "medium",
  medium: "medium-close",
  "medium-close": "close",
};
/** Talks shorter than this have no end to come closer for. */
const longTalk = 6;

/** In the last third of a long talk singles come one size closer. */
function tightened(chosen: Picture, units: readonly Unit[]): Picture {
  const run = units.findLast((unit) => unit.run !== undefined)?.run;
  const size = closer[chosen.size];
  const isLate = run !== undefined && run.of >= longTalk && run.at >= (run.of * 2) / 3;
  if (!isLate || size === undefined || chosen.people?.length !== 1) return chosen;
  return { ...chosen, size, lensMm: lensFor[size] };
}

function forDialogue(
  units: readonly Unit[],
  present: readonly string[],
  before: ShotSize | undefined,
): Picture {
  const seen = unique(units.filter((unit) => unit.kind === "speech").flatMap((unit) => unit.people));
  const lead = busiest(units, seen);
  // A voice alone: we watch who hears it.
  if (lead === undefined) return picture("medium-close", "static", present.slice(0, 1));
  const others = present.filter((name) => name !== lead);
  const single = units.find((unit) => unit.kind === "speech" && singleOf(unit) === lead);
  const run = units.find((unit) => unit.kind === "speech")?.run;
  const partner = run?.speakers.find((name) => name !== lead && present.includes(name));
  const isTense = units.some((unit) => unit.isTense);
  // From the third exchange on closer than over the other's shoulder.
  const isEarly = single?.run?.speakers.length === 2 && single.run.at < 4 && !single.run.isApart;
  if (isEarly && partner !== undefined && !isTense)
    return picture("over-the-shoulder", "static", [lead, partner]);
  if (isTense) return picture("close", "push-in", [lead]);
  if (single !== undefined) return picture("medium-close", "static", [lead]);
  // A group is seen as one before its members are, and where somebody speaks who has no frame.
  if (run !== undefined && run.singles.length > 0 && run.speakers.length >= 3)
    return picture(
      run.speakers.length > 3 ? "wide" : "medium-wide",
      "static",
      unique([...seen, ...run.speakers]),
    );
  // Who speaks at once is seen at once.
  if (units.some((unit) => unit.isDual) && seen.length >= 2)
    return picture("two-shot", "static", seen.slice(0, 2));
  if (others.length === 0 && units.some((unit) => unit.words > 40))
    return picture("medium-close", "push-in", [lead]);
  if (others.length === 0) return picture(before === "medium" ? "medium-close" : "medium", "static", [lead]);
  // A word or two each is no scene for singles.
  const talk = Math.max(...units.map((unit) => unit.run?.of ?? 0));
  if (talk <= 2 && others.length === 1) return picture("two-shot", "static", [lead, others[0]!]);
  if (seen.length === 1) {
    return before === "medium-close"
      ? picture("over-the-shoulder", "static", [lead, others[0]!])
      : picture("medium-close", "static", [lead]);
  }
  if (seen.length >= 3) return picture("medium-wide", "static", seen);
  if (before !== "two-shot" && before !== "over-the-shoulder")
    return picture("two-shot", "static", seen.slice(0, 2));
  const other = seen.find((name) => name !== lead) ?? others[0]!;
  return before === "two-shot"
    ? picture("over-the-shoulder", "static", [lead, other])
    : picture("medium", "static", seen.slice(0, 2));
}

function busiest(units: readonly Unit[], names: readonly string[]): string | undefined {
  const seconds = (name: string) =>
    units
      .filter((unit) => unit.kind === "speech" && unit.people.includes(name))
      .reduce((sum, unit) => sum + unit.seconds, 0);
  return names.toSorted((a, b) => seconds(b) - seconds(a))[0];
}

function forAction(units: readonly Unit[], text: string, present: readonly string[]): Picture {
  const people = unique(units.flatMap((unit) => unit.people)).filter((name) => present.includes(name));
  const named = people.length > 0 ? people : undefined;
  if (/\b(?:fights?|struggles?|falls|hits|crash|grabs? (?:him|her)|attacks?)\b/i.test(text))
    return picture("full", "handheld", named);
  if (/\b(?:walks?|runs?|climbs?|drives?|rides?|crosses|follows?|chases?|hurries)\b/i.test(text))
    return picture("full", "track-right", named);
  if (
    people.length === 1 &&
    /\b(?:looks?|watch(?:es)?|stares?|sees|listens?|reads|thinks|smiles|weeps|cries|remembers)\b/i.test(text)
  ) {
    return picture("close", "push-in", people);
  }
  if (people.length === 1) return picture("medium", "static", people);
  if (people.length === 2) return picture("medium-wide", "static", people);
  return people.length > 2 ? picture("wide", "static", people) : picture("wide", "static");
}

const words: [RegExp, Partial<Picture>][] = [
  [/\bEXTREME CLOSE\b/, { size: "extreme-close", lensMm: lensFor["extreme-close"] }],
  [/\b(?:ANGLE ON|ON [A-Z][A-Z']{2,})(?=[ :]|$)/, { size: "medium", lensMm: lensFor.medium }],
  [/\b(?:CLOSE ON|CLOSE UP|CLOSE-UP|TIGHT ON)\b/, { size: "close", lensMm: lensFor.close }],
  [/\bWIDE(?: SHOT| ON)?\b/, { size: "wide", lensMm: lensFor.wide }],
  [/\bINSERT\b/, { size: "insert", lensMm: lensFor.insert }],
  [/\bPOV\b/, { size: "pov", lensMm: lensFor.pov }],
  [/\bOVER \w+['’]S SHOULDER\b/, { size: "over-the-shoulder", lensMm: lensFor["over-the-shoulder"] }],
  [/\b(?:PUSH|RUSH|DOLLY) IN\b/, { movement: "push-in" }],
  [/\bPULL (?:BACK|OUT)\b/, { movement: "pull-out" }],
  [/\b(?:TRACK(?:ING)?|FOLLOW|MOVE) WITH\b|\bTRACKING\b/, { movement: "track-right" }],
  [/\bTILT UP\b/, { movement: "tilt-up" }],
  [/\bTILT DOWN\b/, { movement: "tilt-down" }],
  [/\bPAN LEFT\b/, { movement: "pan-left" }],
  [/\bPAN\b/, { movement: "pan-right" }],
  [/\b(?:CRANE|RISE) UP\b/, { movement: "crane-up" }],
  [/\bHANDHELD\b/, { movement: "handheld" }],
  [/\bRACK FOCUS\b/, { movement: "rack-focus" }],
  [/\bDOLLY ZOOM\b/, { movement: "dolly-zoom" }],
  [/\bFREEZE FRAME\b/, { movement: "static" }],
  [/\bDUTCH(?: ANGLE)?\b/, { angle: "dutch" }],
  [/\b(?:OVERHEAD|AERIAL|BIRD'S EYE)\b/, { angle: "overhead" }],
  [/\bLOOK(?:ING)? DOWN ON\b|\bHIGH ANGLE\b/, { angle: "high" }],
  [/\bLOOK(?:ING)? UP AT\b|\bLOW ANGLE\b/, { angle: "low" }],
];

function fromWords(text: string, chosen: Picture): Partial<Picture> {
  return Object.assign(
    {},
    ...words.filter(([pattern]) => pattern.test(text)).map(([, part]) => part),
    chosen.people ? { people: chosen.people } : {},
  ) as Partial<Picture>;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
