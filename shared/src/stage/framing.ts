import { frameAt, framingDistance, dollyZoomLens } from "../optics/field-of-view.ts";
import { sensors, type Sensor } from "../optics/sensor.ts";
import type { ShotAngle, ShotMovement, ShotSize } from "../shot/schema.ts";
import type { CameraKey, Vec3 } from "./schema.ts";
import { add, azimuthTo, direction, distance, mix, scale, subtract, turnBetween } from "./vector.ts";

/** What the camera is for: a person, a group or a thing, with the part that must fill the frame. */
export type Subject = {
  /** On the floor. */
  at: Vec3;
  /** Height of the top of the head above the floor, in the pose. */
  top: number;
  /** Standing height: the measure of a head and of a body part. */
  height: number;
  facing: number;
  lies: boolean;
};

export type Framing = {
  aim: Vec3;
  distance: number;
  azimuth: number;
  elevation: number;
  focus: Vec3;
  frameHeight: number;
};

/** Height of the picture at the subject, in metres, for a person of 1.75 m. */
const pictureHeight: Record<Exclude<ShotSize, "insert" | "pov">, number> = {
  "extreme-wide": 9,
  wide: 3.3,
  full: 2.08,
  "medium-wide": 1.4,
  medium: 0.98,
  "medium-close": 0.64,
  close: 0.47,
  "extreme-close": 0.23,
  "two-shot": 1.15,
  "over-the-shoulder": 0.72,
};

const angleElevation: Record<ShotAngle, number> = {
  eye: 0.02,
  low: -0.3,
  high: 0.5,
  overhead: 1.35,
  dutch: 0.02,
};

/** Which way the camera looks from: three quarters on the face, but always on the +z side of the line. */
function azimuthOf(subject: Subject, size: ShotSize): number {
  const toward = turnBetween(0, subject.facing);
  const share = size === "wide" || size === "extreme-wide" ? 0.12 : size === "full" ? 0.25 : 0.5;
  return Math.max(-1.1, Math.min(1.1, toward * share));
}

/** Frames one person by size and lens: the right part of the body, headroom above, room to look into. */
export function framePerson(
  subject: Subject,
  shot: { size: ShotSize; angle: ShotAngle; lensMm: number },
  format: Sensor,
  limit: number,
): Framing {
  const size = shot.size === "insert" || shot.size === "pov" ? "medium-close" : shot.size;
  const unit = subject.height / 1.75;
  const wanted = pictureHeight[size] * (size === "extreme-wide" ? 1 : unit);
  const frameHeight = Math.min(wanted, limit);
  // A wide picture from too high up shows the floor and not the place.
  const isWide = size === "wide" || size === "extreme-wide";
  const elevation = isWide && shot.angle === "high" ? 0.27 : angleElevation[shot.angle];
  const head = subject.top - 0.06 * subject.height;
  const headroom = frameHeight * (size === "close" || size === "medium-close" ? 0.055 : 0.075);
  // Hair and hats stand above the skull.
  let y = subject.top + 0.05 + headroom - frameHeight / 2;
  if (size === "extreme-close") y = head - 0.02;
  if (size === "extreme-wide") y = frameHeight * 0.36;
  if (size === "wide") y = frameHeight * 0.5 - 0.5 * unit;
  if (subject.lies) y = Math.min(0.35, frameHeight / 2);
  if (shot.angle === "overhead") y = Math.min(y, subject.top * 0.7);
  const azimuth = azimuthOf(subject, size);
  const lead = frameAt(1, format, shot.lensMm).width / frameAt(1, format, shot.lensMm).height;
  // Lead room: the face looks into the larger part of the frame.
  const shift =
    size === "extreme-close" ? 0 : Math.sin(turnBetween(azimuth, subject.facing)) * frameHeight * lead * 0.09;
  const right: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)];
  const aim = add([subject.at[0], subject.at[1] + y, subject.at[2]], scale(right, shift));
  const focus: Vec3 = [subject.at[0], subject.at[1] + head, subject.at[2]];
  return {
    aim,
    distance: framingDistance(frameHeight, format, shot.lensMm),
    azimuth,
    elevation,
    focus,
    frameHeight,
  };
}

