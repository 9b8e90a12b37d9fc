import { referencePicture } from "../asset/reference.ts";
import type { Asset } from "../asset/schema.ts";
import { AppError } from "../errors/app-error.ts";
import { whoSays, type Shot, type Slot } from "../shot/schema.ts";
import type { Scene } from "../screenplay/scenes.ts";
import type { Direction } from "../stage/direction.ts";
import { dialogueOf, languageOf, locationOf, sceneSpeakers, type Film } from "./film.ts";
import { indexOf } from "./film-index.ts";
import { digestOf, seedOf } from "./digest.ts";
import type { SlotInput, SlotInputs } from "./inputs.ts";
import { presentIn, shownIn } from "./present.ts";

/** Raised when the drawing itself changes, so that older pictures show as made by an older studio. */
export const previsVersion = 3;

/** Raised when speaking itself changes, so that older sound shows as made by an older studio. */
export const voiceVersion = 1;

export type ResolveOptions = {
  provider: string;
  quality: string;
  variation: number;
  /** What the crew asked of this take; part of its seed, so that each wish is a picture of its own. */
  directions?: readonly Direction[];
};

const cameraLabels = {
  size: "Size",
  angle: "Angle",
  movement: "Movement",
  lensMm: "Lens",
  aperture: "Aperture",
} as const;

/**
 * Resolves what a slot is made from, out of what the film says now: the shot's own fields, the heading, every
 * asset that is in that frame with its look and newest picture, who speaks, and in a clip the lines; the dialogue out of its
 * lines, whose voices they are in, and the language. The order is fixed,
 * so the same film gives the same digest. `stageInputOf` puts the same things on the stage and nothing else: equal inputs
 * are an equal picture. Throws `not-found` when the shot is gone.
 */
export function resolveSlot(film: Film, shotId: string, slot: Slot, options: ResolveOptions): SlotInputs {
  const { shots, scenes } = indexOf(film);
  const shot = shots.get(shotId);
  const scene = scenes.get(shot?.sceneId ?? "");
  if (shot === undefined || shot.deletedAt !== null || scene === undefined) {
    throw new AppError("not-found", {
      sentence: "This shot is no longer in the film.",
      nextStep: "Restore the shot or its scene first.",
    });
  }
  const inputs: SlotInput[] = [];
  if (slot !== "dialogue") {
    inputs.push(
      ...headingInputs(scene),
      ...cameraInputs(shot, slot),
      { object: `shot:${shot.id}`, field: "description", label: "Shot description", value: shot.description },
      ...locationInputs(film, shot),
      {
        object: `scene:${scene.id}`,
        field: "speakers",
        label: "Who speaks in the scene",
        value: sceneSpeakers(film, scene),
      },
      ...castInputs(film, shot, slot),
      ...speakerInputs(film, shot, slot),
    );
  }
  if (slot === "clip" || slot === "dialogue") inputs.push(...dialogueInputs(film, shot));
  if (slot === "dialogue") inputs.push(...voiceInputs(film, shot));
  else inputs.push({ object: "studio", field: "previs", label: "Drawing", value: previsVersion });
  return {
    version: 1,
    projectId: film.projectId,
    shotId,
    slot,
    provider: options.provider,
    quality: options.quality,
    seed: seedOf(
      [
        shotId,
        slot === "dialogue" ? "voice" : "picture",
        options.variation,
        ...(options.directions ?? []),
      ].join(":"),
    ),
    inputs,
  };
}

/** The digest of resolved inputs: equal digests are the same picture. */
export function slotDigest(inputs: SlotInputs): string {
  return digestOf(inputs);
}

function cameraInputs(shot: Shot, slot: Slot): SlotInput[] {
  const object = `shot:${shot.id}`;
  const inputs: SlotInput[] = Object.entries(cameraLabels).map(([field, label]) => ({
    object,
    field,
    label,
    value: shot[field as keyof typeof cameraLabels],
  }));
  if (slot === "clip") {
    inputs.push({ object, field: "durationFrames", label: "Duration", value: shot.durationFrames });
  }
  return inputs;
}

function locationInputs(film: Film, shot: Shot): SlotInput[] {
  const scene = indexOf(film).scenes.get(shot.sceneId);
  const location = scene === undefined ? null : locationOf(film, scene);
  return location === null ? [] : assetInputs(location, null);
}

