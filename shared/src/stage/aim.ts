import { subjectOf, type Actor } from "./actor.ts";
import { cameraAt, figureAt, projectPoint } from "./at-frame.ts";
import type { Mark } from "./blocking.ts";
import { format } from "./format.ts";
import {
  cameraAtFraming,
  frameGroup,
  frameOverShoulder,
  framePerson,
  frameThing,
  moveCamera,
} from "./framing.ts";
import type { StageInput } from "./input.ts";
import { readProp } from "./prop-shape.ts";
import type { CameraKey, Figure, Stage, StageCamera, StageProp, StageSet, Vec3 } from "./schema.ts";
import { varyFraming, varyLook, type Variation } from "./variation.ts";
import { add, azimuthTo, direction, distance, scale } from "./vector.ts";

export function aimCamera(
  input: StageInput,
  actors: Actor[],
  main: Actor | undefined,
  props: StageProp[],
  set: StageSet,
  variation: Variation,
): { keys: CameraKey[]; hidden: string | null } {
  const { size, angle, lensMm, movement, durationFrames } = input.shot;
  const shot = { size, angle, lensMm };
  const limit = set.interior ? Math.min(set.size.width / 1.9, set.size.height * 1.45) : 30;
  const roll = angle === "dutch" ? 0.19 : 0;
  const visible = actors.filter(({ member }) => member.presence.start || member.presence.end);
  const subject = main ? subjectOf(main) : null;
  const others = visible.filter((actor) => actor !== main);
  const other = others[0];
  const wideGroup = ["two-shot", "wide", "extreme-wide", "full", "medium-wide"].includes(size);
  let framing = framePerson(
    subject ?? { at: [0, 0, 0], top: 1.6, height: 1.75, facing: 0.4, lies: false },
    shot,
    format,
    limit,
  );
  let hidden: string | null = null;
  const thing = props[0];
  if (size === "insert" && thing) {
    const holder =
      "holder" in thing.where
        ? actors.find(({ member }) => member.assetId === (thing.where as { holder: string }).holder)
        : undefined;
    const at: Vec3 =
      "at" in thing.where
        ? thing.where.at
        : holder
          ? add(
              holder.mark.at,
              add(scale(direction(holder.mark.facing - 0.45, 0), 0.36), [0, subjectOf(holder).top - 0.62, 0]),
            )
          : [0, 1, 0];
    framing = frameThing(
      at,
      readProp(thing.assetId, thing.name, input.props[0]?.description ?? "").size,
      shot,
      format,
    );
  } else if (size === "over-the-shoulder" && main && other) {
    framing = frameOverShoulder(subjectOf(main), subjectOf(other), shot, format);
  } else if (size === "pov" && main) {
    hidden = main.member.assetId;
    const eyes = add(main.mark.at, [0, subjectOf(main).top - 0.12, 0]);
    const lookAtPoint: Vec3 = other
      ? add(other.mark.at, [0, subjectOf(other).top - 0.14, 0])
      : thing && "at" in thing.where
        ? thing.where.at
        : add(eyes, scale(direction(Math.PI + main.mark.facing * 0.3, -0.04), 3));
    const key: CameraKey = {
      frame: 0,
      at: eyes,
      aim: lookAtPoint,
      lensMm,
      focus: Math.max(0.3, distance(eyes, lookAtPoint)),
      roll,
    };
    return {
      keys: moveCamera(varyLook(key, variation), {
        movement,
        durationFrames,
        interiorHeight: set.interior ? set.size.height : null,
        rackFrom: null,
      }),
      hidden,
    };
  } else if (wideGroup && main && visible.length > 1) {
    framing = frameGroup([main, ...others].map(subjectOf), shot, format, limit);
  }
  const isTight = size === "over-the-shoulder" || size === "insert" || angle === "overhead";
  const key = cameraAtFraming(varyFraming(framing, variation, isTight), lensMm, roll, 0);
  const rackTo = other
    ? add(other.mark.at, [0, 1.5, 0])
    : thing && "at" in thing.where
      ? thing.where.at
      : null;
  const keys = moveCamera(key, {
    movement,
    durationFrames,
    interiorHeight: set.interior ? set.size.height : null,
    rackFrom: rackTo,
  });
  return { keys, hidden };
}

/**
 * Brings everyone whom presence puts into a frame inside that frame: who would fall outside moves to a free place behind the
 * subject, in the third that is empty.
 */
