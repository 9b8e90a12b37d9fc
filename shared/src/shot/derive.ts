import { breakDown, castOf } from "../screenplay/breakdown.ts";
import type { ScriptBlock } from "../screenplay/block.ts";
import type { BreakdownCandidate } from "../screenplay/candidate.ts";
import type { CastMember } from "../screenplay/cast.ts";
import { locationKey } from "../screenplay/heading.ts";
import { costumeChanges, entrancesAndExits, presentAtStart } from "../screenplay/presence.ts";
import { paginate, sceneLengths, type PageOptions } from "../screenplay/pagination.ts";
import { filmedScenes, type Scene } from "../screenplay/scenes.ts";
import { cutawaysOf, Shown } from "./derive-cutaways.ts";
import { choosePicture } from "./derive-picture.ts";
import { singleOf, withRuns } from "./derive-runs.ts";
import { unitsOf, type SpokenLine, type Unit } from "./derive-units.ts";
import type { ShotAngle, ShotMovement, ShotSize } from "./schema.ts";
import { usualShotList, type Coverage, type ShotListSettings } from "./settings.ts";
import { actionScale, clampSeconds, clamps, framesOf, sceneSeconds } from "./timing.ts";

/** In which frames of a shot somebody or something is, and in which clothes. A null look is "as described". */
export type DerivedPresence = {
  start: boolean;
  end: boolean;
  /** A costume by its words in the script: "yellow raincoat". */
  startLook: string | null;
  endLook: string | null;
};

/** One shot that the script asks for, before any person has touched it. */
export type DerivedShot = {
  /** Made of block ids, so that it stays the same while the blocks that it covers stay. */
  key: string;
  /** Id of the scene's heading block. */
  sceneId: string;
  size: ShotSize;
  angle: ShotAngle;
  movement: ShotMovement;
  lensMm: number;
  description: string;
  blockIds: string[];
  dialogue: SpokenLine[];
  /** At 24 frames a second. */
  durationFrames: number;
  /** By name of the character, prop, vehicle or creature, as the breakdown names it. */
  presence: Record<string, DerivedPresence>;
};

export type DeriveOptions = {
  cast: readonly CastMember[];
  /** Candidates of the breakdown; props, vehicles and creatures among them take part in shots. */
  candidates: readonly BreakdownCandidate[];
  /** The scene's length on paper. */
  eighths: number;
  /** The scene is not where the one before was; true for the first scene. */
  isNewPlace?: boolean;
  /** What people wear when the scene begins, by name; absent is "as described". */
  looks?: Readonly<Record<string, string | null>>;
} & Partial<ShotListSettings>;

const shortest = 1.5;

/**
 * The default shots of every scene that is not omitted, with clothes carried along from scene to scene.
 *
 * @param pages How the script is laid out, since a scene's length on paper is part of how long it runs.
 */
export function deriveShotList(
  blocks: readonly ScriptBlock[],
  { coverage, pace }: ShotListSettings = usualShotList,
  pages: PageOptions = {},
): DerivedShot[] {
  const scenes = filmedScenes(blocks);
  const lengths = new Map(sceneLengths(paginate(blocks, pages)).map((one) => [one.id, one.eighths]));
  const cast = castOf(blocks);
  const candidates = breakDown(blocks);
  let looks: Record<string, string | null> = {};
  const visited = new Set<string>();
  return scenes.flatMap((scene, i) => {
    const before = scenes[i - 1];
    const place = locationKey(scene.location);
    const isElsewhere = !before || locationKey(before.location) !== place;
    // Indoors a place is established once; from outside each time that the film comes back.
    const isNewPlace = isElsewhere && (scene.intExt !== "INT" || !visited.has(place));
    visited.add(place);
    // People dress again when another day or half of the day has begun.
    const isNewDay =
      !scene.timeIsInherited && before?.timeOfDay !== scene.timeOfDay && scene.timeOfDay !== "dawn";
    if (isNewDay) looks = {};
    const eighths = lengths.get(scene.id) ?? 1;
    const shots = deriveShots(scene, { cast, candidates, eighths, isNewPlace, looks, coverage, pace });
    looks = { ...looks };
    for (const change of costumeChanges(scene, cast))
      looks[change.name] = lookOf(change.name, change.look, candidates);
    return shots;
  });
}

/**
 * The shots of one scene that has none yet: where we are, then coverage of what happens and is said, and an insert for
 * each prop that somebody handles. The same scene always gives the same shots.
 */
