/** How each kind of prop looks, about its grip: x across, y up, standing on the origin. */
import { mixColours } from "@backlot/shared/stage/colours";
import type { PropShape } from "@backlot/shared/stage/schema";
import { TorusGeometry } from "three";
import { Builder } from "./builder.ts";

type Make = (b: Builder, colour: string) => void;

const dark = (colour: string, amount = 0.35) => mixColours(colour, "#000000", amount);
const light = (colour: string, amount = 0.25) => mixColours(colour, "#ffffff", amount);

const makers: Record<Exclude<PropShape, "car">, Make> = {
  cup: (b, c) => void b.tube(0.034, 0.042, 0.095, [0, 0, 0], c, { sides: 26 }).tube(0.038, 0.038, 0.004, [0, 0.088, 0], "#3a2416", { sides: 26 }).add(new TorusGeometry(0.026, 0.006, 8, 20), c, { at: [0.05, 0.048, 0] }),
  glass: (b, c) => void b.tube(0.034, 0.04, 0.11, [0, 0, 0], light(c, 0.3), { sides: 26 }).tube(0.037, 0.037, 0.004, [0, 0.106, 0], "#b9772e", { sides: 26 }),
  phone: (b, c) => void b.box([0.074, 0.15, 0.01], [0, 0, 0], c).sheet(0.066, 0.135, [0, 0.0075, 0.006], "#a9c6dc", "#5c83a8", 0.8),
  gun: (b, c) => void b.box([0.026, 0.034, 0.19], [0, 0.1, 0.06], c).box([0.024, 0.11, 0.042], [0, 0, -0.01], dark(c, 0.2), { turn: [0.22, 0, 0] }).tube(0.006, 0.006, 0.02, [0, 0.11, 0.16], "#0a0a0c", { turn: [Math.PI / 2, 0, 0] }).add(new TorusGeometry(0.018, 0.004, 6, 16), c, { at: [0, 0.08, 0.04], turn: [0, Math.PI / 2, 0] }),
  letter: (b, c) => {
    b.box([0.15, 0.21, 0.002], [0, 0, 0], c);
    for (let i = 0; i < 9; i += 1) b.box([i === 8 ? 0.06 : 0.12, 0.004, 0.001], [i === 8 ? -0.03 : 0, 0.175 - i * 0.018, 0.002], "#4a4640");
  },
  book: (b, c) => void b.box([0.16, 0.23, 0.034], [0, 0, 0], c).box([0.15, 0.222, 0.026], [0.008, 0.004, 0], "#e8e0cc").box([0.1, 0.012, 0.001], [0, 0.16, 0.018], "#d1ae58").box([0.1, 0.012, 0.001], [0, 0.13, 0.018], "#d1ae58"),
  bag: (b, c) => void b.box([0.36, 0.26, 0.16], [0, 0, 0], c).box([0.37, 0.09, 0.17], [0, 0.19, 0], dark(c, 0.2)).add(new TorusGeometry(0.1, 0.011, 8, 24, Math.PI), dark(c), { at: [0, 0.28, 0] }).box([0.05, 0.04, 0.01], [0, 0.18, 0.09], "#c7a24c"),
  case: (b, c) => void b.box([0.48, 0.34, 0.14], [0, 0, 0], c).box([0.49, 0.03, 0.145], [0, 0.17, 0], dark(c)).add(new TorusGeometry(0.06, 0.011, 8, 20, Math.PI), dark(c, 0.5), { at: [0, 0.34, 0] }).box([0.04, 0.05, 0.01], [-0.13, 0.17, 0.075], "#c7a24c").box([0.04, 0.05, 0.01], [0.13, 0.17, 0.075], "#c7a24c"),
  bottle: (b, c) => void b.tube(0.038, 0.038, 0.19, [0, 0, 0], c, { sides: 24 }).tube(0.038, 0.014, 0.05, [0, 0.19, 0], c, { sides: 24 }).tube(0.014, 0.014, 0.07, [0, 0.24, 0], c, { sides: 18 }).tube(0.0388, 0.0388, 0.08, [0, 0.06, 0], "#e3d9bf", { sides: 24 }).tube(0.016, 0.016, 0.025, [0, 0.295, 0], "#4a3323"),
  hammer: (b, c) => void b.tube(0.015, 0.013, 0.3, [0, 0, 0], c).box([0.11, 0.042, 0.04], [0.005, 0.29, 0], "#6b7076").tube(0.023, 0.023, 0.035, [0.07, 0.292, 0], "#8d9399", { turn: [0, 0, Math.PI / 2] }),
  torch: (b, c) => void b.tube(0.02, 0.02, 0.17, [0, 0, 0], c).tube(0.02, 0.036, 0.05, [0, 0.17, 0], dark(c)).tube(0.034, 0.034, 0.006, [0, 0.22, 0], "#fff3cf", { glow: 2.6 }),
  lamp: (b, c) => void b.tube(0.08, 0.07, 0.02, [0, 0, 0], c).tube(0.014, 0.014, 0.2, [0, 0.02, 0], c).tube(0.12, 0.07, 0.15, [0, 0.2, 0], "#f0dcae", { glow: 1.8 }),
  knife: (b, c) => void b.box([0.022, 0.11, 0.018], [0, 0, 0], "#3a2a20").box([0.028, 0.15, 0.003], [0, 0.11, 0], c).cone(0.014, 0.03, [0, 0.26, 0], c, 4),
  sword: (b, c) => void b.tube(0.014, 0.014, 0.16, [0, 0, 0], "#4a3325").box([0.2, 0.022, 0.03], [0, 0.16, 0], "#b8973f").box([0.04, 0.74, 0.006], [0, 0.18, 0], c).ball([0.022, 0.022, 0.022], [0, 0, 0], "#b8973f"),
  key: (b, c) => void b.box([0.008, 0.06, 0.006], [0, 0, 0], c).box([0.02, 0.007, 0.006], [0.012, 0.006, 0], c).box([0.015, 0.007, 0.006], [0.01, 0.02, 0], c).add(new TorusGeometry(0.016, 0.004, 8, 20), c, { at: [0, 0.075, 0] }),
  box: (b, c) => {
    for (let i = 0; i < 4; i += 1) b.box([0.26, 0.038, 0.18], [0, i * 0.04, 0], i % 2 ? c : dark(c, 0.06));
    b.box([0.27, 0.03, 0.19], [0, 0.16, 0], light(c, 0.08)).box([0.03, 0.05, 0.01], [0, 0.125, 0.094], "#b59a55");
    for (const x of [-0.11, 0.11]) b.box([0.018, 0.192, 0.192], [x, 0, 0], dark(c, 0.3));
  },
  lantern: (b, c) => {
    b.tube(0.07, 0.062, 0.03, [0, 0, 0], c, { sides: 24 }).tube(0.05, 0.05, 0.11, [0, 0.035, 0], "#ffe2a0", { sides: 20, glow: 1.5 }).tube(0.066, 0.03, 0.05, [0, 0.15, 0], c, { sides: 24 }).tube(0.03, 0.022, 0.03, [0, 0.2, 0], dark(c, 0.2), { sides: 18 });
    for (let i = 0; i < 4; i += 1) b.tube(0.004, 0.004, 0.12, [Math.cos(i * 1.571) * 0.058, 0.03, Math.sin(i * 1.571) * 0.058], dark(c, 0.3), { sides: 6 });
    b.add(new TorusGeometry(0.062, 0.004, 6, 26, Math.PI), dark(c, 0.3), { at: [0, 0.21, 0] });
  },
  rope: (b, c) => {
    for (let i = 0; i < 6; i += 1) b.add(new TorusGeometry(0.16 - (i % 3) * 0.012, 0.016, 8, 34), i % 2 ? c : dark(c, 0.1), { at: [(i % 3) * 0.006, 0.018 + i * 0.024, 0], turn: [Math.PI / 2, 0, i] });
    b.tube(0.016, 0.016, 0.16, [0.16, 0.03, 0.02], c, { turn: [1.2, 0, 0.4], sides: 10 });
  },
  cloth: (b, c) => void b.box([0.3, 0.022, 0.2], [0, 0, 0], dark(c, 0.1)).box([0.29, 0.022, 0.19], [0.004, 0.024, 0.003], c).box([0.285, 0.02, 0.185], [-0.003, 0.048, -0.002], light(c, 0.1)).box([0.29, 0.004, 0.02], [0, 0.068, 0.06], dark(c, 0.25)),
  pencil: (b, c) => void b.tube(0.005, 0.005, 0.13, [0, 0.006, -0.06], c, { turn: [Math.PI / 2, 0, 0], sides: 8 }).cone(0.005, 0.015, [0, 0.006, 0.07], dark(c), 8),
  dog: (b, c) => fourLegged(b, c, 0.5, 0.16),
  cat: (b, c) => fourLegged(b, c, 0.24, 0.2),
  horse: (b, c) => fourLegged(b, c, 1.35, 0.12),
  bird: (b, c) => {
    for (const [x, y, z, s] of [[0, 0, 0, 1], [0.9, 0.35, -0.6, 0.85], [-1.1, 0.5, -1.1, 0.75]] as const) {
      b.ball([0.05 * s, 0.05 * s, 0.16 * s], [x, y, z], c).ball([0.035 * s, 0.035 * s, 0.04 * s], [x, y + 0.03, z + 0.16 * s], light(c, 0.2)).cone(0.014 * s, 0.05 * s, [x, y + 0.03, z + 0.2 * s], "#d8a23a", 6);
      for (const side of [-1, 1]) b.box([0.34 * s, 0.012, 0.11 * s], [x + side * 0.2 * s, y + 0.06 * s, z], dark(c, 0.15), { turn: [0, 0, side * 0.35] });
    }
  },
  tin: (b, c) => void b.box([0.12, 0.035, 0.085], [0, 0, 0], c).box([0.124, 0.014, 0.089], [0, 0.033, 0], light(c, 0.12)).box([0.07, 0.001, 0.05], [0, 0.048, 0], dark(c, 0.3)),
  boots: (b, c) => {
    for (const x of [-0.06, 0.06]) b.box([0.085, 0.025, 0.25], [x, 0, 0], dark(c, 0.4)).ball([0.042, 0.045, 0.075], [x, 0.055, 0.06], c).box([0.08, 0.1, 0.12], [x, 0.02, -0.05], c).box([0.07, 0.004, 0.09], [x, 0.12, -0.05], "#181412");
  },
  camera: (b, c) => void b.box([0.14, 0.09, 0.06], [0, 0, 0], c).tube(0.034, 0.034, 0.07, [0, 0.01, 0.06], dark(c), { turn: [Math.PI / 2, 0, 0], sides: 22 }).tube(0.028, 0.028, 0.006, [0, 0.043, 0.096], "#31465a", { turn: [Math.PI / 2, 0, 0], sides: 22 }).box([0.04, 0.022, 0.04], [0, 0.09, 0], dark(c, 0.2)),
  hat: (b, c) => void b.tube(0.17, 0.17, 0.012, [0, 0, 0], c, { sides: 28 }).tube(0.1, 0.085, 0.11, [0, 0.01, 0], c, { sides: 24 }).tube(0.102, 0.1, 0.025, [0, 0.012, 0], dark(c), { sides: 24 }),
  flower: (b, c) => {
    for (let i = 0; i < 6; i += 1) {
      const [x, z] = [Math.sin(i * 1.05) * 0.045, Math.cos(i * 1.05) * 0.045];
      b.tube(0.004, 0.004, 0.27, [x * 0.5, 0, z * 0.5], "#4c7040").ball([0.03, 0.026, 0.03], [x, 0.28 + (i % 2) * 0.03, z], i % 3 ? c : light(c, 0.35), { detail: 12 }).ball([0.035, 0.006, 0.016], [x, 0.17, z], "#5b8049", { detail: 8 });
    }
  },
  umbrella: (b, c) => void b.tube(0.011, 0.011, 0.85, [0, 0, 0], "#4a3325").cone(0.05, 0.55, [0, 0.28, 0], c, 12),
  plate: (b, c) => void b.tube(0.08, 0.13, 0.018, [0, 0, 0], c, { sides: 32 }).ball([0.055, 0.03, 0.05], [-0.02, 0.025, 0], "#a8683a").ball([0.035, 0.025, 0.035], [0.05, 0.025, 0.02], "#7d9a4a"),
  laptop: (b, c) => void b.box([0.33, 0.016, 0.23], [0, 0, 0], c).box([0.33, 0.22, 0.01], [0, 0.016, -0.13], c, { turn: [-0.25, 0, 0] }).sheet(0.3, 0.19, [0, 0.035, -0.118], "#b4cbe0", "#6c8fb3", 0.9).box([0.28, 0.002, 0.11], [0, 0.017, 0], dark(c)),
  ring: (b, c) => void b.add(new TorusGeometry(0.024, 0.005, 10, 30), c, { at: [0, 0.028, 0] }).ball([0.009, 0.009, 0.009], [0, 0.056, 0], "#cfe6ee", { glow: 0.9 }),
  ball: (b, c) => void b.ball([0.09, 0.09, 0.09], [0, 0.09, 0], c, { detail: 30 }),
  guitar: (b, c) => void b.ball([0.17, 0.2, 0.045], [0, 0.2, 0], c).ball([0.13, 0.15, 0.045], [0, 0.42, 0], c).box([0.045, 0.46, 0.022], [0, 0.5, 0.02], "#3a2618").box([0.07, 0.12, 0.02], [0, 0.93, 0.02], "#2a1c12").tube(0.045, 0.045, 0.004, [0, 0.3, 0.045], "#160e08", { turn: [Math.PI / 2, 0, 0] }),
  clock: (b, c) => {
    b.tube(0.11, 0.11, 0.04, [0, 0.1, -0.02], c, { turn: [Math.PI / 2, 0, 0], sides: 32 }).tube(0.095, 0.095, 0.004, [0, 0.118, 0.002], "#efe8d6", { turn: [Math.PI / 2, 0, 0], sides: 32 }).box([0.008, 0.07, 0.004], [0, 0.12, 0.006], "#1c1c1e").box([0.045, 0.008, 0.004], [0.022, 0.118, 0.006], "#1c1c1e");
  },
}; // prettier-ignore

