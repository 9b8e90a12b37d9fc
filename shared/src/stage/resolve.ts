/**
 * A shot as a stage. Deterministic: the same input gives the same stage. The set depends on the location alone, what people
 * wear on the person alone, so both are recognised from shot to shot; the shot decides who stands where and what is seen.
 */
import { dressFigure, mainOf, subjectOf, type Actor } from "./actor.ts";
import { aimCamera, followWalker, keepInFrame, offFrame } from "./aim.ts";
import { cameraAt } from "./at-frame.ts";
import { keysFor, markCast, type Mark } from "./blocking.ts";
import { clearTheView } from "./clear-view.ts";
import { format } from "./format.ts";
import { furnish, placeProps } from "./furnish.ts";
import type { StageInput } from "./input.ts";
import { chooseKit } from "./kits/choose.ts";
import type { Kit } from "./kits/kit.ts";
import { atmosphereOf, lightStage, readHour } from "./lighting.ts";
import { hashText, randomFrom } from "./random.ts";
import type { CameraKey, Figure, Stage, StageCamera, StageLight, StageSet, Vec3 } from "./schema.ts";
import { varyAtmosphere, varyBearing, varyLights, variationOf } from "./variation.ts";
import { film } from "../time/rate.ts";
import { add, distance } from "./vector.ts";

function dressSet(kit: Kit, input: StageInput): StageSet {
  const seed = hashText(input.location.assetId ?? input.heading.location.toUpperCase());
  const random = randomFrom(seed);
  const palette = random.pick(kit.palettes);
  const night = readHour(input.heading.timeOfDay) === "night";
  return {
    kit: kit.id,
    seed,
    interior: kit.interior,
    size: kit.size,
    palette,
    wallSurface: kit.wallSurface,
    floorSurface: kit.floorSurface,
    pieces: kit.dress({ random, palette, night, ...kit.size }),
  };
}

/** Under the roof of a car neither sun nor sky reaches a face: a soft lamp beside the lens does. */
function cabinLight(camera: CameraKey, subject: Vec3): StageLight {
  return {
    role: "fill",
    colour: "#f2ead8",
    intensity: 1.1,
    at: add(camera.at, [0.4, 0.5, 0]),
    aim: subject,
    cone: 0,
    castsShadow: false,
  };
}

/** Resolves a shot to its stage. Pure; throws nothing for any valid input. */
export function resolveStage(input: StageInput): Stage {
  const { durationFrames } = input.shot;
  const kit = chooseKit(input.heading, `${input.location.name} ${input.location.description}`);
  const set = dressSet(kit, input);
  const hour = readHour(input.heading.timeOfDay);
  const marks = markCast(input);
  const actors: Actor[] = input.cast
    .map((member, index) => ({ member, mark: marks[index] as Mark, dressed: dressFigure(member, input) }))
    .filter(({ member }) => member.presence.start || member.presence.end);
  const mainMember = mainOf({ ...input, cast: actors.map(({ member }) => member) });
  const main = actors.find(({ member }) => member === mainMember);

  const furniture = furnish(
    kit,
    set,
    actors,
    input.props.some(({ heldBy, isAnimal: animal }) => !heldBy && animal !== true),
  );
  const props = placeProps(input, actors, furniture.surfaceAt);
  for (const prop of props) {
    const where = prop.where;
    const holder =
      "holder" in where ? actors.find(({ member }) => member.assetId === where.holder) : undefined;
    if (holder && ["relaxed", "stand"].includes(holder.mark.action.to)) {
      const pose = prop.shape === "phone" ? "phone" : prop.shape === "gun" ? "aim" : "hold";
      holder.mark = { ...holder.mark, action: { from: pose, to: pose, travel: 0 } };
    }
  }

  const variation = variationOf(input.variation ?? { take: 0 });
  varyBearing(actors, variation);
  const { keys, hidden } = aimCamera(input, actors, main, props, set, variation);
  const camera: StageCamera = {
    sensor: format,
    aperture: input.shot.aperture ?? (kit.interior || hour === "night" ? 2.8 : 5.6),
    keys,
    handheld: input.shot.movement === "handheld" ? 1 : 0,
  };
  keepInFrame(actors, main, camera, input);

  // Actors look a little past each other toward the lens, so that a face is seen in three quarters and not in profile.
  const cheat = ["wide", "extreme-wide", "full", "over-the-shoulder", "pov"].includes(input.shot.size)
    ? 0
    : 0.9;
  const bare = { camera, seed: input.seed } as Stage;
  const [first, last] = [cameraAt(bare, 0), cameraAt(bare, durationFrames - 1)];
  const figures: Figure[] = actors
    .filter(({ member }) => member.assetId !== hidden)
    .map(({ member, mark, dressed }) => {
      const partner = actors.find((actor) => actor.member !== member);
      return {
        ...dressed,
        keys: keysFor({
          mark,
          presence: member.presence,
          durationFrames,
          offAtStart: offFrame(mark, camera, first, set),
          offAtEnd: offFrame(mark, camera, last, set),
        }),
        gaze: partner ? add(partner.mark.at, [0, subjectOf(partner).top - 0.12, cheat]) : null,
      };
    });

  const kept = new Set(furniture.pieces);
  set.pieces = clearTheView(set, [...set.pieces, ...furniture.pieces], keys, kept);
  followWalker(camera, figures, main, input);

  const subjectAt: Vec3 = main ? [main.mark.at[0], 1.25, main.mark.at[2]] : [0, 1, 0];
  const practicals = set.pieces
    .filter(
      ({ kind, lit }) =>
        lit &&
        [
          "floor-lamp",
          "table-lamp",
          "pendant",
          "street-lamp",
          "campfire",
          "fireplace",
          "altar",
          "console",
          "bottle-shelf",
        ].includes(kind),
    )
    .toSorted((a, b) => distance(a.at, subjectAt) - distance(b.at, subjectAt))
    .map(({ at, size, kind }): Vec3 => [
      at[0],
      kind === "pendant" ? at[1] + 0.1 : at[1] + size[1] * (kind === "campfire" ? 1 : 0.85),
      at[2] + (kind === "bottle-shelf" ? 0.6 : 0.1),
    ]);
  return {
    version: 1,
    seed: input.seed,
    rate: input.rate ?? film,
    durationFrames,
    set,
    figures,
    props,
    lights: [
      ...varyLights(
        lightStage({
          hour,
          interior: kit.interior,
          subject: subjectAt,
          side: (set.seed % 2 === 0) !== variation.isFlipped ? 1 : -1,
          practicals,
          reach: 26,
        }),
        variation,
      ),
      ...(kit.id === "car" ? [cabinLight(first, subjectAt)] : []),
    ],
    atmosphere: varyAtmosphere(atmosphereOf(hour, kit.interior, set.palette.floor), variation),
    camera,
    backdrop: input.location.pictureHash ?? null,
    slate: {
      scene: "1",
      shot: "1",
      take: 1,
      lens: `${Math.round(input.shot.lensMm)} mm`,
      move: input.shot.movement,
      ...input.slate,
      label: "previs",
    },
  };
}