export function deriveShots(scene: Scene, options: DeriveOptions): DerivedShot[] {
  // A feature has a thousand candidates, a scene a few dozen.
  const candidates = options.candidates.filter((candidate) => candidate.scenes.includes(scene.id));
  const things = candidates.filter((candidate) =>
    ["prop", "vehicle", "creature"].includes(candidate.category),
  );
  const movements = entrancesAndExits(scene, options.cast);
  const changes = costumeChanges(scene, options.cast).map((change) => ({
    ...change,
    look: change.look === null ? null : lookOf(change.name, change.look, options.candidates),
  }));
  const { coverage = usualShotList.coverage } = options;
  const units = withRuns(unitsOf(scene, options.cast, things, movements, changes, coverage));
  const stage = new Stage(presentAtStart(scene, options.cast, movements), { ...options.looks });
  const timed = withLength(units, options);
  // Cut by what happens; how long it takes on screen changes no cut.
  const groups = groupUnits(units, options.isNewPlace ?? true, limitsOf[coverage]).map((group) =>
    group.map((unit) => timed.get(unit)!),
  );
  const shown = new Shown();
  const shots: DerivedShot[] = [];
  groups.forEach((group, i) => {
    const shot = coverageShot(group, { scene, stage, isFirst: i === 0, options, before: shots.at(-1) });
    shots.push(shot);
    shots.push(...cutawaysOf(group, { scene, candidates, coverage, shown, framed: shot.presence }));
  });
  // A scene that is only a heading is still a place that is seen.
  if (shots.length === 0) shots.push(emptyScene(scene));
  return shots;
}

/** The units with their action stretched or pressed to the length that the scene has on paper. */
function withLength(units: readonly Unit[], { eighths, pace = 1 }: DeriveOptions): Map<Unit, Unit> {
  const sum = (kind: Unit["kind"]) => secondsOf(units.filter((unit) => unit.kind === kind));
  const wanted = sceneSeconds(units, eighths, pace);
  const scale = actionScale(wanted, sum("speech"), sum("action"));
  return new Map(
    units.map((unit) => {
      if (unit.kind === "speech") return [unit, unit];
      const held = /\b(?:HOLD|STAY) ON\b/.test(unit.text) ? 2 : 0;
      return [unit, { ...unit, seconds: unit.seconds * scale + held }];
    }),
  );
}

/** Who is there and what they wear, while the scene goes by. */
class Stage {
  readonly present: Set<string>;
  readonly looks: Record<string, string | null>;

  constructor(present: Set<string>, looks: Record<string, string | null>) {
    this.present = present;
    this.looks = looks;
  }

  /** Presence of these people over the units, which then have happened. */
  play(units: readonly Unit[], people: readonly string[]): Record<string, DerivedPresence> {
    for (const change of units.flatMap((unit) => unit.looks)) {
      if (change.kind === "wears") this.looks[change.name] = change.look;
    }
    const before = new Set(this.present);
    const looksBefore = { ...this.looks };
    const passing = new Set<string>();
    for (const unit of units) {
      for (const movement of unit.movements) {
        passing.add(movement.name);
        if (movement.kind === "enters") this.present.add(movement.name);
        else this.present.delete(movement.name);
      }
      for (const change of unit.looks) this.looks[change.name] = change.look;
    }
    const presence: Record<string, DerivedPresence> = {};
    for (const name of people) {
      const start = before.has(name);
      const end = this.present.has(name);
      // Somebody who comes and goes within one shot is in neither frame, yet the shot is about them.
      if (!start && !end && !passing.has(name)) continue;
      presence[name] = {
        start,
        end,
        startLook: looksBefore[name] ?? null,
        endLook: this.looks[name] ?? null,
      };
    }
    return presence;
  }
}

/** Cuts the units of a scene into shots. */
function groupUnits(units: readonly Unit[], isNewPlace: boolean, limits: Limits): Unit[][] {
  const groups: Unit[][] = [];
  for (const unit of units) {
    const group = groups.at(-1);
    const isOpening = groups.length === 1 && isNewPlace;
    if (group && (limits.cutsAtEvents ? joinsTightly : joinsLoosely)(group, unit, isOpening, limits))
      group.push(unit);
    else groups.push([unit]);
  }
  return groups;
}

type Limits = { longestSeconds: number; longestAction: number; cutsAtEvents: boolean };

const limitsOf: Record<Coverage, Limits> = {
  full: { longestSeconds: 12, longestAction: 8, cutsAtEvents: true },
  lean: { longestSeconds: 12, longestAction: 10, cutsAtEvents: false },
};

function secondsOf(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.seconds, 0);
}

function isEvent(unit: Unit): boolean {
  return unit.movements.length > 0 || unit.looks.some((look) => look.kind === "changes");
}

function speaks(units: readonly Unit[]): boolean {
  return units.some((unit) => unit.kind === "speech");
}

/**
 * A new shot at every entrance, exit and change of clothes, after the opening, when a shot gets long, and in a talk at each
 * speech of somebody else who has frames of their own.
 */
function joinsTightly(group: Unit[], unit: Unit, isOpening: boolean, limits: Limits): boolean {
  // Who speaks at once is in one frame.
  if (unit.isDual) return true;
  if (isEvent(unit) || unit.isDirected || leavesFrame(group, unit)) return false;
  if (isOpening && !speaks(group) && (unit.kind === "speech" || unit.people.length > 0)) return false;
  if (unit.kind === "speech" && group.some((other) => other.movements.length > 0) && secondsOf(group) > 4)
    return false;
  const limit = speaks([...group, unit]) ? limits.longestSeconds : limits.longestAction;
  return secondsOf(group) + unit.seconds <= limit;
}

