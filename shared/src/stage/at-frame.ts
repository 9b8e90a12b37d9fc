import { frameAt } from "../optics/field-of-view.ts";
import type { CameraKey, Figure, FigureLook, PoseName, Stage, StageProp, Vec3 } from "./schema.ts";
import { azimuthTo, distance, ease, mix, subtract, turnBetween } from "./vector.ts";

/** Smooth noise of one frame: three sines that never meet again within a shot. */
function wobble(frame: number, seed: number): number {
  const t = frame / 24;
  return (
    Math.sin(t * 2.1 + seed) * 0.55 +
    Math.sin(t * 3.7 + seed * 2.3) * 0.3 +
    Math.sin(t * 6.1 + seed * 1.7) * 0.15
  );
}

/** The camera on one frame, shoulder included. */
export function cameraAt(stage: Stage, frame: number): CameraKey {
  const { keys, handheld } = stage.camera;
  const next = keys.findIndex((key) => key.frame > frame);
  const from = keys[next === -1 ? keys.length - 1 : Math.max(0, next - 1)] as CameraKey;
  const to = next === -1 ? from : (keys[next] as CameraKey);
  const amount = to.frame > from.frame ? ease((frame - from.frame) / (to.frame - from.frame)) : 0;
  const blend = (a: number, b: number) => a + (b - a) * amount;
  const key: CameraKey = {
    frame,
    at: mix(from.at, to.at, amount),
    aim: mix(from.aim, to.aim, amount),
    lensMm: blend(from.lensMm, to.lensMm),
    focus: blend(from.focus, to.focus),
    roll: blend(from.roll, to.roll),
  };
  if (handheld === 0) return key;
  const reach = distance(key.at, key.aim);
  const sway = (seed: number, size: number) => wobble(frame, (stage.seed % 97) + seed) * size * handheld;
  return {
    ...key,
    at: [key.at[0] + sway(1, 0.018), key.at[1] + sway(5, 0.014), key.at[2] + sway(9, 0.012)],
    aim: [key.aim[0] + sway(13, 0.012 * reach), key.aim[1] + sway(17, 0.01 * reach), key.aim[2]],
    roll: key.roll + sway(21, 0.006),
  };
}

export type FigureAt = {
  at: Vec3;
  facing: number;
  pose: PoseName;
  /** The pose that is being left, and how far the new one has come (1 is arrived). */
  fromPose: PoseName;
  poseAmount: number;
  /** Phase of the step in turns while the figure travels, else null. */
  step: number | null;
  running: boolean;
};

const turnFrames = 8;

/** Where a figure is on one frame, how it stands and how far its step is. */
export function figureAt(figure: Figure, frame: number): FigureAt {
  const { keys } = figure;
  const next = keys.findIndex((key) => key.frame > frame);
  const fromIndex = next === -1 ? keys.length - 1 : Math.max(0, next - 1);
  const from = keys[fromIndex] as Figure["keys"][number];
  const to = next === -1 ? from : (keys[next] as Figure["keys"][number]);
  const span = to.frame - from.frame;
  const share = span > 0 ? Math.max(0, Math.min(1, (frame - from.frame) / span)) : 0;
  const length = distance(from.at, to.at);
  if (length > 0.25 && span > 0) {
    // Walks at an even pace and turns to its mark only at the end of the way.
    const turn = ease(1 - (to.frame - frame) / turnFrames);
    const heading = azimuthTo(from.at, to.at);
    const speed = (length / span) * 24;
    const stride = figure.body.height * (speed > 2.6 ? 1.25 : 0.82);
    return {
      at: mix(from.at, to.at, share),
      facing: heading + turnBetween(heading, to.facing) * turn,
      pose: turn > 0 ? to.pose : speed > 2.6 ? "run" : "walk",
      fromPose: speed > 2.6 ? "run" : "walk",
      poseAmount: turn,
      step: (length * share) / stride,
      running: speed > 2.6,
    };
  }
  const amount = ease(share);
  return {
    at: mix(from.at, to.at, amount),
    facing: from.facing + turnBetween(from.facing, to.facing) * amount,
    pose: to.pose,
    fromPose: from.pose,
    poseAmount: amount,
    step: null,
    running: false,
  };
}

