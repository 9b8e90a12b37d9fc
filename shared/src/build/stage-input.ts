import { referencePicture } from "../asset/reference.ts";
import type { Asset } from "../asset/schema.ts";
import { AppError } from "../errors/app-error.ts";
import {
  vocabularyLabel,
  whoSays,
  type Presence,
  type Shot,
  type ShotDialogue,
  type Slot,
} from "../shot/schema.ts";
import type { Scene } from "../screenplay/scenes.ts";
import type { Direction } from "../stage/direction.ts";
import type { StageInput } from "../stage/input.ts";
import { seedOf } from "./digest.ts";
import { dialogueOf, locationOf, sceneSpeakers, shotLabel, type Film } from "./film.ts";
import { indexOf } from "./film-index.ts";
import { presentIn, shownIn } from "./present.ts";

/** Frames a second at which shots are planned. */
export const planningFps = 24;

/** A spoken line with its place in the shot, in frames; half open. */
export type TimedLine = ShotDialogue & { startFrame: number; endFrame: number };

/** Speaking rate of scratch dialogue, in words a second. */
const wordsPerSecond = 2.6;

/** Lays the lines of a shot one after another, a quarter of a second apart, by their number of words. */
export function timeLines(lines: readonly ShotDialogue[]): TimedLine[] {
  let at = 6;
  return lines.map((line) => {
    const words = line.text.split(/\s+/).filter(Boolean).length;
    const frames = Math.max(12, Math.round((words / wordsPerSecond + 0.3) * planningFps));
    const timed = { ...line, startFrame: at, endFrame: at + frames };
    at += frames + 6;
    return timed;
  });
}

/** How long a shot is taken to be for a frame of it: what a frame shows does not depend on how long the shot is. */
const stillFrames = 72;

/**
 * The shot as the stage wants it, for one slot of it: exactly what `resolveSlot` says that the slot is made from, in the
 * words of a director. So a start frame does not know who will come in, nor what is said. The seed belongs to the shot and
 * the variation, so that a picture is stable until something that it shows changes. Throws `not-found` when the shot's
 * scene is gone.
 */
export function stageInputOf(
  film: Film,
  shot: Shot,
  variation = 0,
  slot: Slot = "clip",
  directions: readonly Direction[] = [],
): StageInput {
  const scene = indexOf(film).scenes.get(shot.sceneId);
  if (scene === undefined) {
    throw new AppError("not-found", { sentence: "The scene of this shot is no longer in the script." });
  }
  const present = shownIn(slot, presentIn(film, shot));
  const location = locationOf(film, scene);
  const lines = timeLines(dialogueOf(film, shot));
  const speakers = new Set(lines.flatMap(whoSays));
  return {
    seed: seedOf(`${shot.id}:picture:${variation}`),
    ...(variation === 0 && directions.length === 0
      ? {}
      : { variation: { take: variation, directions: [...directions] } }),
    heading: { intExt: scene.intExt ?? "INT", location: placeOf(scene), timeOfDay: scene.timeOfDay },
    shot: {
      size: shot.size,
      angle: shot.angle,
      movement: shot.movement,
      lensMm: shot.lensMm,
      aperture: shot.aperture,
      durationFrames: slot === "clip" ? shot.durationFrames : stillFrames,
      description: shot.description,
    },
    cast: present
      .filter(({ asset }) => asset.category === "character")
      .map(({ asset, where }) => ({
        ...described(asset),
        ...looksIn(slot, asset, where),
        presence: presenceIn(slot, where),
        speaks: speakers.has(asset.id),
      })),
    sceneCast: sceneSpeakers(film, scene),
    props: present
      .filter(({ asset }) => ["prop", "vehicle", "creature"].includes(asset.category))
      .map(({ asset, where }) => ({
        ...described(asset),
        presence: slot === "clip" ? presenceIn(slot, where) : { start: true, end: true },
        ...(asset.category === "creature" ? { isAnimal: true } : {}),
      })),
    location: location === null ? { name: placeOf(scene), description: "" } : described(location),
    dialogue: (slot === "clip" ? lines : []).flatMap((line) =>
      whoSays(line).map((assetId) => ({ assetId, startFrame: line.startFrame, endFrame: line.endFrame })),
    ),
    slate: {
      scene: scene.number,
      shot: shotLabel(film, shot),
      lens: `${shot.lensMm} mm`,
      move: vocabularyLabel(shot.movement),
    },
  };
}

/** Media hashes of the pictures that a stage input uses. */
export function picturesOf(input: StageInput): string[] {
  const all = [...input.cast, ...input.props, input.location].flatMap((one) => one.pictureHash ?? []);
  return [...new Set(all)];
}

/** The whole place, from the larger to the smaller: the last part decides what the set is. */
function placeOf(scene: Scene): string {
  return [scene.location, ...scene.subLocations].join(" - ");
}

/** A start frame does not know who leaves; an end frame knows who has come in. */
function presenceIn(slot: Slot, { start, end }: Presence): { start: boolean; end: boolean } {
  if (slot === "startFrame") return { start: true, end: true };
  return slot === "endFrame" ? { start, end: true } : { start, end };
}

function looksIn(
  slot: Slot,
  asset: Asset,
  where: Presence,
): { lookDescription?: string; lookAtEnd?: string } {
  const worn = (lookId: string | null) => asset.looks.find((one) => one.id === lookId)?.description;
  const first = worn(slot === "endFrame" ? where.endLook : where.startLook);
  const last = worn(where.endLook);
  return {
    ...(first === undefined ? {} : { lookDescription: first }),
    // Nothing more than the description is a change of look too.
    ...(slot === "clip" && last !== first ? { lookAtEnd: last ?? "" } : {}),
  };
}

function described(asset: Asset) {
  const picture = referencePicture(asset);
  return {
    assetId: asset.id,
    name: asset.name,
    description: asset.description,
    ...(picture === null ? {} : { pictureHash: picture.mediaHash }),
  };
}
