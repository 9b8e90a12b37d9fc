import { hashText } from "@backlot/shared/stage/random";
import { figureAt, idleAt, isSpeaking } from "@backlot/shared/stage/at-frame";
import { poses, type Limb, type Pose } from "@backlot/shared/stage/poses";
import type { Figure } from "@backlot/shared/stage/schema";
import { Vector3 } from "three";
import { type Arm, type Leg, type Rig, share } from "./rig.ts";

const blend = (a: number, b: number, t: number) => a + (b - a) * t;

const blendLimb = (a: Limb, b: Limb, t: number): Limb => ({
  pitch: blend(a.pitch, b.pitch, t),
  out: blend(a.out, b.out, t),
  twist: blend(a.twist, b.twist, t),
  bend: blend(a.bend, b.bend, t),
});

function blendPose(a: Pose, b: Pose, t: number): Pose {
  return {
    hips: blend(a.hips, b.hips, t),
    lean: blend(a.lean, b.lean, t),
    tilt: blend(a.tilt, b.tilt, t),
    bow: blend(a.bow, b.bow, t),
    nod: blend(a.nod, b.nod, t),
    rightArm: blendLimb(a.rightArm, b.rightArm, t),
    leftArm: blendLimb(a.leftArm, b.leftArm, t),
    rightLeg: blendLimb(a.rightLeg, b.rightLeg, t),
    leftLeg: blendLimb(a.leftLeg, b.leftLeg, t),
  };
}

/** The step laid over a walking or running pose. */
function stepped(pose: Pose, phase: number, running: boolean): Pose {
  const swing = Math.sin(phase * Math.PI * 2);
  const reach = running ? 0.85 : 0.46;
  const fold = (angle: number) => Math.max(0, Math.sin(angle)) * (running ? 1.5 : 0.85) + 0.06;
  const leg = (turn: number): Limb => ({
    pitch: Math.sin(phase * Math.PI * 2 + turn) * reach,
    out: 0.02,
    twist: 0,
    bend: fold(phase * Math.PI * 2 + turn + 1.1),
  });
  const arm = (turn: number): Limb => ({
    pitch: Math.sin(phase * Math.PI * 2 + turn) * reach * 0.85,
    out: 0.08,
    twist: 0,
    bend: running ? 1.5 : 0.35 + Math.max(0, swing) * 0.1,
  });
  return { ...pose, rightLeg: leg(0), leftLeg: leg(Math.PI), rightArm: arm(Math.PI), leftArm: arm(0) };
}

function setArm(arm: Arm, limbAt: Limb, side: 1 | -1): void {
  arm.shoulder.rotation.set(-limbAt.pitch, side * -limbAt.twist, side * limbAt.out, "ZXY");
  arm.elbow.rotation.x = -limbAt.bend;
}

function setLeg(leg: Leg, limbAt: Limb, side: 1 | -1, lean: number): void {
  leg.hip.rotation.set(-limbAt.pitch, 0, side * limbAt.out, "ZXY");
  leg.knee.rotation.x = limbAt.bend;
  leg.foot.rotation.x = lean < -1 ? 0.35 : Math.max(-0.5, Math.min(0.6, limbAt.pitch - limbAt.bend));
}

/** Height of the hips at which the lower foot just touches the floor. */
function hipHeight(pose: Pose, h: number): number {
  const drop = ({ pitch, bend, out }: Limb) =>
    (share.thigh * Math.cos(pitch) + share.shin * Math.cos(pitch - bend)) * Math.cos(out) * h;
  return Math.max(drop(pose.rightLeg), drop(pose.leftLeg)) + (share.foot + 0.02) * h;
}

/** How wide the mouth is open while speaking: syllables at about five a second, never twice alike, yet the same every time. */
function mouthOpen(frame: number, seed: number): number {
  return Math.abs(Math.sin(frame * 0.66 + seed)) * (0.55 + 0.45 * Math.sin(frame * 0.23 + seed * 1.7));
}

const target = new Vector3();

const neckAt = new Vector3();

/** Poses a figure for one frame: place, pose, step, gaze and speech. */
export function poseFigure(rig: Rig, figure: Figure, frame: number): void {
  const now = figureAt(figure, frame);
  const seed = hashText(figure.assetId) % 101;
  let pose = blendPose(poses[now.fromPose], poses[now.pose], now.poseAmount);
  if (now.step !== null)
    pose = blendPose(stepped(poses[now.fromPose], now.step, now.running), poses[now.pose], now.poseAmount);
  const speaking = isSpeaking(figure, frame);
  const open = speaking ? mouthOpen(frame, seed) : 0;
  const h = rig.height;
  const grounded = pose.lean > -0.5 && pose.hips > 0.9;
  const hips = grounded ? hipHeight(pose, h) : pose.hips * share.hip * h;
  rig.root.position.set(now.at[0], now.at[1], now.at[2]);
  rig.root.rotation.y = now.facing;
  rig.body.position.y = hips;
  rig.body.rotation.set(pose.lean, 0, pose.tilt * 0.6);
  const idle = idleAt(frame, seed);
  rig.chest.rotation.set(pose.bow - idle.breath * 0.012, 0, pose.tilt);
  const gesture = speaking ? Math.sin(frame * 0.21 + seed) * 0.5 + 0.5 : 0;
  const rightArm =
    speaking && ["stand", "relaxed"].includes(now.pose)
      ? {
          ...pose.rightArm,
          pitch: pose.rightArm.pitch + gesture * 0.3,
          bend: pose.rightArm.bend + 0.35 + gesture * 0.65,
          twist: 0.2,
        }
      : pose.rightArm;
  rig.hem.visible = Math.max(pose.rightLeg.pitch, pose.leftLeg.pitch) < 0.9;
  setArm(rig.right, rightArm, -1);
  setArm(rig.left, pose.leftArm, 1);
  setLeg(rig.rightLeg, pose.rightLeg, -1, pose.lean);
  setLeg(rig.leftLeg, pose.leftLeg, 1, pose.lean);

  let yaw = 0;
  let pitch = 0;
  if (figure.gaze && now.step === null && pose.lean > -0.5) {
    rig.root.updateMatrixWorld(true);
    target.set(...figure.gaze);
    rig.neck.getWorldPosition(neckAt);
    target.sub(neckAt);
    yaw = Math.max(
      -0.75,
      Math.min(
        0.75,
        Math.atan2(
          Math.sin(Math.atan2(target.x, target.z) - now.facing),
          Math.cos(Math.atan2(target.x, target.z) - now.facing),
        ),
      ),
    );
    pitch = Math.max(-0.4, Math.min(0.4, -Math.atan2(target.y - 0.12, Math.hypot(target.x, target.z))));
  }
  const nodding = speaking ? Math.sin(frame * 0.37 + seed) * 0.05 : 0;
  rig.neck.rotation.set(
    pose.nod - pose.bow * 0.6 + pitch * 0.6 + nodding + idle.breath * 0.008,
    yaw * 0.72 + idle.turn,
    idle.lean + (speaking ? Math.sin(frame * 0.17 + seed) * 0.04 : 0),
    "YXZ",
  );
  for (const eye of rig.head.eyes) eye.rotation.set(pitch * 0.3, yaw * 0.35, 0);
  rig.head.mouth.scale.y = 0.12 + open * 0.85;
  const closed = pose.lean < -1 ? 0.95 : now.pose === "head-down" ? 0.45 : -0.3;
  for (const lid of rig.head.lids) lid.rotation.x = closed;
}