/** Frames several people so that all of them fit with air beside them. */
export function frameGroup(
  subjects: Subject[],
  shot: { size: ShotSize; angle: ShotAngle; lensMm: number },
  format: Sensor,
  limit: number,
): Framing {
  const first = subjects[0] as Subject;
  const centre = scale(
    subjects.reduce<Vec3>((sum, { at }) => add(sum, at), [0, 0, 0]),
    1 / subjects.length,
  );
  const span = Math.max(...subjects.map(({ at }) => Math.abs(at[0] - centre[0]))) * 2;
  const top = Math.max(...subjects.map((subject) => subject.top));
  const neededWidth = (span + 0.85) * (format.heightMm / format.widthMm);
  const one = framePerson({ ...first, at: centre, top, facing: 0 }, shot, format, limit);
  const frameHeight = Math.min(Math.max(one.frameHeight, neededWidth), Math.max(limit, neededWidth));
  const close = frameHeight < 2.2;
  const y =
    shot.size === "extreme-wide" || shot.size === "wide"
      ? one.aim[1]
      : top + frameHeight * 0.08 - frameHeight / 2;
  return {
    ...one,
    aim: [centre[0], Math.max(y, 0.3), centre[2]],
    azimuth: close ? 0.08 : 0.14,
    distance: framingDistance(frameHeight, format, shot.lensMm),
    focus: [first.at[0], first.top - 0.1, first.at[2]],
    frameHeight,
  };
}

/**
 * Over the shoulder of `over` onto `subject`: the far face stands just beside the middle, the near head and shoulder take the
 * outer third on the other side. The camera keeps to the +z side of the line between them.
 */
export function frameOverShoulder(
  subject: Subject,
  over: Subject,
  shot: { angle: ShotAngle; lensMm: number },
  format: Sensor,
): Framing {
  const halfWidth = format.widthMm / 2 / shot.lensMm;
  const apart = Math.max(0.4, Math.hypot(subject.at[0] - over.at[0], subject.at[2] - over.at[2]));
  // Far enough behind that half a head is two fifths of half the picture, whatever the lens.
  const behind = Math.max(0.62, 0.275 / halfWidth);
  const reach = behind + apart;
  const [farX, nearX] = [0.15, 0.9];
  const offLine = ((farX + nearX) * halfWidth) / (1 / behind - 1 / reach);
  const away = azimuthTo(subject.at, over.at);
  const square = direction(away + Math.PI / 2, 0);
  const toFront = scale(square, square[2] < -1e-6 ? -offLine : offLine);
  const camera = add(add(over.at, scale(direction(away, 0), behind)), toFront);
  const view = azimuthTo(camera, subject.at);
  const right: Vec3 = [-Math.cos(view), 0, Math.sin(view)];
  const toNear = subtract(over.at, camera);
  const near = Math.sign(toNear[0] * right[0] + toNear[2] * right[2]) || 1;
  const frameHeight = frameAt(reach, format, shot.lensMm).height;
  const floorAim = add(subject.at, scale(right, near * farX * halfWidth * reach));
  const y = subject.top + 0.05 + frameHeight * 0.1 - frameHeight / 2;
  return {
    aim: [floorAim[0], subject.at[1] + y, floorAim[2]],
    distance: Math.hypot(camera[0] - floorAim[0], camera[2] - floorAim[2]),
    azimuth: azimuthTo(floorAim, [camera[0], floorAim[1], camera[2]]),
    elevation: shot.angle === "eye" || shot.angle === "dutch" ? 0.03 : angleElevation[shot.angle] * 0.5,
    focus: [subject.at[0], subject.at[1] + subject.top - 0.12, subject.at[2]],
    frameHeight,
  };
}

/** Fills the frame with a thing. */
export function frameThing(
  at: Vec3,
  size: number,
  shot: { angle: ShotAngle; lensMm: number },
  format: Sensor,
): Framing {
  const frameHeight = Math.max(0.16, size * 1.9);
  return {
    aim: add(at, [0, Math.min(0.12, size * 0.3), 0]),
    distance: Math.max(framingDistance(frameHeight, format, shot.lensMm), 0.3),
    azimuth: 0.35,
    elevation: shot.angle === "overhead" ? 1.3 : shot.angle === "low" ? 0.05 : 0.42,
    focus: add(at, [0, size * 0.2, 0]),
    frameHeight,
  };
}

