import { type BufferGeometry, Group, Mesh, type Material } from "three";
import type { Head } from "./head.ts";

export type Arm = { shoulder: Group; elbow: Group; hand: Group };

export type Leg = { hip: Group; knee: Group; foot: Group };

/** A person as nested joints: hips → chest → neck and arms; hips → legs. */
export type Rig = {
  root: Group;
  body: Group;
  /** Skirts and coat tails: taken away when the legs fold. */
  hem: Group;
  chest: Group;
  neck: Group;
  head: Head;
  right: Arm;
  left: Arm;
  rightLeg: Leg;
  leftLeg: Leg;
  height: number;
};

export const share = {
  hip: 0.53,
  thigh: 0.245,
  shin: 0.245,
  foot: 0.04,
  waist: 0.05,
  upperArm: 0.168,
  forearm: 0.145,
};

export function solid(parent: Group, geometry: BufferGeometry | null, material: Material): void {
  if (!geometry) return;
  const mesh = new Mesh(geometry, material);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  parent.add(mesh);
}