/** A four-legged body `h` at the shoulder: trunk, neck, head, legs, tail; `ears` upright. */
function fourLegged(b: Builder, c: string, h: number, ears: number): void {
  b.ball([h * 0.24, h * 0.26, h * 0.58], [0, h * 0.72, 0], c);
  b.ball([h * 0.17, h * 0.22, h * 0.2], [0, h * 1.0, h * 0.56], c).ball([h * 0.14, h * 0.14, h * 0.2], [0, h * 1.14, h * 0.72], light(c, 0.05)).ball([h * 0.08, h * 0.07, h * 0.12], [0, h * 1.08, h * 0.9], dark(c, 0.3));
  for (const x of [-1, 1]) {
    b.cone(h * 0.06, h * ears, [x * h * 0.09, h * 1.24, h * 0.66], dark(c, 0.2), 8);
    for (const z of [-0.4, 0.42]) b.tube(h * 0.06, h * 0.08, h * 0.62, [x * h * 0.14, 0, z * h], dark(c, 0.08), { sides: 10 });
  }
  b.tube(h * 0.03, h * 0.05, h * 0.55, [0, h * 0.75, -h * 0.55], dark(c, 0.1), { turn: [-2.3, 0, 0], sides: 8 });
} // prettier-ignore

/** The solids of a prop by its shape. A car is a set piece and has none here. */
export function buildProp(shape: PropShape, colour: string): ReturnType<Builder["finish"]> {
  const b = new Builder();
  if (shape !== "car") makers[shape](b, colour);
  return b.finish();
}

/** Flat things lie down when nobody holds them. */
export function liesFlat(shape: PropShape): boolean {
  return ["letter", "book", "phone", "gun", "knife", "key", "sword", "hammer", "ring"].includes(shape);
}
