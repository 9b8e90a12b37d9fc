import { mixColours } from "@backlot/shared/stage/colours";
import type { Random } from "@backlot/shared/stage/random";
import type { Piece, PieceKind, Stage } from "@backlot/shared/stage/schema";
import { BoxGeometry } from "three";
import type { Builder } from "../builder.ts";
import { dark, frame, light, type Make } from "./maker.ts";

const windowPanes = (b: Builder, { size: [w, h] }: Piece, air: Stage["atmosphere"], random: Random) => {
  const night = air.stars;
  b.sheet(w, h, [0, 0, 0.015], air.skyTop, air.skyHorizon, night ? 1.1 : 1.45);
  const ground = night ? "#0b1220" : mixColours(air.fogColour, "#5d6e63", 0.55);
  for (let x = -w / 2; x < w / 2 - 0.02;) {
    const width = Math.min(random.between(0.16, 0.4), w / 2 - x);
    const height = h * random.between(0.14, 0.42);
    b.box(
      [width, height, 0.004],
      [x + width / 2, 0, 0.019],
      mixColours(ground, air.skyHorizon, random.between(0, 0.3)),
      { glow: night ? 1 : 0.95 },
    );
    if (night)
      for (let i = 0; i < 3; i += 1)
        b.box(
          [0.025, 0.03, 0.004],
          [x + random.between(0.02, width - 0.02), random.between(0.02, height - 0.04), 0.022],
          "#f2c67c",
          { glow: 1 },
        );
    x += width;
  }
};