/** Whether the frame is on one speaker, or on those without frames of their own, and the unit is of somebody else. */
function leavesFrame(group: readonly Unit[], unit: Unit): boolean {
  const last = group.findLast((other) => other.kind === "speech" && other.people.length > 0);
  if (last === undefined) return false;
  const single = singleOf(last);
  if (unit.kind === "action") return single !== undefined && unit.people.some((name) => name !== single);
  return unit.people.length > 0 && singleOf(unit) !== single;
}

/** A new shot only when one gets long, when talk begins after a lot has happened, or when a frame could not hold both events. */
function joinsLoosely(group: Unit[], unit: Unit, isOpening: boolean, limits: Limits): boolean {
  if (unit.isDirected) return false;
  if (isOpening && (unit.kind === "speech" || isEvent(unit)) && !speaks(group)) return false;
  const moved = new Set(
    group.flatMap((other) => [...other.movements, ...other.looks].map((event) => event.name)),
  );
  if ([...unit.movements, ...unit.looks].some((event) => moved.has(event.name))) return false;
  if (isEvent(unit) && secondsOf(group) > limits.longestSeconds / 2) return false;
  const limit = speaks([...group, unit]) ? limits.longestSeconds : limits.longestAction;
  return secondsOf(group) + unit.seconds <= limit;
}

type Context = {
  scene: Scene;
  stage: Stage;
  isFirst: boolean;
  options: DeriveOptions;
  before: DerivedShot | undefined;
};

function coverageShot(units: Unit[], { scene, stage, isFirst, options, before }: Context): DerivedShot {
  const isEstablishing = isFirst && (options.isNewPlace ?? true);
  const presentBefore = [...stage.present];
  const picture = choosePicture({
    units,
    isEstablishing,
    isMaster: isFirst && (options.coverage ?? usualShotList.coverage) === "full",
    scene,
    present: presentBefore,
    before: before?.size,
  });
  const inFrame = picture.people ?? [...new Set([...presentBefore, ...units.flatMap((unit) => unit.people)])];
  const presence = stage.play(units, inFrame);
  for (const thing of new Set(units.flatMap((unit) => unit.things))) {
    presence[thing] ??= { start: true, end: true, startLook: null, endLook: null };
  }
  // The parts of one paragraph have one block.
  const blockIds = [...new Set(units.flatMap((unit) => unit.blockIds))];
  return {
    key: `${units[0]?.key}:${isEstablishing ? "establishing" : "coverage"}`,
    sceneId: scene.id,
    size: picture.size,
    angle: picture.angle,
    movement: picture.movement,
    lensMm: picture.lensMm,
    description: describe(units),
    blockIds: isFirst ? [scene.id, ...blockIds] : blockIds,
    dialogue: units.flatMap((unit) => unit.dialogue),
    durationFrames: toFrames(lengthOf(units, isEstablishing)),
    presence,
  };
}

/** What is spoken is never cut short; the rest keeps to the lengths that cuts have. */
function lengthOf(units: readonly Unit[], isEstablishing: boolean): number {
  const seconds = secondsOf(units) + (isEstablishing ? 1 : 0);
  if (speaks(units)) return seconds;
  return clampSeconds(
    seconds,
    isEstablishing && units.every((unit) => unit.people.length === 0) ? clamps.establishing : clamps.cut,
  );
}

function describe(units: readonly Unit[]): string {
  const action = units.filter((unit) => unit.kind === "action").map((unit) => unit.text.replace(/\s+/g, " "));
  if (action.length > 0) return action.join(" ");
  const speakers = [...new Set(units.flatMap((unit) => unit.dialogue.map((line) => line.character)))];
  if (speakers.length === 1) return `${speakers[0]} speaks.`;
  return `${speakers.slice(0, -1).join(", ")} and ${speakers.at(-1)} talk.`;
}

function emptyScene(scene: Scene): DerivedShot {
  return {
    key: `${scene.id}:establishing`,
    sceneId: scene.id,
    size: "wide",
    angle: "eye",
    movement: "static",
    lensMm: 24,
    description: scene.heading,
    blockIds: [scene.id],
    dialogue: [],
    durationFrames: toFrames(3),
    presence: {},
  };
}

/** Clothes in which a character was introduced are no look of their own. */
function lookOf(name: string, look: string | null, candidates: readonly BreakdownCandidate[]): string | null {
  const described = candidates.find(
    (candidate) => candidate.category === "character" && candidate.name === name,
  );
  return look !== null && described?.description.toLowerCase().includes(look.toLowerCase()) ? null : look;
}

function toFrames(seconds: number): number {
  return framesOf(Math.max(shortest, seconds));
}