/** The camera's place for a framing, kept above the floor. */
export function cameraAtFraming(framing: Framing, lensMm: number, roll: number, frame: number): CameraKey {
  const at = add(framing.aim, scale(direction(framing.azimuth, framing.elevation), framing.distance));
  const above: Vec3 = [at[0], Math.max(at[1], 0.12), at[2]];
  return {
    frame,
    at: above,
    aim: framing.aim,
    lensMm,
    focus: Math.max(0.15, distance(above, framing.focus)),
    roll,
  };
}

const format = sensors.super35;

type Move = {
  movement: ShotMovement;
  durationFrames: number;
  interiorHeight: number | null;
  rackFrom: Vec3 | null;
};

function turned(key: CameraKey, pan: number, tilt: number): CameraKey {
  const reach = distance(key.at, key.aim);
  const azimuth = azimuthTo(key.at, key.aim) + pan;
  const elevation = Math.asin(Math.max(-1, Math.min(1, (key.aim[1] - key.at[1]) / reach))) + tilt;
  return { ...key, aim: add(key.at, scale(direction(azimuth, elevation), reach)) };
}

function dollied(key: CameraKey, factor: number): CameraKey {
  return {
    ...key,
    at: mix(key.aim, key.at, factor),
    focus: Math.max(0.15, key.focus + distance(key.at, key.aim) * (factor - 1)),
  };
}

function shifted(key: CameraKey, by: Vec3): CameraKey {
  return { ...key, at: add(key.at, by), aim: add(key.aim, by) };
}

/** The move as keys. Each begins or ends on the framing that the size asked for, so a still of either frame is the shot. */
export function moveCamera(key: CameraKey, move: Move): CameraKey[] {
  const last = Math.max(1, move.durationFrames - 1);
  const keys = (from: CameraKey, to: CameraKey) => [
    { ...from, frame: 0 },
    { ...to, frame: last },
  ];
  const reach = distance(key.at, key.aim);
  const azimuth = azimuthTo(key.at, key.aim);
  const left: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)];
  const travel = Math.min(1.4, reach * 0.4);
  // Narrow enough that whoever the shot is of stays in it from end to end.
  const pan = Math.atan(format.widthMm / 2 / key.lensMm) * 0.26;
  switch (move.movement) {
    // Seen from behind the camera, a growing azimuth turns it to the left.
    case "pan-left":
      return keys(turned(key, -pan, 0), turned(key, pan, 0));
    case "pan-right":
      return keys(turned(key, pan, 0), turned(key, -pan, 0));
    case "tilt-up":
      return keys(turned(key, 0, -0.32), key);
    case "tilt-down":
      return keys(turned(key, 0, 0.32), key);
    case "push-in":
      return keys(dollied(key, 1.5), key);
    case "pull-out":
      return keys(key, dollied(key, 1.55));
    case "track-left":
      return keys(shifted(key, scale(left, -travel)), key);
    case "track-right":
      return keys(shifted(key, scale(left, travel)), key);
    case "crane-up":
    case "crane-down": {
      const room = move.interiorHeight === null ? 3.2 : Math.max(0.4, move.interiorHeight - 0.25 - key.at[1]);
      const lift = Math.min(room, 0.5 + reach * 0.45, Math.max(0.8, 3.4 - key.at[1]));
      // The aim rises a little too: from above, the place behind the people must stay in the picture.
      const high: CameraKey = {
        ...key,
        at: add(key.at, [0, lift, 0]),
        aim: add(key.aim, [0, lift * 0.3, 0]),
        focus: Math.hypot(key.focus, lift),
      };
      return move.movement === "crane-up" ? keys(key, high) : keys(high, key);
    }
    case "dolly-zoom": {
      const far = dollied(key, 2);
      return keys(key, { ...far, lensMm: dollyZoomLens(key.lensMm, reach, reach * 2) });
    }
    case "rack-focus": {
      const from = move.rackFrom ? distance(key.at, move.rackFrom) : Math.max(0.4, key.focus * 0.45);
      return keys({ ...key, focus: from }, key);
    }
    case "static":
    case "handheld":
      return [key];
  }
}