/** What of the heading is seen; a time of day that follows from the scene before is an input of its own. */
function headingInputs(scene: Scene): SlotInput[] {
  const place = [scene.location, ...scene.subLocations].join(" - ");
  const written = [`${scene.intExt ?? "INT"}. ${place}`, ...(scene.timeIsInherited ? [] : [scene.timeOfDay])];
  const heading = {
    object: `block:${scene.id}`,
    field: "text",
    label: "Scene heading",
    value: written.join(" - "),
  };
  if (!scene.timeIsInherited) return [heading];
  return [
    heading,
    {
      object: `scene:${scene.id}`,
      field: "timeOfDay",
      label: "Time of day, from the scene before",
      value: scene.timeOfDay,
    },
  ];
}

/** Everyone and everything in the frame: the start frame shows who is there at the start, a clip shows both. */
function castInputs(film: Film, shot: Shot, slot: Slot): SlotInput[] {
  return shownIn(slot, presentIn(film, shot)).flatMap(({ asset, where }) => {
    const value: Record<string, boolean | string | null> =
      slot === "startFrame"
        ? { start: true, look: where.startLook }
        : slot === "endFrame"
          ? {
              end: true,
              look: where.endLook,
              // A thing is there or not; a person has only just arrived.
              ...(asset.category === "character" ? { entered: !where.start } : {}),
            }
          : { start: where.start, end: where.end, startLook: where.startLook, endLook: where.endLook };
    const object = `asset:${asset.id}`;
    return [
      {
        object: `shot:${shot.id}`,
        field: `presence:${asset.id}`,
        label: `${asset.name} in the shot`,
        value,
      },
      { object, field: "category", label: `${asset.name}'s category`, value: asset.category },
      ...assetInputs(asset, slot === "endFrame" ? where.endLook : where.startLook),
      ...(slot === "clip" && where.endLook !== where.startLook ? lookInput(asset, where.endLook) : []),
    ];
  });
}

/** Whoever of the frame speaks in the shot: a shot that says nothing else is of them. What they say is not seen in a frame. */
function speakerInputs(film: Film, shot: Shot, slot: Slot): SlotInput[] {
  const speakers = new Set(dialogueOf(film, shot).flatMap(whoSays));
  const shown = shownIn(slot, presentIn(film, shot)).map(({ asset }) => asset.id);
  const value = shown.filter((id) => speakers.has(id));
  if (value.length === 0) return [];
  return [{ object: `shot:${shot.id}`, field: "speakers", label: "Who speaks in the shot", value }];
}

function assetInputs(one: Asset, lookId: string | null): SlotInput[] {
  const object = `asset:${one.id}`;
  const picture = referencePicture(one);
  return [
    { object, field: "name", label: `${one.name}'s name`, value: one.name },
    { object, field: "description", label: `${one.name}'s description`, value: one.description },
    ...lookInput(one, lookId),
    ...(picture === null
      ? []
      : [{ object, field: "pictures", label: `${one.name}'s picture`, value: picture.mediaHash }]),
  ];
}

function lookInput(one: Asset, lookId: string | null): SlotInput[] {
  const found = one.looks.find((candidate) => candidate.id === lookId);
  if (found === undefined) return [];
  return [
    {
      object: `asset:${one.id}`,
      field: `looks:${found.id}`,
      label: `${one.name}'s look “${found.name}”`,
      value: found.description,
    },
  ];
}

function dialogueInputs(film: Film, shot: Shot): SlotInput[] {
  return dialogueOf(film, shot).map((line) => ({
    object: `block:${line.blockId}`,
    field: "text",
    label: `${line.character}'s line`,
    value: {
      character: line.character,
      text: line.text,
      speaker: line.assetId,
      ...(line.withIds === undefined ? {} : { with: line.withIds }),
    },
  }));
}

/** What the lines sound like beside their words: who says them, as described, and in which language. */
function voiceInputs(film: Film, shot: Shot): SlotInput[] {
  const speakers = new Set(dialogueOf(film, shot).flatMap(({ assetId }) => assetId ?? []));
  const described = [...speakers].flatMap((id) => film.assets.get(id) ?? []);
  return [
    ...described.map(({ id, name, description }) => ({
      object: `asset:${id}`,
      field: "description",
      label: `${name}'s description`,
      value: description,
    })),
    { object: "script", field: "language", label: "Language of the script", value: languageOf(film) },
    { object: "studio", field: "voice", label: "Voices", value: voiceVersion },
  ];
}
