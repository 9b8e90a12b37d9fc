/**
 * Another take of a shot: within what the shot says (its size, angle and movement) the camera stands elsewhere, people hold
 * themselves differently and the light comes from elsewhere. Take 0 is the shot as it is first drawn; a direction of the crew moves
 * the picture its own way on top of that. Pure and repeatable.
 */
import type { Actor } from "./actor.ts";
import { amountOf } from "./direction.ts";
import { format } from "./format.ts";
import type { Framing } from "./framing.ts";
import type { StageInput } from "./input.ts";
import { hashText, randomFrom } from "./random.ts";
import type { CameraKey, PoseName, Stage, StageLight, Vec3 } from "./schema.ts";
import { add, direction as toward, scale, azimuthTo, distance } from "./vector.ts";

export type Variation = {
  /** Radians by which the camera goes round the subject. */
  azimuth: number;
  elevation: number;
  /** Factor on the height of the picture at the subject. */
  size: number;
  /** Share of the picture's width by which the subject stands further to the right. */
  aside: number;
  /** Factor on the exposure. */
  exposure: number;
  /** The key light comes from the other side. */
  isFlipped: boolean;
  /** Radians by which the key light goes round. */
  keyTurn: number;
  /** Chooses how people who only wait hold themselves; 0 leaves them as they are. */
  bearing: number;
};

const none: Variation = {
  azimuth: 0,
  elevation: 0,
  size: 1,
  aside: 0,
  exposure: 1,
  isFlipped: false,
  keyTurn: 0,
  bearing: 0,
};

/** How this take differs from the first one. */
export function variationOf({ take, directions = [] }: NonNullable<StageInput["variation"]>): Variation {
  const random = randomFrom(hashText(`take ${take}`));
  // Sides alternate, so that two takes in a row are never nearly the same.
  const side = take % 2 === 0 ? 1 : -1;
  const own: Variation =
    take === 0
      ? none
      : {
          azimuth: side * random.between(0.17, 0.34),
          elevation: random.between(-0.06, 0.09),
          size: random.between(0.93, 1.08),
          aside: -side * random.between(0.02, 0.06),
          exposure: random.between(0.9, 1.12),
          isFlipped: take % 4 === 1 || take % 4 === 2,
          keyTurn: random.between(-0.25, 0.25),
          bearing: take,
        };
  const closer = amountOf(directions, "closer", "wider");
  return {
    ...own,
    size: own.size * 0.84 ** closer,
    elevation: own.elevation + 0.13 * amountOf(directions, "higher", "lower"),
    aside: own.aside + 0.11 * amountOf(directions, "right", "left"),
    exposure: own.exposure * 1.32 ** amountOf(directions, "brighter", "darker"),
  };
}

/** The framing of another take. `isTight` compositions, such as over a shoulder, bear only a small walk round. */
export function varyFraming(framing: Framing, by: Variation, isTight: boolean): Framing {
  const azimuth = framing.azimuth + (isTight ? by.azimuth * 0.2 : by.azimuth);
  const size = isTight ? Math.max(0.8, Math.min(1.15, by.size)) : by.size;
  const right: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)];
  const width = (framing.frameHeight * format.widthMm) / format.heightMm;
  const aside = by.aside * width * (isTight ? 0.4 : 1);
  // What is in focus, the eyes as a rule, keeps its height in the picture.
  const eyes = framing.focus[1] - framing.aim[1];
  const aim = add(framing.aim, scale(right, -aside));
  return {
    ...framing,
    aim: [aim[0], aim[1] + eyes * (1 - size), aim[2]],
    azimuth,
    elevation: Math.max(-0.5, Math.min(1.45, framing.elevation + by.elevation)),
    distance: framing.distance * size,
    frameHeight: framing.frameHeight * size,
  };
}

/** Through somebody's eyes only the head can turn and lean: another take looks from a little beside, to a little beside. */
export function varyLook(key: CameraKey, by: Variation): CameraKey {
  const view = azimuthTo(key.at, key.aim);
  const right: Vec3 = [-Math.cos(view), 0, Math.sin(view)];
  const reach = distance(key.at, key.aim);
  const width = (reach * format.widthMm) / key.lensMm;
  const lean = add(scale(right, by.azimuth * 0.35), [0, by.elevation * 0.5, 0]);
  const nearer = scale(toward(view, 0), Math.min(reach * 0.4, (1 - by.size) * reach));
  return {
    ...key,
    at: add(add(key.at, lean), nearer),
    aim: add(key.aim, scale(right, -by.aside * width)),
    focus: Math.max(0.3, key.focus * by.size),
  };
}

const bearings: readonly PoseName[] = ["stand", "hands-on-hips", "arms-crossed", "relaxed", "stand"];

/** People of whom the shot says nothing hold themselves another way, and turn a little. */
export function varyBearing(actors: readonly Actor[], by: Variation): void {
  if (by.bearing === 0) return;
  for (const actor of actors) {
    const { action } = actor.mark;
    const random = randomFrom(hashText(`${actor.member.assetId} ${by.bearing}`));
    const isWaiting = action.from === "relaxed" && action.to === "relaxed" && action.travel === 0;
    const pose = random.pick(bearings);
    actor.mark = {
      ...actor.mark,
      facing: actor.mark.facing + (isWaiting ? random.between(-0.14, 0.14) : 0),
      action: isWaiting ? { from: pose, to: pose, travel: 0 } : action,
    };
  }
}

/** The key and what goes with it, turned round the subject. Sky, sun and lamps of the place stay where they are. */
export function varyLights(lights: readonly StageLight[], by: Variation): StageLight[] {
  if (by.keyTurn === 0) return [...lights];
  return lights.map((light) => {
    if (light.role !== "key" && light.role !== "fill") return light;
    const [x, z] = [light.at[0] - light.aim[0], light.at[2] - light.aim[2]];
    const [sin, cos] = [Math.sin(by.keyTurn), Math.cos(by.keyTurn)];
    const at: Vec3 = [light.aim[0] + x * cos + z * sin, light.at[1], light.aim[2] - x * sin + z * cos];
    return { ...light, at };
  });
}

/** Exposure of the take. */
export function varyAtmosphere(atmosphere: Stage["atmosphere"], by: Variation): Stage["atmosphere"] {
  return { ...atmosphere, exposure: atmosphere.exposure * by.exposure };
}
