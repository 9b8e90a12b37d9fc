import { hashText } from "@backlot/shared/stage/random";
import type { Figure, FigureLook } from "@backlot/shared/stage/schema";
import { Group, type Material } from "three";
import { buildHead } from "./head.ts";
import { type Rig, share, solid } from "./rig.ts";
import { buildChest, buildPelvis } from "./body.ts";
import { buildArm, buildLeg } from "./limbs.ts";

/** Builds a person in what they wear. All solids share one material, so a person is a dozen small draws. */
export function buildFigure(figure: Figure, look: FigureLook, material: Material): Rig {
  const { body } = figure;
  const h = body.height;
  const seed = hashText(figure.assetId);
  const headHeight = h / (body.age === "child" ? 6 : 7.4);
  const rig: Rig = {
    root: new Group(),
    body: new Group(),
    hem: new Group(),
    chest: new Group(),
    neck: new Group(),
    head: buildHead(look, body, seed, material),
    right: buildArm(-1, look, body, h, material),
    left: buildArm(1, look, body, h, material),
    rightLeg: buildLeg(look, body, h, material),
    leftLeg: buildLeg(look, body, h, material),
    height: h,
  };
  const { hips, hem } = buildPelvis(look, body, h);
  solid(rig.body, hips.finish().matt, material);
  solid(rig.hem, hem.finish().matt, material);
  rig.body.add(rig.hem);
  const chest = buildChest(look, body, h).finish();
  solid(rig.chest, chest.matt, material);
  rig.root.add(rig.body);
  rig.body.add(rig.chest, rig.rightLeg.hip, rig.leftLeg.hip);
  rig.chest.position.y = share.waist * h;
  const shoulder = (body.feminine ? 0.1 : 0.119) * h * (0.4 + 0.6 * body.breadth);
  rig.right.shoulder.position.set(-shoulder, 0.222 * h, -0.002 * h);
  rig.left.shoulder.position.set(shoulder, 0.222 * h, -0.002 * h);
  rig.rightLeg.hip.position.set(-0.05 * h, -0.02 * h, 0);
  rig.leftLeg.hip.position.set(0.05 * h, -0.02 * h, 0);
  rig.chest.add(rig.right.shoulder, rig.left.shoulder, rig.neck);
  rig.neck.position.set(0, 0.315 * h, 0.004 * h);
  rig.head.group.scale.setScalar(headHeight);
  rig.head.group.position.set(0, h * (1 - share.hip - share.waist - 0.315) - headHeight, 0.012 * h);
  rig.neck.add(rig.head.group);
  return rig;
}
