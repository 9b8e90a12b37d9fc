/** A head: one skin with a modelled face, eyes, brows, mouth, and hair or hat over it. Unit: the head's height; chin at 0. */
import { mixColours } from "@backlot/shared/stage/colours";
import type { Figure, FigureLook } from "@backlot/shared/stage/schema";
import {
  BufferAttribute,
  BoxGeometry,
  type BufferGeometry,
  Color,
  Group,
  Mesh,
  type Material,
  SphereGeometry,
  TorusGeometry,
} from "three";
import { Builder } from "../build/builder.ts";
import { loft } from "./loft.ts";

const bump = (x: number, centre: number, width: number) => Math.exp(-(((x - centre) / width) ** 2));
const smooth = (from: number, to: number, x: number) => {
  const t = Math.max(0, Math.min(1, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

type Shape = { jaw: number; nose: number; brow: number; cheeks: number };

/** Where a direction from the middle of the head meets the skin; x right, y up from −1 to 1, z to the face. */
function skin(x: number, y: number, z: number, shape: Shape): [number, number, number] {
  const face = smooth(0.15, 0.75, z);
  let px = x * 0.345;
  let py = y * 0.5;
  let pz = z * 0.42;
  const low = smooth(0.05, -1, y);
  px *= 1 - low * (0.42 - shape.jaw * 0.14);
  pz *= 1 - low * 0.2;
  // Flat face plane, forward chin, back of the skull.
  pz -= face * smooth(0.72, 1, z) * 0.035;
  pz += face * bump(y, -0.8, 0.2) * bump(x, 0, 0.4) * 0.055;
  pz -= (1 - smooth(-0.7, 0.1, z)) * low * 0.1;
  py += z * 0.01;
  // Eye sockets, brow ridge, cheekbones, nose, lips.
  pz -= face * (bump(x, 0.36, 0.2) + bump(x, -0.36, 0.2)) * bump(y, 0.04, 0.13) * 0.042;
  pz += face * bump(y, 0.24, 0.1) * bump(x, 0, 0.55) * (0.014 + shape.brow * 0.014);
  pz +=
    face * (bump(x, 0.5, 0.22) + bump(x, -0.5, 0.22)) * bump(y, -0.2, 0.2) * (0.01 + shape.cheeks * 0.012);
  const bridge = smooth(0.2, -0.26, y) * smooth(-0.4, -0.3, y);
  pz += face * bridge * bump(x, 0, 0.1 + 0.06 * smooth(0.1, -0.3, y)) * (0.07 + shape.nose * 0.026);
  pz += face * (bump(y, -0.5, 0.05) + bump(y, -0.6, 0.05)) * bump(x, 0, 0.24) * 0.02;
  return [px, py, pz];
}

function faceGeometry(look: FigureLook, body: Figure["body"], shape: Shape): BufferGeometry {
  const geometry = new SphereGeometry(1, 84, 66);
  const position = geometry.getAttribute("position");
  const colours = new Float32Array(position.count * 3);
  const base = new Color(look.skin);
  const blush = new Color(mixColours(look.skin, "#b8423a", 0.35));
  const lips = new Color(
    mixColours(look.skin, body.feminine ? "#a83440" : "#93453f", body.feminine ? 0.6 : 0.38),
  );
  const shade = new Color(mixColours(look.skin, "#4a2418", 0.45));
  const stubble = new Color(
    mixColours(look.skin, look.hair, look.beard ? 0.92 : body.feminine || body.age === "child" ? 0 : 0.13),
  );
  const tone = new Color();
  for (let i = 0; i < position.count; i += 1) {
    const [x, y, z] = [position.getX(i), position.getY(i), position.getZ(i)];
    position.setXYZ(i, ...skin(x, y, z, shape));
    const face = smooth(0.2, 0.7, z);
    tone.copy(base);
    tone.lerp(
      blush,
      face *
        ((bump(x, 0.5, 0.2) + bump(x, -0.5, 0.2)) * bump(y, -0.22, 0.16) * 0.55 +
          bump(x, 0, 0.13) * bump(y, -0.27, 0.08) * 0.5),
    );
    tone.lerp(shade, face * (bump(x, 0.36, 0.19) + bump(x, -0.36, 0.19)) * bump(y, 0.1, 0.1) * 0.4);
    tone.lerp(
      stubble,
      smooth(-0.28, -0.5, y) * smooth(-0.15, 0.2, z) * (1 - bump(x, 0, 0.12) * bump(y, -0.42, 0.05)),
    );
    tone.lerp(lips, face * bump(x, 0, 0.2) ** 0.7 * Math.max(bump(y, -0.5, 0.042), bump(y, -0.59, 0.05)));
    tone.lerp(shade, face * bump(y, -0.37, 0.03) * bump(x, 0, 0.13) * 0.6);
    colours.set([tone.r, tone.g, tone.b], i * 3);
  }
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
  geometry.computeVertexNormals();
  geometry.translate(0, 0.5, 0);
  return geometry;
}

/** How much of the scalp a hair style covers in a direction: 1 under hair, 0 on the face. */
function hairMask(style: FigureLook["hairStyle"], x: number, y: number, z: number): number {
  const side = Math.abs(x);
  const line = 0.62 - side * 0.16 + bump(side, 0.75, 0.25) * 0.04;
  const top = smooth(line - 0.07, line + 0.05, y);
  const low = style === "bob" || style === "long" ? -0.75 : style === "crop" ? -0.1 : -0.3;
  const back =
    smooth(0.22, 0.02, z - (style === "long" || style === "bob" ? 0.12 : 0)) *
    smooth(low - 0.12, low + 0.1, y + (z < -0.3 ? 0.3 : 0));
  return Math.max(top, back);
}

const thickness: Record<FigureLook["hairStyle"], number> = {
  short: 0.1,
  crop: 0.045,
  long: 0.11,
  bob: 0.13,
  bun: 0.06,
  ponytail: 0.06,
  curly: 0.22,
  bald: 0,
};

function hairGeometry(look: FigureLook, shape: Shape, seed: number): BufferGeometry {
  const geometry = new SphereGeometry(1, 72, 54);
  const position = geometry.getAttribute("position");
  const colours = new Float32Array(position.count * 3);
  const [base, shine] = [new Color(look.hair), new Color(mixColours(look.hair, "#ffffff", 0.16))];
  const tone = new Color();
  for (let i = 0; i < position.count; i += 1) {
    const [x, y, z] = [position.getX(i), position.getY(i), position.getZ(i)];
    const [px, py, pz] = skin(x, y, z, shape);
    const mask = hairMask(look.hairStyle, x, y, z);
    const strand =
      Math.sin(Math.atan2(x, z) * 23 + y * 3 + seed) * 0.5 + Math.sin(Math.atan2(x, z) * 41 + seed * 2) * 0.3;
    const curl =
      look.hairStyle === "curly"
        ? Math.sin(x * 17 + seed) * Math.sin(y * 16) * Math.sin(z * 15 + seed) * 0.09
        : 0;
    const grow =
      0.95 +
      mask * (0.06 + thickness[look.hairStyle] * (0.65 + 0.35 * smooth(-0.2, 0.9, y)) + strand * 0.01 + curl);
    position.setXYZ(i, px * grow, py * grow + mask * 0.01, pz * grow - mask * 0.008);
    tone.copy(base).lerp(shine, Math.max(0, strand) * 0.6);
    colours.set([tone.r, tone.g, tone.b], i * 3);
  }
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
  geometry.computeVertexNormals();
  geometry.translate(0, 0.5, 0);
  return geometry;
}

function addHairLengths(b: Builder, look: FigureLook): void {
  const { hair } = look;
  if (look.hairStyle === "long") {
    b.add(
      loft([
        { y: -0.75, rx: 0.33, rz: 0.07, z: -0.3 },
        { y: -0.3, rx: 0.42, rz: 0.13, z: -0.27 },
        { y: 0.1, rx: 0.42, rz: 0.22, z: -0.2 },
        { y: 0.6, rx: 0.36, rz: 0.26, z: -0.14 },
      ]),
      hair,
    );
    for (const side of [-1, 1])
      b.add(
        loft(
          [
            { y: -0.72, rx: 0.03, rz: 0.05, x: side * 0.29, z: 0 },
            { y: -0.55, rx: 0.075, rz: 0.12, x: side * 0.33, z: -0.04 },
            { y: -0.25, rx: 0.085, rz: 0.17, x: side * 0.37, z: -0.1 },
            { y: 0.1, rx: 0.075, rz: 0.19, x: side * 0.365, z: -0.12 },
            { y: 0.45, rx: 0.06, rz: 0.19, x: side * 0.355, z: -0.08 },
            { y: 0.72, rx: 0.04, rz: 0.13, x: side * 0.31, z: 0 },
          ],
          14,
          2,
        ),
        hair,
      );
  }
  if (look.hairStyle === "bob") {
    for (const side of [-1, 1])
      b.add(
        loft(
          [
            { y: 0.02, rx: 0.07, rz: 0.18, x: side * 0.36, z: 0.02 },
            { y: 0.3, rx: 0.09, rz: 0.2, x: side * 0.37, z: -0.02 },
            { y: 0.75, rx: 0.05, rz: 0.18, x: side * 0.32, z: 0 },
          ],
          14,
          2,
        ),
        hair,
      );
    b.ball([0.4, 0.34, 0.24], [0, 0.32, -0.25], hair);
  }
  if (look.hairStyle === "bun") b.ball([0.17, 0.16, 0.16], [0, 0.86, -0.38], hair);
  if (look.hairStyle === "ponytail") {
    b.ball([0.08, 0.08, 0.08], [0, 0.72, -0.46], mixColours(hair, "#000000", 0.4)).add(
      loft(
        [
          { y: -0.4, rx: 0.04, rz: 0.04, z: -0.5 },
          { y: -0.05, rx: 0.1, rz: 0.09, z: -0.56 },
          { y: 0.4, rx: 0.12, rz: 0.1, z: -0.58 },
          { y: 0.72, rx: 0.06, rz: 0.06, z: -0.48 },
        ],
        14,
        2,
      ),
      hair,
    );
  }
}

function addHat(b: Builder, look: FigureLook): void {
  const colour = look.hatColour;
  const band = mixColours(colour, "#000000", 0.4);
  switch (look.hat) {
    case "brimmed":
      b.tube(0.4, 0.36, 0.36, [0, 0.82, -0.02], colour, { sides: 28 })
        .tube(0.41, 0.4, 0.08, [0, 0.82, -0.02], band, { sides: 28 })
        .add(
          loft(
            [
              { y: 0.8, rx: 0.68, rz: 0.74 },
              { y: 0.83, rx: 0.66, rz: 0.72 },
            ],
            32,
            2,
          ),
          colour,
        );
      break;
    case "cap":
      b.ball([0.4, 0.32, 0.46], [0, 0.78, -0.02], colour).box([0.5, 0.035, 0.36], [0, 0.79, 0.5], band, {
        turn: [0.14, 0, 0],
      });
      break;
    case "beanie":
      b.ball([0.4, 0.36, 0.45], [0, 0.78, -0.03], colour).tube(0.405, 0.4, 0.13, [0, 0.7, -0.01], band, {
        sides: 26,
      });
      break;
    case "hood":
      b.ball([0.45, 0.5, 0.44], [0, 0.56, -0.14], colour).add(
        loft([
          { y: -0.2, rx: 0.5, rz: 0.4, z: -0.06 },
          { y: 0.1, rx: 0.4, rz: 0.3, z: -0.14 },
        ]),
        colour,
      );
      break;
    case "helmet":
      b.ball([0.56, 0.58, 0.5], [0, 0.54, -0.2], colour, { detail: 30 })
        .add(new TorusGeometry(0.5, 0.06, 12, 36), band, { at: [0, 0.5, 0.08] })
        .tube(0.48, 0.5, 0.14, [0, -0.16, -0.04], band, { sides: 28 });
      break;
    case "crown":
      b.tube(0.38, 0.42, 0.14, [0, 0.86, 0], "#c9a03c", { sides: 24 });
      for (let i = 0; i < 8; i += 1)
        b.cone(0.06, 0.16, [Math.sin(i * 0.785) * 0.4, 1, Math.cos(i * 0.785) * 0.4], "#c9a03c", 6);
      break;
    case "none":
      break;
  }
}

export type Head = { group: Group; eyes: Group[]; mouth: Mesh; lids: Group[] };

/** Builds a head of height 1 whose chin is at the origin, looking along +z. `seed` varies the features. */
export function buildHead(look: FigureLook, body: Figure["body"], seed: number, material: Material): Head {
  const vary = (shift: number) => ((seed >>> shift) % 17) / 16;
  const shape: Shape = {
    jaw: body.feminine ? vary(1) * 0.45 : 0.55 + vary(1) * 0.6,
    nose: vary(4) - (body.age === "child" ? 1 : 0.3),
    brow: body.feminine ? 0 : vary(7),
    cheeks: vary(9),
  };
  const group = new Group();
  const solid = (geometry: BufferGeometry | null) => {
    if (!geometry) return;
    const mesh = new Mesh(geometry, material);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    group.add(mesh);
  };
  solid(faceGeometry(look, body, shape));
  if (look.hairStyle !== "bald" && look.hat !== "helmet" && look.hat !== "hood")
    solid(hairGeometry(look, shape, (seed % 97) / 7));
  const b = new Builder();
  if (look.hat !== "helmet" && look.hat !== "hood") addHairLengths(b, look);
  addHat(b, look);
  const browColour = mixColours(look.hair, "#120c0a", 0.3);
  for (const side of [-1, 1]) {
    const covered = look.hairStyle === "long" || look.hairStyle === "bob" || look.hairStyle === "curly";
    if (!covered || look.hat === "helmet")
      b.add(
        loft(
          [
            { y: -0.11, rx: 0.02, rz: 0.05, z: 0.02 },
            { y: -0.03, rx: 0.035, rz: 0.075 },
            { y: 0.06, rx: 0.04, rz: 0.085 },
            { y: 0.11, rx: 0.025, rz: 0.05, z: -0.01 },
          ],
          12,
          2,
        ),
        look.skin,
        { at: [side * 0.345, 0.5, -0.04], turn: [0, side * 0.3, 0] },
      );
    const brow = new BoxGeometry(0.15, body.feminine ? 0.022 : 0.034, 0.03, 6, 1, 1);
    const points = brow.getAttribute("position");
    for (let i = 0; i < points.count; i += 1)
      points.setY(i, points.getY(i) - (points.getX(i) / 0.075) ** 2 * 0.016);
    b.add(brow, browColour, { at: [side * 0.135, 0.622, 0.352], turn: [-0.15, side * 0.34, -side * 0.05] });
    if (look.glasses)
      b.add(new TorusGeometry(0.088, 0.011, 8, 24), "#1f1d1c", { at: [side * 0.135, 0.53, 0.41] }).box(
        [0.014, 0.016, 0.42],
        [side * 0.285, 0.545, 0.2],
        "#1f1d1c",
        { turn: [0, -side * 0.29, 0] },
      );
  }
  if (look.glasses) b.box([0.1, 0.018, 0.02], [0, 0.55, 0.42], "#1f1d1c");
  if (look.beard)
    b.add(
      loft([
        { y: -0.1, rx: 0.03, rz: 0.03, z: 0.29 },
        { y: -0.05, rx: 0.11, rz: 0.09, z: 0.265 },
        { y: 0.03, rx: 0.165, rz: 0.135, z: 0.235 },
        { y: 0.1, rx: 0.185, rz: 0.14, z: 0.215 },
        { y: 0.15, rx: 0.17, rz: 0.1, z: 0.2 },
      ]),
      look.hair,
    );
  solid(b.finish().matt);

  const eyes: Group[] = [];
  const lids: Group[] = [];
  const iris = ["#4a3320", "#3b5a6e", "#4d5f3a", "#2c1d14", "#6b5a3a"][seed % 5] ?? "#4a3320";
  for (const side of [-1, 1]) {
    const ball = new Builder();
    ball
      .ball([0.058, 0.056, 0.056], [0, 0, 0], "#ece6de")
      .ball([0.029, 0.029, 0.018], [0, 0, 0.047], iris)
      .ball([0.0145, 0.0145, 0.01], [0, 0, 0.0585], "#080606");
    const glint = new Builder().ball([0.006, 0.006, 0.004], [0.012, 0.013, 0.066], "#ffffff", {
      glow: 1.2,
      detail: 8,
    });
    const eye = new Group();
    eye.add(new Mesh(ball.finish().matt ?? undefined, material));
    const spark = glint.finish().glow;
    if (spark) eye.add(new Mesh(spark, material));
    eye.position.set(side * 0.132, 0.525, 0.315);
    const lid = new Group();
    const cover = new SphereGeometry(0.064, 20, 10, 0, Math.PI * 2, 0, Math.PI / 2);
    const skinLid = new Builder().add(cover, mixColours(look.skin, "#5a2a20", 0.2)).finish().matt;
    if (skinLid) lid.add(new Mesh(skinLid, material));
    const lash = new Builder()
      .add(new TorusGeometry(0.064, body.feminine ? 0.009 : 0.0055, 6, 20, Math.PI), "#17100d", {
        turn: [Math.PI / 2, 0, 0],
      })
      .finish().matt;
    if (lash) lid.add(new Mesh(lash, material));
    lid.position.copy(eye.position);
    lid.rotation.x = -0.3;
    group.add(eye, lid);
    eyes.push(eye);
    lids.push(lid);
  }
  const inner = new Builder().ball([0.066, 0.05, 0.03], [0, 0, 0], "#3a1214").finish().matt;
  const mouth = new Mesh(inner ?? undefined, material);
  mouth.position.set(0, 0.232, 0.352);
  mouth.scale.y = 0.12;
  group.add(mouth);
  return { group, eyes, mouth, lids };
}
