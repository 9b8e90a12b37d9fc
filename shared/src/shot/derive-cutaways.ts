import type { BreakdownCandidate } from "../screenplay/candidate.ts";
import type { Scene } from "../screenplay/scenes.ts";
import type { DerivedPresence, DerivedShot } from "./derive.ts";
import { insertPicture, povPicture, reactionPicture } from "./derive-picture.ts";
import { singleOf } from "./derive-runs.ts";
import type { Unit } from "./derive-units.ts";
import type { Coverage } from "./settings.ts";
import { clampSeconds, clamps, framesOf } from "./timing.ts";

/** What a scene has shown by itself: one insert, one point of view and one reaction, or it becomes a catalogue. */
export class Shown {
  insert = false;
  pointOfView = false;
  reaction = false;
}

type Context = {
  scene: Scene;
  candidates: readonly BreakdownCandidate[];
  coverage: Coverage;
  shown: Shown;
  /** Who and what the shot before has in its frames. */
  framed: Readonly<Record<string, DerivedPresence>>;
};

/** The shots beside the coverage of a group: what somebody looks at, a thing or words that matter, and who listens. */
export function cutawaysOf(units: readonly Unit[], context: Context): DerivedShot[] {
  const isFull = context.coverage === "full";
  return [
    ...(isFull ? pointOfView(units, context) : []),
    ...insert(units, context),
    ...(isFull ? reaction(units, context) : []),
  ];
}

/** A prop that matters, else words that have to be read. */
function insert(units: readonly Unit[], context: Context): DerivedShot[] {
  const { shown, scene, coverage } = context;
  if (shown.insert) return [];
  const subject =
    propOf(units, context) ??
    (coverage === "full" ? (textOf(units, context) ?? soundOf(units, context)) : undefined);
  if (subject === undefined) return [];
  shown.insert = true;
  const ids = new Set(units.flatMap((unit) => unit.blockIds));
  const proof = subject.evidence.find((entry) => ids.has(entry.blockId))!;
  return [
    {
      key: `${proof.blockId}:insert:${subject.name.toLowerCase()}`,
      sceneId: scene.id,
      ...insertPicture,
      description: `${subject.name}. ${proof.quote}`,
      blockIds: [proof.blockId],
      dialogue: [],
      durationFrames: framesOf(clampSeconds(2, clamps.insert)),
      presence: subject.category === "text" ? {} : there(subject.name),
    },
  ];
}

/**
 * The prop of the group that the film comes back to most. Lean coverage shows it once in the film, in the first scene
 * that it is in.
 */
function propOf(
  units: readonly Unit[],
  { candidates, coverage, scene }: Context,
): BreakdownCandidate | undefined {
  const named = new Set(units.flatMap((unit) => unit.things));
  return candidates
    .filter((thing) => thing.category === "prop" && named.has(thing.name) && thing.confidence >= 0.7)
    .filter((thing) =>
      coverage === "full"
        ? thing.scenes.length >= 2
        : thing.scenes.length >= 3 && thing.scenes[0] === scene.id,
    )
    .toSorted((a, b) => b.evidence.length - a.evidence.length)[0];
}

/** Words that the audience has to read: a letter, a sign, a screen. Titles over the picture need no shot. */
function textOf(units: readonly Unit[], { candidates }: Context): BreakdownCandidate | undefined {
  const ids = new Set(units.flatMap((unit) => unit.blockIds));
  return candidates.find(
    (one) =>
      one.category === "text" && one.rule !== "title" && one.evidence.some((proof) => ids.has(proof.blockId)),
  );
}

/** The thing in the sentence of a sound in capitals: the kettle that WHISTLES. */
function soundOf(units: readonly Unit[], { candidates }: Context): BreakdownCandidate | undefined {
  const ids = new Set(units.flatMap((unit) => unit.blockIds));
  const quotes = new Set(
    candidates
      .filter((one) => one.category === "sound")
      .flatMap((one) => one.evidence)
      .filter(
        ({ blockId, quote, start, end }) =>
          ids.has(blockId) && quote.includes(" ") && end - start >= 3 && /\p{Lu}{3}/u.test(quote),
      )
      .map(({ blockId, quote }) => `${blockId} ${quote}`),
  );
  return candidates.find(
    (one) =>
      ["prop", "vehicle", "creature"].includes(one.category) &&
      one.evidence.some((proof) => quotes.has(`${proof.blockId} ${proof.quote}`)),
  );
}

const looking =
  /\b(?:(?:looks?|stares?|gazes?|peers?|glances?|squints?) (?:\w+ )?(?:at|into|through|over)|sees|notices|spots|watches|studies|discovers)\b/i;

/** What one person looks at, as they see it. */
function pointOfView(units: readonly Unit[], { candidates, scene, shown }: Context): DerivedShot[] {
  if (shown.pointOfView) return [];
  for (const unit of units) {
    const verb = unit.kind === "action" && unit.people.length === 1 ? looking.exec(unit.text) : null;
    if (verb === null) continue;
    const after = unit.text
      .slice(verb.index + verb[0].length, verb.index + verb[0].length + 60)
      .toLowerCase();
    const thing = candidates.find(
      (one) => unit.things.includes(one.name) && after.includes(lastWord(one.name)),
    );
    if (thing === undefined) continue;
    shown.pointOfView = true;
    return [
      {
        key: `${unit.key}:pov:${thing.name.toLowerCase()}`,
        sceneId: scene.id,
        ...povPicture,
        description: `What ${unit.people[0]} sees: ${thing.name}.`,
        blockIds: [...unit.blockIds],
        dialogue: [],
        durationFrames: framesOf(clampSeconds(2, clamps.insert)),
        presence: there(thing.name),
      },
    ];
  }
  return [];
}

/** In a talk of four or more, somebody who listens to the one who says most. */
function reaction(units: readonly Unit[], { scene, shown, framed }: Context): DerivedShot[] {
  const speech = units.findLast((unit) => unit.run !== undefined && unit.run.speakers.length >= 4);
  const [most, listener] = speech?.run?.speakers ?? [];
  if (shown.reaction || speech === undefined || listener === undefined || singleOf(speech) !== most)
    return [];
  const [name] = Object.keys(framed).includes(listener) ? [] : [listener];
  if (name === undefined) return [];
  shown.reaction = true;
  return [
    {
      key: `${speech.key}:reaction`,
      sceneId: scene.id,
      ...reactionPicture,
      description: `${name} listens.`,
      // Only the cue: what is said belongs to the shot of whoever says it.
      blockIds: speech.blockIds.slice(0, 1),
      dialogue: [],
      durationFrames: framesOf(clampSeconds(1.5, clamps.reaction)),
      presence: there(name),
    },
  ];
}

function there(name: string): Record<string, DerivedPresence> {
  return { [name]: { start: true, end: true, startLook: null, endLook: null } };
}

function lastWord(name: string): string {
  return name.toLowerCase().split(" ").at(-1) ?? "";
}
