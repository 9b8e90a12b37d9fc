import { mixColours } from "@backlot/shared/stage/colours";
import type { Figure, FigureLook } from "@backlot/shared/stage/schema";
import { TorusGeometry } from "three";
import { Builder } from "../build/builder.ts";
import { frontPatch, loft, type Ring } from "./loft.ts";

/** The torso above the waist, as shares of height from the waist up. */
function chestRings(body: Figure["body"], h: number, loose: number): Ring[] {
  const f = body.feminine;
  const w = body.breadth * (body.age === "child" ? 0.92 : 1) * loose;
  const belly = body.breadth > 1.12 ? 0.02 : 0;
  const rings: [number, number, number, number][] = [
    [-0.025, f ? 0.083 : 0.086, 0.06 + belly, belly * 0.5],
    [0.03, f ? 0.074 : 0.084, 0.055 + belly, belly * 0.5],
    [0.08, f ? 0.08 : 0.092, 0.058 + belly * 0.5, 0.004],
    [0.13, f ? 0.091 : 0.104, f ? 0.07 : 0.066, f ? 0.012 : 0.006],
    [0.17, f ? 0.096 : 0.113, f ? 0.072 : 0.068, f ? 0.012 : 0.006],
    [0.21, f ? 0.099 : 0.12, 0.06, 0.002],
    [0.24, f ? 0.096 : 0.117, 0.05, -0.004],
    [0.262, f ? 0.07 : 0.085, 0.042, -0.006],
    [0.28, 0.042, 0.037, -0.004],
  ];
  return rings.map(([y, rx, rz, z]) => ({
    y: y * h,
    rx: rx * h * w,
    rz: rz * h * (w * 0.5 + 0.5) * loose,
    z: z * h,
  }));
}

export function buildChest(look: FigureLook, body: Figure["body"], h: number): Builder {
  const b = new Builder();
  const open = look.topKind === "jacket" || look.topKind === "coat" || look.topKind === "robe";
  const bulk = look.topKind === "spacesuit" ? 1.2 : open ? 1.06 : look.topKind === "sweater" ? 1.05 : 1;
  const rings = chestRings(body, h, bulk);
  b.add(loft(rings, 30), look.top);
  const neck = loft(
    [
      { y: 0.255 * h, rx: 0.036 * h, rz: 0.038 * h, z: -0.004 * h },
      { y: 0.3 * h, rx: 0.031 * h, rz: 0.034 * h, z: 0 },
      { y: 0.34 * h, rx: 0.03 * h, rz: 0.034 * h, z: 0.002 * h },
    ],
    18,
    2,
  );
  b.add(neck, look.topKind === "spacesuit" ? look.top : look.skin);
  const dark = mixColours(look.top, "#000000", 0.3);
  const front = (y: number) => {
    const upper = rings.findIndex((ring) => ring.y >= y * h);
    const ring = rings[Math.max(0, upper)] as Ring;
    return (ring.z ?? 0) + ring.rz;
  };
  if (open) {
    // The shirt shows in a V that narrows to the waist; lapels lie along it.
    const v = (share: number) => 0.03 + share * 0.42;
    b.add(frontPatch(rings, { from: 0.045 * h, to: 0.272 * h, halfAngle: v, lift: 0.003 }), look.under);
    for (const side of [-1, 1]) {
      b.add(
        frontPatch(rings, {
          from: 0.04 * h,
          to: 0.268 * h,
          halfAngle: (share) => 0.05 + share * (1 - share) * 0.62,
          centre: (share) => side * (v(share) + 0.03),
          lift: 0.007,
        }),
        dark,
      );
    }
    if (look.topKind === "jacket" && !body.feminine)
      b.add(
        frontPatch(rings, {
          from: 0.05 * h,
          to: 0.262 * h,
          halfAngle: (share) => 0.1 - share * 0.03,
          lift: 0.006,
        }),
        mixColours(look.top, "#7a1f28", 0.6),
      );
    b.add(new TorusGeometry(0.04 * h, 0.0065 * h, 8, 24), look.under, {
      at: [0, 0.274 * h, -0.002 * h],
      turn: [Math.PI / 2 - 0.2, 0, 0],
    });
  } else if (look.topKind === "shirt") {
    b.add(new TorusGeometry(0.041 * h, 0.0075 * h, 8, 24), mixColours(look.top, "#ffffff", 0.16), {
      at: [0, 0.27 * h, 0],
      turn: [Math.PI / 2 - 0.25, 0, 0],
    });
    b.add(
      frontPatch(rings, { from: -0.02 * h, to: 0.262 * h, halfAngle: () => 0.07, lift: 0.003 }),
      mixColours(look.top, "#ffffff", 0.1),
    );
    for (let i = 0; i < 5; i += 1)
      b.ball(
        [0.0045, 0.0045, 0.004],
        [0, (0.05 + i * 0.037) * h, front(0.05 + i * 0.037) + 0.003],
        "#efe9dd",
        { detail: 8 },
      );
  } else if (look.topKind === "sweater") {
    b.add(new TorusGeometry(0.041 * h, 0.009 * h, 8, 24), dark, {
      at: [0, 0.272 * h, 0],
      turn: [Math.PI / 2 - 0.15, 0, 0],
    });
    b.add(
      loft(
        [
          { y: -0.03 * h, rx: 0.09 * h, rz: 0.064 * h },
          { y: 0.005 * h, rx: 0.089 * h, rz: 0.063 * h },
        ],
        26,
      ),
      dark,
    );
  } else if (look.topKind === "spacesuit") {
    b.add(new TorusGeometry(0.062 * h, 0.014 * h, 10, 28), "#8f979c", {
      at: [0, 0.275 * h, 0],
      turn: [Math.PI / 2, 0, 0],
    })
      .box([0.12 * h, 0.09 * h, 0.05], [0, 0.09 * h, 0.086 * h], "#b9c0c4")
      .box([0.03, 0.02, 0.01], [0.03, 0.13 * h, 0.086 * h + 0.03], "#d8532f", { glow: 0.9 })
      .box([0.16 * h, 0.2 * h, 0.09 * h], [0, 0.04 * h, -0.11 * h], "#ccd2d4");
  } else {
    b.add(new TorusGeometry(0.05 * h, 0.005 * h, 8, 24), dark, {
      at: [0, 0.266 * h, 0.008 * h],
      turn: [Math.PI / 2 - 0.3, 0, 0],
    });
  }
  return b;
}