export function keepInFrame(
  actors: Actor[],
  main: Actor | undefined,
  camera: StageCamera,
  input: StageInput,
): void {
  if (["insert", "pov", "extreme-close"].includes(input.shot.size)) return;
  const last = input.shot.durationFrames - 1;
  const keyAt = (frame: number) => cameraAt({ camera, seed: input.seed } as Stage, frame);
  let lane = 0;
  for (const actor of actors) {
    const { presence } = actor.member;
    if (actor === main || (!presence.start && !presence.end)) continue;
    const key = keyAt(presence.end ? last : 0);
    const head = add(actor.mark.at, [0, subjectOf(actor).top - 0.12, 0]);
    const seen = projectPoint({ camera }, key, head);
    if (seen.depth > 0.3 && Math.abs(seen.x) < 0.86 && Math.abs(seen.y) < 1.1) continue;
    if (input.shot.size === "close" && presence.start && presence.end) continue;
    // The near shoulder is meant to be cut by the edge.
    if (input.shot.size === "over-the-shoulder" && seen.depth > 0.3 && Math.abs(seen.x) < 1.3) continue;
    const focus = main ? main.mark.at : key.aim;
    const view = azimuthTo([key.at[0], 0, key.at[2]], [focus[0], 0, focus[2]]);
    const reach = Math.hypot(focus[0] - key.at[0], focus[2] - key.at[2]);
    const depth = reach + 0.75 + lane * 0.35;
    const half = (depth * camera.sensor.widthMm) / key.lensMm / 2;
    const side = lane % 2 === 0 ? Math.sign(seen.x) || 1 : -(Math.sign(seen.x) || 1);
    const right: Vec3 = [-Math.cos(view), 0, Math.sin(view)];
    const at = add(
      add([key.at[0], 0, key.at[2]], scale(direction(view, 0), depth)),
      scale(right, side * half * 0.62),
    );
    actor.mark = {
      ...actor.mark,
      at: [at[0], 0, at[2]],
      facing: azimuthTo(at, main ? main.mark.at : key.at),
    };
    lane += 1;
  }
}

/** A place on the floor outside the picture of one frame, on the side where the mark is. */
export function offFrame(mark: Mark, camera: StageCamera, key: CameraKey, set: StageSet): Vec3 {
  const { x, depth } = projectPoint({ camera }, key, add(mark.at, [0, 1, 0]));
  const half = (Math.max(depth, 0.5) * camera.sensor.widthMm) / key.lensMm / 2;
  const view = azimuthTo(key.at, key.aim);
  const right: Vec3 = [-Math.cos(view), 0, Math.sin(view)];
  const side = Math.abs(x) < 0.05 ? (Math.sign(mark.at[0]) || 1) * (Math.sign(right[0]) || 1) : Math.sign(x);
  const at = add(mark.at, scale(right, side * (half + 0.75) - x * half));
  if (!set.interior) return at;
  // Through the walls only when the picture shows the whole room: then from its edge.
  const edge = set.size.width / 2 + 0.6;
  return [
    Math.max(-edge, Math.min(edge, at[0])),
    0,
    Math.max(-set.size.depth / 2 + 0.4, Math.min(set.size.depth / 2 + 6, at[2])),
  ];
}

/** A still camera on one walking person goes along, so that the size holds for the whole walk. */
export function followWalker(
  camera: StageCamera,
  figures: Figure[],
  main: Actor | undefined,
  input: StageInput,
): void {
  const tight = ["medium-wide", "medium", "medium-close", "close", "extreme-close"].includes(input.shot.size);
  const follows = input.shot.movement.startsWith("track") || tight;
  const figure = figures.find(({ assetId }) => assetId === main?.member.assetId);
  if (
    !figure ||
    !main ||
    !follows ||
    !main.member.presence.start ||
    !main.member.presence.end ||
    figure.keys.length < 2
  )
    return;
  const [begin, finish] = [figureAt(figure, 0), figureAt(figure, input.shot.durationFrames - 1)];
  const by: Vec3 = [begin.at[0] - finish.at[0], 0, begin.at[2] - finish.at[2]];
  if (Math.hypot(by[0], by[2]) < 0.3) return;
  const end = camera.keys.at(-1) as CameraKey;
  const start = input.shot.movement.startsWith("track") ? end : (camera.keys[0] as CameraKey);
  camera.keys = [
    { ...start, frame: 0, at: add(start.at, by), aim: add(start.aim, by) },
    { ...end, frame: Math.max(1, input.shot.durationFrames - 1) },
  ];
}
