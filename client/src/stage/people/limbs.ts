import { mixColours } from "@backlot/shared/stage/colours";
import type { Figure, FigureLook } from "@backlot/shared/stage/schema";
import { Group, type Material } from "three";
import { Builder } from "../build/builder.ts";
import { limb, loft } from "./loft.ts";
import { type Arm, type Leg, share, solid } from "./rig.ts";

export function buildArm(
  side: 1 | -1,
  look: FigureLook,
  body: Figure["body"],
  h: number,
  material: Material,
): Arm {
  const arm: Arm = { shoulder: new Group(), elbow: new Group(), hand: new Group() };
  const bulky =
    look.topKind === "spacesuit" ? 1.45 : look.topKind === "coat" || look.topKind === "sweater" ? 1.16 : 1;
  const w = h * (0.6 + 0.4 * body.breadth) * (body.feminine ? 0.88 : 1) * bulky;
  const bare = look.topKind === "dress";
  const upper = new Builder().add(limb(share.upperArm * h, 0.034 * w, 0.026 * w, 0.003 * w), look.top);
  const lower = new Builder().add(
    limb(share.forearm * h, 0.0255 * w, bare ? 0.0165 * w : 0.0205 * w, 0.003 * w),
    bare ? look.skin : look.top,
  );
  if (look.topKind === "jacket" || look.topKind === "coat")
    lower.tube(0.0185 * w, 0.0185 * w, 0.012 * h, [0, -(share.forearm + 0.012) * h, 0], look.under);
  const hand = new Builder();
  const skin = look.topKind === "spacesuit" ? "#8b9398" : look.skin;
  hand.add(
    loft(
      [
        { y: -0.056 * h, rx: 0.0085 * h, rz: 0.018 * h },
        { y: -0.04 * h, rx: 0.0105 * h, rz: 0.022 * h },
        { y: -0.018 * h, rx: 0.0105 * h, rz: 0.02 * h },
        { y: 0.004 * h, rx: 0.0135 * h, rz: 0.0145 * h },
      ],
      14,
      2.4,
    ),
    skin,
  );
  for (let finger = 0; finger < 4; finger += 1) {
    const length = [0.03, 0.037, 0.035, 0.026][finger] ?? 0.03;
    hand.add(limb(length * h, 0.0054 * h, 0.0042 * h, 0), skin, {
      at: [side * -0.001 * h, -0.053 * h, (0.0145 - finger * 0.0098) * h],
      turn: [0, 0, side * -0.24],
    });
  }
  hand.add(limb(0.028 * h, 0.0064 * h, 0.0048 * h, 0.001 * h), skin, {
    at: [side * -0.004 * h, -0.02 * h, 0.018 * h],
    turn: [-0.6, 0, side * -0.3],
  });
  solid(arm.shoulder, upper.finish().matt, material);
  solid(arm.elbow, lower.finish().matt, material);
  solid(arm.hand, hand.finish().matt, material);
  arm.elbow.position.y = -share.upperArm * h;
  arm.hand.position.y = -share.forearm * h;
  arm.shoulder.add(arm.elbow);
  arm.elbow.add(arm.hand);
  return arm;
}

export function buildLeg(look: FigureLook, body: Figure["body"], h: number, material: Material): Leg {
  const leg: Leg = { hip: new Group(), knee: new Group(), foot: new Group() };
  const w = h * (0.55 + 0.45 * body.breadth) * (look.topKind === "spacesuit" ? 1.3 : 1);
  const bareShin = look.topKind === "dress" || look.bottomKind !== "trousers";
  const over =
    look.topKind === "dress" || look.topKind === "robe" || look.topKind === "coat" ? look.top : look.bottom;
  const thigh = new Builder().add(
    limb(share.thigh * h, 0.053 * w, 0.036 * w, 0.004 * w),
    look.topKind === "coat" ? look.bottom : over,
  );
  const shin = new Builder().add(
    limb(
      share.shin * h - 0.02 * h,
      0.0355 * w,
      bareShin ? 0.02 * w : 0.028 * w,
      bareShin ? 0.007 * w : 0.003 * w,
    ),
    bareShin ? look.skin : look.bottom,
  );
  const foot = new Builder();
  foot.add(
    loft(
      [
        { y: -share.foot * h, rx: 0.028 * h, rz: 0.072 * h, z: 0.03 * h },
        { y: -0.024 * h, rx: 0.029 * h, rz: 0.07 * h, z: 0.03 * h },
        { y: -0.006 * h, rx: 0.025 * h, rz: 0.046 * h, z: 0.012 * h },
        { y: 0.022 * h, rx: 0.023 * h, rz: 0.026 * h, z: 0 },
      ],
      20,
      2.4,
    ),
    look.shoes,
  );
  foot.add(
    loft(
      [
        { y: -share.foot * h, rx: 0.0295 * h, rz: 0.074 * h, z: 0.03 * h },
        { y: (-share.foot + 0.008) * h, rx: 0.0295 * h, rz: 0.074 * h, z: 0.03 * h },
      ],
      20,
      2.4,
    ),
    mixColours(look.shoes, "#000000", 0.45),
  );
  solid(leg.hip, thigh.finish().matt, material);
  solid(leg.knee, shin.finish().matt, material);
  solid(leg.foot, foot.finish().matt, material);
  leg.knee.position.y = -share.thigh * h;
  leg.foot.position.y = -share.shin * h;
  leg.hip.add(leg.knee);
  leg.knee.add(leg.foot);
  return leg;
}