/** Frames between two drawings of somebody who only breathes: slow enough that more of them would show nothing more. */
const idleEvery = 4;

export type Idle = {
  /** −1 breathed out to 1 breathed in. */
  breath: number;
  /** Radians by which the head has drifted, and leans. */
  turn: number;
  lean: number;
};

/**
 * The small motion of somebody who stands or sits there: breath, and a head that is never quite still. `phase` is the figure's
 * own, so that two people do not breathe together.
 */
export function idleAt(frame: number, phase: number): Idle {
  const t = (frame - (frame % idleEvery)) / 24;
  return {
    breath: Math.sin((t / 3.4) * 2 * Math.PI + phase),
    turn: Math.sin(t * 0.9 + phase * 2.1) * 0.022 + Math.sin(t * 0.37 + phase) * 0.014,
    lean: Math.sin(t * 0.61 + phase * 1.3) * 0.012,
  };
}

/** What a figure wears on one frame. */
export function lookAt(figure: Figure, frame: number): FigureLook {
  return figure.looks.findLast((look) => look.fromFrame <= frame) ?? (figure.looks[0] as FigureLook);
}

/** Whether a prop is there on one frame. */
export function isShown({ shown }: StageProp, frame: number): boolean {
  return shown === undefined || (frame >= shown.from && frame < shown.until);
}

/** Whether a figure says something on this frame. */
export function isSpeaking(figure: Figure, frame: number): boolean {
  return figure.speaks.some(({ start, end }) => frame >= start && frame < end);
}

/** Whether this frame's picture can differ from the one before it. Frame 0 always does. */
export function changesAt(stage: Stage, frame: number): boolean {
  if (frame <= 0) return true;
  const { keys, handheld } = stage.camera;
  const first = keys[0] as CameraKey;
  if (handheld > 0) return true;
  if (stage.figures.length > 0 && frame % idleEvery === 0) return true;
  if (keys.length > 1 && frame > first.frame && frame <= (keys.at(-1) as CameraKey).frame) return true;
  if (stage.props.some((prop) => isShown(prop, frame) !== isShown(prop, frame - 1))) return true;
  return stage.figures.some((figure) => {
    const start = figure.keys[0]?.frame ?? 0;
    const end = figure.keys.at(-1)?.frame ?? 0;
    if (figure.keys.length > 1 && frame > start && frame <= end) return true;
    return (
      isSpeaking(figure, frame) ||
      isSpeaking(figure, frame - 1) ||
      figure.looks.some((look) => look.fromFrame === frame)
    );
  });
}

/** Whether anything moves in `[start, end)`. */
export function isMoving(stage: Stage, range: { start: number; end: number }): boolean {
  for (let frame = range.start + 1; frame < range.end; frame += 1) if (changesAt(stage, frame)) return true;
  return false;
}

/** Where a point falls in the picture: x and y from −1 to 1 inside it, `depth` in metres before the lens. */
export function projectPoint(
  stage: Pick<Stage, "camera">,
  key: CameraKey,
  point: Vec3,
): { x: number; y: number; depth: number } {
  const reach = distance(key.at, key.aim);
  const forward = subtract(key.aim, key.at).map((value) => value / reach) as Vec3;
  const flat = Math.hypot(forward[0], forward[2]) || 1e-6;
  const right: Vec3 = [-forward[2] / flat, 0, forward[0] / flat];
  const up: Vec3 = [
    right[1] * forward[2] - right[2] * forward[1],
    right[2] * forward[0] - right[0] * forward[2],
    right[0] * forward[1] - right[1] * forward[0],
  ];
  const to = subtract(point, key.at);
  const along = (axis: Vec3) => to[0] * axis[0] + to[1] * axis[1] + to[2] * axis[2];
  const depth = along(forward);
  const half = frameAt(Math.max(depth, 1e-3), stage.camera.sensor, key.lensMm);
  return { x: along(right) / (half.width / 2), y: along(up) / (half.height / 2), depth };
}