export function buildPelvis(
  look: FigureLook,
  body: Figure["body"],
  h: number,
): { hips: Builder; hem: Builder } {
  const b = new Builder();
  const hem = new Builder();
  const w = body.breadth * h;
  const hips = body.feminine ? 0.099 : 0.091;
  const dressed = look.topKind === "dress" || look.topKind === "robe";
  const colour = dressed ? look.top : look.bottom;
  b.add(
    loft(
      [
        { y: -0.075 * h, rx: 0.05 * w, rz: 0.05 * h },
        { y: -0.045 * h, rx: hips * 0.97 * w, rz: 0.064 * h },
        { y: 0, rx: hips * w, rz: 0.066 * h },
        { y: 0.035 * h, rx: hips * 0.93 * w, rz: 0.06 * h },
        { y: 0.065 * h, rx: 0.083 * w, rz: 0.056 * h },
      ],
      26,
    ),
    colour,
  );
  const skirt = (length: number, flare: number, cloth: string, loose = 1.06) =>
    hem.add(
      loft(
        [
          { y: -length * h, rx: hips * flare * w, rz: 0.08 * flare * h },
          {
            y: -length * 0.5 * h,
            rx: hips * (1 + (flare - 1) * 0.6) * w * loose,
            rz: 0.076 * (1 + (flare - 1) * 0.6) * h,
          },
          { y: 0, rx: hips * loose * w, rz: 0.07 * h * loose },
          { y: 0.06 * h, rx: 0.086 * w * loose, rz: 0.059 * h * loose },
        ],
        28,
        2.1,
      ),
      cloth,
    );
  if (look.topKind === "coat") skirt(0.22, 1.22, look.top, 1.1);
  if (look.topKind === "jacket") skirt(0.055, 1.06, look.top, 1.1);
  if (look.topKind === "dress") skirt(0.27, 1.5, look.top);
  if (look.topKind === "robe") skirt(0.46, 1.45, look.top);
  if (look.bottomKind === "skirt" && !dressed) skirt(0.24, 1.3, look.bottom);
  if (!dressed && look.topKind !== "coat")
    b.add(
      loft(
        [
          { y: 0.045 * h, rx: 0.088 * w, rz: 0.061 * h },
          { y: 0.062 * h, rx: 0.087 * w, rz: 0.06 * h },
        ],
        26,
      ),
      "#241a14",
    );
  return { hips: b, hem };
}