/** What hangs on walls and ceilings or belongs to the room: doors, windows, lamps, machines. */
export const fittings = {
  monitor: (b, { size: [w, h], colour }) => {
    b.box([w * 0.4, 0.02, 0.2], [0, 0, 0], colour).box([0.05, 0.12, 0.04], [0, 0, -0.02], colour).box([w, h - 0.1, 0.03], [0, 0.1, 0], colour).sheet(w - 0.04, h - 0.14, [0, 0.12, 0.018], "#8fc4de", "#3d6a8f", 1);
  },
  window: (b, piece, random, air) => {
    windowPanes(b, piece, air, random);
    const [w, h] = piece.size;
    frame(b, w, h, piece.colour, 0.09);
    b.box([0.045, h, 0.05], [0, 0, 0.03], piece.colour).box([w, 0.04, 0.05], [0, h * 0.52, 0.03], piece.colour).box([w + 0.26, 0.04, 0.2], [0, -0.1, 0.08], light(piece.colour, 0.1));
  },
  "arch-window": (b, { size: [w, h], colour, accent }, random, air) => {
    const glass = [accent, "#c79a3c", "#3c6a8f", "#4d7a55", "#a24a3c"];
    for (let y = 0; y < h; y += h / 7) for (let x = -w / 2; x < w / 2 - 0.01; x += w / 3) b.box([w / 3 - 0.02, h / 7 - 0.02, 0.01], [x + w / 6, y, 0.02], random.pick(glass), { glow: air.stars ? 0.35 : 1.35 });
    frame(b, w, h, colour, 0.16, 0.12);
    b.tube(w / 2 + 0.1, w / 2 + 0.1, 0.14, [0, h - 0.07, 0], colour, { turn: [Math.PI / 2, 0, 0], sides: 28 });
  },
  door: (b, { size: [w, h], colour, accent }) => {
    b.box([w, h, 0.05], [0, 0, 0.01], colour);
    frame(b, w, h, light(accent, 0.15), 0.12, 0.09);
    for (const y of [0.18, 1.12]) for (const x of [-0.24, 0.24]) b.box([w * 0.36, h * 0.36, 0.02], [x * w, y, 0.035], dark(colour, 0.14));
    b.ball([0.035, 0.035, 0.035], [w / 2 - 0.1, h * 0.48, 0.08], "#c2a35a");
  },
  curtain: (b, { size: [w, h], colour }) => {
    for (let i = 0; i < 6; i += 1) b.tube(w / 9, w / 11, h, [-w / 2 + (w / 5) * i, 0, i % 2 ? 0.03 : 0], i % 2 ? colour : dark(colour, 0.12), { sides: 10 });
  },
  picture: (b, { size: [w, h], colour, accent }, random) => {
    b.box([w, h, 0.03], [0, 0, 0], colour).box([w - 0.08, h - 0.08, 0.01], [0, 0.04, 0.02], light(accent, 0.45)).box([w - 0.08, (h - 0.08) * 0.4, 0.012], [0, 0.04, 0.02], dark(accent, 0.2));
    b.ball([h * 0.1, h * 0.1, 0.012], [random.between(-w / 5, w / 5), h * 0.66, 0.02], light(accent, 0.75));
  },
  rug: (b, { size: [w, , d], colour, accent }) => {
    b.box([w, 0.012, d], [0, 0, 0], accent).box([w - 0.16, 0.014, d - 0.16], [0, 0, 0], colour).box([w - 0.5, 0.016, d - 0.5], [0, 0, 0], light(colour, 0.12)).box([w - 0.6, 0.018, d - 0.6], [0, 0, 0], colour);
  },
  "floor-lamp": (b, { size: [w, h], colour, accent, lit }) => {
    b.tube(0.15, 0.14, 0.03, [0, 0, 0], colour).tube(0.015, 0.015, h - 0.3, [0, 0, 0], colour).tube(w / 2, w / 3, 0.32, [0, h - 0.32, 0], accent, lit ? { glow: 1.9 } : {});
  },
  "table-lamp": (b, { size: [w, h, d], colour, accent, lit }) => {
    const stand = h * 0.52;
    b.box([w, stand, d], [0, 0, 0], colour).box([w - 0.06, 0.2, 0.02], [0, stand - 0.26, d / 2], light(colour, 0.12)).tube(0.07, 0.05, 0.16, [0, stand, 0], "#7a8a86").tube(0.16, 0.11, 0.22, [0, stand + 0.18, 0], accent, lit ? { glow: 1.9 } : {});
  },
  pendant: (b, { size: [w, h], colour, lit }) => {
    b.tube(0.008, 0.008, h, [0, 0.12, 0], "#26262a").tube(w / 2, 0.05, 0.18, [0, 0, 0], colour, { sides: 24 }).tube(w / 2 - 0.02, w / 2 - 0.02, 0.015, [0, -0.008, 0], "#f7deb0", { glow: lit ? 2.4 : 0.5 });
  },
  "ceiling-light": (b, { size: [w, h, d], colour, lit }) => {
    b.box([w + 0.06, h * 0.6, d + 0.06], [0, h * 0.4, 0], "#c9c9c4").box([w, h * 0.5, d], [0, 0, 0], colour, { glow: lit ? 1.9 : 0.55 });
  },
  fireplace: (b, { size: [w, h, d], colour, lit }, random) => {
    b.box([w * 0.2, h, d], [-w * 0.4, 0, 0], colour).box([w * 0.2, h, d], [w * 0.4, 0, 0], colour).box([w, h * 0.3, d], [0, h * 0.7, 0], colour).box([w + 0.2, 0.07, d + 0.12], [0, h, 0.02], light(colour, 0.15)).box([w * 0.6, h * 0.7, 0.04], [0, 0, -d / 2 + 0.04], "#1a1513");
    for (const x of [-0.14, 0.1]) b.tube(0.05, 0.05, 0.5, [x, -0.15, 0], "#4a3325", { turn: [0, 0.3, Math.PI / 2] });
    if (lit) for (let i = 0; i < 7; i += 1) b.ball([0.05, random.between(0.09, 0.2), 0.05], [random.between(-0.24, 0.24), 0.16, random.between(-0.06, 0.06)], random.pick(["#ff9a3c", "#ffb95c", "#f2682a"]), { glow: 2.2 });
  },
  plant: (b, { size: [w, h], colour, accent }, random) => {
    b.tube(w * 0.22, w * 0.3, h * 0.28, [0, 0, 0], accent);
    for (let i = 0; i < 11; i += 1) {
      const turn = i * 2.4;
      b.add(new BoxGeometry(0.02 + w * 0.11, h * 0.6, 0.012), random.pick([colour, light(colour, 0.14), dark(colour, 0.16)]), { at: [Math.sin(turn) * w * 0.24, h * random.between(0.5, 0.74), Math.cos(turn) * w * 0.24], turn: [random.between(0.3, 0.8), turn, 0] });
    }
  },
  "bottle-shelf": (b, { size: [w, h, d], colour, accent, lit }, random) => {
    b.box([w, h, 0.04], [0, 0, -d / 2], dark(colour, 0.45)).sheet(w - 0.2, h - 0.1, [0, 0.05, -d / 2 + 0.024], "#9a6a35", "#5a3519", lit ? 0.55 : 0);
    for (const y of [0, 0.5, 1.0]) {
      b.box([w, 0.035, d], [0, y, 0], colour);
      for (let x = -w / 2 + 0.1; x < w / 2 - 0.06; x += random.between(0.085, 0.17)) {
        const shade = random.pick(["#3f6b3f", "#8a4a22", "#c9a35a", "#6b2f2f", "#c8d2cf", "#35566b", accent]);
        const tall = random.between(0.18, 0.27);
        b.tube(0.036, 0.036, tall, [x, y + 0.035, 0.02], shade, { sides: 10 }).tube(0.03, 0.012, 0.05, [x, y + 0.035 + tall, 0.02], shade, { sides: 10 }).tube(0.012, 0.012, 0.06, [x, y + 0.08 + tall, 0.02], dark(shade), { sides: 8 });
      }
    }
    b.box([w + 0.1, 0.1, d + 0.06], [0, h, 0], colour);
  },
  "wall-clock": (b, { size: [w, h], colour, accent }, random) => {
    const r = w / 2;
    if (h > w * 1.5) b.box([w, h, 0.12], [0, 0, -0.04], colour).box([w * 0.7, h * 0.4, 0.01], [0, h * 0.08, 0.024], dark(colour, 0.4)).ball([w * 0.16, w * 0.16, 0.01], [random.between(-w * 0.12, w * 0.12), h * 0.2, 0.03], "#c7a24c");
    const y = h - r;
    b.tube(r, r, 0.05, [0, y, 0], colour, { turn: [Math.PI / 2, 0, 0], sides: 28 }).tube(r * 0.84, r * 0.84, 0.006, [0, y, 0.052], accent, { turn: [Math.PI / 2, 0, 0], sides: 28 });
    for (const [length, thick] of [[r * 0.5, 0.02], [r * 0.74, 0.013]] as const) {
      const turn = random.between(0, 6.28);
      b.box([thick, length, 0.004], [0, y, 0.06], "#1c1c1e", { turn: [0, 0, turn] });
    }
  },
  "great-lamp": (b, { size: [w, h], colour, accent, lit }) => {
    const foot = h * 0.42;
    for (let i = 0; i < 3; i += 1) b.tube(0.03, 0.03, foot, [Math.cos(i * 2.094) * w * 0.32, 0, Math.sin(i * 2.094) * w * 0.32], colour, { sides: 10 });
    b.tube(w * 0.42, w * 0.42, 0.06, [0, foot, 0], colour, { sides: 26 }).tube(w * 0.36, w * 0.46, h * 0.22, [0, foot + 0.06, 0], accent, { sides: 30, ...(lit ? { glow: 2.4 } : {}) }).tube(w * 0.46, w * 0.36, h * 0.22, [0, foot + 0.06 + h * 0.22, 0], light(accent, 0.15), { sides: 30, ...(lit ? { glow: 2.4 } : {}) }).tube(w * 0.38, 0.04, h * 0.1, [0, foot + 0.06 + h * 0.44, 0], colour, { sides: 26 });
    for (let i = 1; i < 5; i += 1) b.tube(w * 0.47, w * 0.47, 0.018, [0, foot + 0.06 + (h * 0.44 * i) / 5, 0], dark(accent, 0.3), { sides: 30 });
  },
  column: (b, { size: [w, h], colour }) => {
    b.box([w * 1.25, 0.18, w * 1.25], [0, 0, 0], dark(colour, 0.12)).tube(w * 0.5, w * 0.45, h - 0.35, [0, 0.18, 0], colour, { sides: 24 }).box([w * 1.3, 0.18, w * 1.3], [0, h - 0.18, 0], dark(colour, 0.05));
  },
  console: (b, { size: [w, h, d], colour, accent, lit }, random) => {
    b.box([w, h * 0.8, d], [0, 0, 0], colour).box([w, 0.06, d], [0, h * 0.8, 0.02], light(colour, 0.12), { turn: [0.25, 0, 0] }).box([w, h * 0.34, 0.06], [0, h * 0.84, -d / 2 + 0.05], dark(colour, 0.2));
    for (let x = -w / 2 + 0.12; x < w / 2 - 0.08; x += 0.13) for (const z of [-0.1, 0.04, 0.18]) if (random.next() > 0.3) b.box([0.07, 0.02, 0.06], [x, h * 0.87 - z * 0.22, z], random.pick([accent, "#e2a24a", "#8bd07f", "#d8dde0", accent]), { glow: lit ? random.between(0.5, 1.5) : 0.3 });
    for (let x = -w / 2 + 0.35; x < w / 2 - 0.2; x += 0.7) b.sheet(0.5, h * 0.26, [x, h * 0.88, -d / 2 + 0.085], accent, dark(accent, 0.6), lit ? 0.9 : 0.3);
  },
  porthole: (b, { size: [w, h], colour }, random) => {
    b.sheet(w, h, [0, 0, 0.02], "#060b1c", "#10193a", 1);
    for (let i = 0; i < 90; i += 1) b.ball([0.007, 0.007, 0.003], [random.between(-w / 2, w / 2), random.between(0, h), 0.03], "#e9f0ff", { glow: random.between(0.5, 1.6), detail: 5 });
    b.ball([h * 0.42, h * 0.42, 0.01], [w * 0.25, h * 0.32, 0.026], "#7a5a45", { glow: 0.9, detail: 36 }).ball([h * 0.4, h * 0.4, 0.012], [w * 0.25 + 0.04, h * 0.34, 0.03], "#b98560", { glow: 0.9, detail: 36 });
    frame(b, w, h, colour, 0.18, 0.12);
    for (const x of [-0.17, 0.17]) b.box([0.08, h, 0.14], [x * w, 0, 0.02], colour);
  },
  television: (b, { size: [w, h, d], colour, accent }) => void b.box([w, 0.45, d], [0, 0, 0], accent).box([w * 0.86, h - 0.5, 0.05], [0, 0.5, 0], colour).sheet(w * 0.8, h - 0.56, [0, 0.53, 0.03], "#39506b", "#182430", 0.7),
  board: (b, { size: [w, h], colour, accent }, random) => {
    b.box([w, h, 0.03], [0, 0, 0], colour);
    frame(b, w, h, accent, 0.05, 0.05);
    for (let i = 0; i < 6; i += 1) b.box([w * random.between(0.12, 0.5), 0.02, 0.01], [random.between(-w / 5, w / 5), h * random.between(0.2, 0.85), 0.018], mixColours(colour, "#808080", 0.7));
  },
  bars: (b, { size: [w, h], colour }) => {
    for (let x = -w / 2; x <= w / 2; x += 0.14) b.tube(0.018, 0.018, h, [x, 0, 0], colour, { sides: 8 });
    for (const y of [0, h * 0.5, h - 0.06]) b.box([w, 0.06, 0.05], [0, y, 0], colour);
  },
  machine: (b, { size: [w, h, d], colour, accent, lit }) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w * 0.8, h * 0.3, 0.02], [0, h * 0.62, d / 2], "#1b1f20").sheet(w * 0.72, h * 0.24, [0, h * 0.65, d / 2 + 0.015], accent, dark(accent, 0.7), lit ? 0.9 : 0.25);
    for (let i = 0; i < 4; i += 1) b.tube(0.02, 0.02, 0.02, [-w * 0.3 + i * w * 0.2, h * 0.5, d / 2], "#d0cfc8", { turn: [Math.PI / 2, 0, 0] });
    for (let y = 0.1; y < h * 0.42; y += 0.08) b.box([w * 0.7, 0.02, 0.01], [0, y, d / 2], dark(colour, 0.4));
  },
  vent: (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], dark(colour, 0.3));
    for (let y = 0.04; y < h - 0.03; y += 0.08) b.box([w * 0.9, 0.035, 0.03], [0, y, d / 2], light(colour, 0.1), { turn: [0.5, 0, 0] });
  },
  mirror: (b, { size: [w, h], colour }, _random, air) => {
    b.sheet(w, h, [0, 0, 0.02], mixColours("#aab4b8", air.skyHorizon, 0.3), "#77828a", 0.55);
    frame(b, w, h, colour, 0.06, 0.05);
  },
} satisfies Partial<Record<PieceKind, Make>>; // prettier-ignore
