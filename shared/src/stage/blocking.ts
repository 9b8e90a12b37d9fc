import type { CastInput, StageInput } from "./input.ts";
import { clausesAbout, isSeated, readAction, type Action } from "./poses.ts";
import type { FigureKey, PoseName, Vec3 } from "./schema.ts";
import { azimuthTo, direction, add, scale } from "./vector.ts";

/** Where a person of the scene stands, which way and how: before the shot's own camera says who must be seen. */
export type Mark = { assetId: string; at: Vec3; facing: number; action: Action };

const still: Action = { from: "relaxed", to: "relaxed", travel: 0 };

/** Places on the floor for so many people: two face each other across the line, more stand in an arc open to the camera. */
function floorPlan(count: number, seated: boolean): Vec3[] {
  if (count <= 1) return [[0, 0, 0]];
  const apart = seated ? 0.78 : 0.58;
  if (count === 2) return [[-apart, 0, 0.06], [apart, 0, -0.06]]; // prettier-ignore
  if (count === 3) return [[-0.85, 0, 0.12], [0.85, 0, 0], [0.05, 0, -0.85]]; // prettier-ignore
  return Array.from({ length: count }, (_, index) => {
    const angle = Math.PI * (1.12 - (1.24 * index) / (count - 1));
    const reach = 0.55 + count * 0.2;
    return [Math.cos(angle) * reach, 0, -Math.sin(angle) * reach * 0.7] as Vec3;
  });
}

/** What one person does in this shot, by the clauses about them, else by the verbs when they are alone. */
function actionOf(member: CastInput, input: StageInput): Action {
  const own = readAction(clausesAbout(member.name, input.shot.description));
  if (own) return own;
  const alone = input.cast.length === 1;
  const shared = readAction(
    [alone ? input.shot.description : "", ...(alone ? (input.shot.verbs ?? []) : [])].join(". "),
  );
  if (shared) return shared;
  if (/\b(they|both|the two)\b/i.test(input.shot.description)) {
    const group = readAction(input.shot.description);
    if (group) return { ...group, travel: 0 };
  }
  return still;
}

/** Alone on a mark, people still look somewhere: a little aside from the camera, the same way in every shot. */
function openFacing(at: Vec3, index: number): number {
  if (Math.abs(at[0]) > 0.2) return -Math.sign(at[0]) * 0.9;
  return index % 2 === 0 ? 0.5 : -0.5;
}

/**
 * A mark for each of the cast. The whole scene's cast has places in a fixed order, so a person stands on the same side and
 * looks the same way in every shot, also alone in a close-up: that keeps eyelines and the 180° line.
 */
export function markCast(input: StageInput): Mark[] {
  const known = input.sceneCast ?? [];
  const everyone = [
    ...known,
    ...input.cast.map(({ assetId }) => assetId).filter((id) => !known.includes(id)),
  ];
  const actions = input.cast.map((member) => actionOf(member, input));
  const seated = actions.some(({ from, to }) => isSeated(from) || isSeated(to));
  const embracing = actions.some(({ to }) => to === "embrace");
  const plan = floorPlan(everyone.length, seated).map((at) => (embracing ? scale(at, 0.36) : at));
  const placeOf = (id: string) => plan[everyone.indexOf(id)] as Vec3;
  return input.cast.map((member, index) => {
    const at = placeOf(member.assetId);
    const others = everyone.filter((id) => id !== member.assetId).map(placeOf);
    const partner =
      everyone.length === 2
        ? others[0]
        : everyone.length > 2
          ? scale(
              others.reduce<Vec3>((sum, place) => add(sum, place), [0, 0, 0]),
              1 / others.length,
            )
          : undefined;
    const facing = partner ? azimuthTo(at, partner) : openFacing(at, everyone.indexOf(member.assetId));
    return {
      assetId: member.assetId,
      at,
      facing: openToCamera(facing, input.shot.size === "over-the-shoulder" ? 1.35 : 0.95),
      action: actions[index] as Action,
    };
  });
}

/** Actors cheat toward the camera: nobody in profile when three quarters will do. */
function openToCamera(facing: number, widest: number): number {
  const turned = Math.sign(facing) * Math.min(Math.abs(facing), widest);
  return Math.abs(facing) > 2.4 ? facing : turned;
}

export type Way = {
  mark: Mark;
  presence: { start: boolean; end: boolean };
  durationFrames: number;
  offAtStart: Vec3;
  offAtEnd: Vec3;
};

const walkingSpeed = 1.35 / 24;

/**
 * The keys of one figure: holds its mark, changes pose, walks in when it is only in the end frame, and leaves when it is
 * only in the start frame. An entrance arrives before the last tenth, and begins as late as an unhurried walk allows.
 */
export function keysFor({ mark, presence, durationFrames, offAtStart, offAtEnd }: Way): FigureKey[] {
  const last = Math.max(1, durationFrames - 1);
  const { at, facing, action } = mark;
  const key = (frame: number, place: Vec3, turn: number, pose: PoseName): FigureKey => ({
    frame,
    at: place,
    facing: turn,
    pose,
  });
  if (!presence.start && presence.end) {
    const frames = Math.min(
      last * 0.86,
      Math.hypot(at[0] - offAtStart[0], at[2] - offAtStart[2]) / walkingSpeed,
    );
    const arrive = Math.max(1, Math.round(last * 0.86));
    const leave = Math.max(0, Math.round(arrive - frames));
    const toward = azimuthTo(offAtStart, at);
    return [
      key(leave, offAtStart, toward, "walk"),
      key(arrive, at, facing, isSeated(action.to) ? "stand" : action.to),
    ];
  }
  if (presence.start && !presence.end) {
    const frames = Math.min(last * 0.86, Math.hypot(at[0] - offAtEnd[0], at[2] - offAtEnd[2]) / walkingSpeed);
    const leave = Math.round(last * 0.14);
    const toward = azimuthTo(at, offAtEnd);
    const gone = Math.min(last, Math.max(leave + 1, Math.round(leave + frames)));
    return [
      key(leave, at, facing, isSeated(action.from) ? "stand" : "relaxed"),
      key(gone, offAtEnd, toward, "walk"),
    ];
  }
  if (action.travel > 0) {
    const reach = Math.min(action.travel, Math.max(0.5, (last / 24) * (action.to === "run" ? 3.4 : 1.3)));
    const side = at[0] < -0.1 ? -1 : at[0] > 0.1 ? 1 : facing >= 0 ? -1 : 1;
    const heading = direction(side * -1.25, 0);
    const begin = add(at, scale(heading, -reach));
    return [
      key(0, begin, azimuthTo(begin, at), action.from),
      key(last, at, action.to === "run" ? azimuthTo(begin, at) : facing, action.to),
    ];
  }
  if (action.from === action.to) return [key(0, at, facing, action.to)];
  const start = Math.round(last * 0.3);
  return [key(start, at, facing, action.from), key(Math.min(last, start + 20), at, facing, action.to)];
}
