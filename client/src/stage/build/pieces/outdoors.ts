import { mixColours } from "@backlot/shared/stage/colours";
import type { PieceKind } from "@backlot/shared/stage/schema";
import { BoxGeometry, TorusGeometry } from "three";
import { dark, light, type Make } from "./maker.ts";

/** What stands outside: plants, stones, water, houses, streets and vehicles. */
export const outdoors = {
  tower: (b, { size: [w, h], colour, accent }) => {
    b.tube(w * 0.5, w * 0.42, h, [0, 0, 0], colour, { sides: 30 }).box([0.9, 1.7, 0.3], [0, 0, w * 0.46], "#3a3431").box([1.1, 0.12, 0.4], [0, 1.7, w * 0.45], dark(colour, 0.3));
    for (let y = 0.6; y < h; y += 0.62) b.tube(w * (0.503 - 0.08 * (y / h)), w * (0.5 - 0.08 * (y / h)), 0.05, [0, y, 0], dark(colour, 0.16), { sides: 30 });
    b.tube(w * 0.46, w * 0.46, 0.18, [0, h, 0], accent, { sides: 30 });
  },
  tree: (b, { size: [w, h], colour, accent }, random) => {
    b.tube(h * 0.035, h * 0.018, h * 0.6, [0, 0, 0], accent, { sides: 9 });
    for (const side of [-1, 1]) b.tube(h * 0.014, h * 0.006, h * 0.3, [side * w * 0.1, h * 0.42, 0], accent, { sides: 6, turn: [0, 0, -side * 0.7] });
    for (let i = 0; i < 7; i += 1) {
      const turn = i * 2.2 + random.next();
      const reach = i === 0 ? 0 : w * random.between(0.2, 0.36);
      const size = w * random.between(0.22, 0.34);
      b.lump([size, size * 0.8, size], [Math.sin(turn) * reach, h * random.between(0.6, 0.9), Math.cos(turn) * reach], random.pick([colour, light(colour, 0.1), dark(colour, 0.16)]), 0.2, random.next);
    }
  },
  pine: (b, { size: [w, h], colour, accent }, random) => {
    b.tube(h * 0.022, h * 0.008, h * 0.95, [0, 0, 0], accent, { sides: 8 });
    for (let i = 0; i < 6; i += 1) {
      const share = i / 6;
      b.cone(w * 0.5 * (1 - share * 0.82), h * 0.26, [random.between(-0.05, 0.05), h * (0.14 + share * 0.64), 0], random.pick([colour, dark(colour, 0.14), light(colour, 0.05)]), 11);
    }
  },
  bush: (b, { size: [w, h], colour, accent }, random) => {
    for (let i = 0; i < 4; i += 1) b.lump([w * 0.32, h * 0.5, w * 0.3], [random.between(-w / 4, w / 4), h * 0.4, random.between(-w / 5, w / 5)], random.pick([colour, light(colour, 0.1), dark(colour, 0.12)]), 0.22, random.next, 1);
    if (accent !== colour) for (let i = 0; i < 9; i += 1) b.ball([0.035, 0.035, 0.035], [random.between(-w / 2.4, w / 2.4), h * random.between(0.45, 0.9), w * random.between(0.1, 0.32)], accent, { detail: 6 });
  },
  grass: (b, { size: [w, h], colour }, random) => {
    for (let i = 0; i < 7; i += 1) b.add(new BoxGeometry(0.012, h * random.between(0.7, 1.2), 0.006), random.pick([colour, light(colour, 0.14), dark(colour, 0.16)]), { at: [random.between(-w / 2, w / 2), h * 0.42, random.between(-w / 2, w / 2)], turn: [random.between(-0.35, 0.35), random.between(0, 3), random.between(-0.3, 0.3)] });
  },
  rock: (b, { size: [w, h, d], colour }, random) => void b.lump([w / 2, h * 0.62, d / 2], [0, h * 0.36, 0], colour, 0.13, random.next),
  "cave-rock": (b, { size: [w, h, d], colour }, random) => {
    b.lump([w * 0.62, h * 0.6, d * 0.6], [0, h * 0.45, 0], colour, 0.2, random.next, 3).lump([w * 0.4, h * 0.25, d * 0.5], [random.between(-0.5, 0.5), h * 0.14, d * 0.3], dark(colour, 0.1), 0.2, random.next);
  },
  stalactite: (b, { size: [w, h], colour }) => void b.add(new BoxGeometry(0.001, 0.001, 0.001), colour).tube(0.015, w / 2, h, [0, -h, 0], colour, { sides: 8 }),
  house: (b, { size: [w, h, d], colour, accent, lit }) => {
    const wall = h * 0.56;
    b.box([w, wall, d], [0, 0, 0], colour);
    b.box([w * 1.06, 0.14, d * 0.72], [0, wall + h * 0.2, d * 0.26], accent, { turn: [0.72, 0, 0] }).box([w * 1.06, 0.14, d * 0.72], [0, wall + h * 0.2, -d * 0.26], accent, { turn: [-0.72, 0, 0] });
    b.box([w, h * 0.34, d * 0.5], [0, wall, 0], dark(colour, 0.1)).box([0.7, 1.6, 0.7], [w * 0.28, h * 0.82, 0], "#7a4a3c").box([1.05, 2.1, 0.08], [0, 0, d / 2], dark(accent, 0.2)).box([2.4, 0.2, 1.3], [0, 0, d / 2 + 0.5], "#8d8577");
    for (const x of [-0.33, 0.33]) b.box([1.5, 1.3, 0.06], [x * w, 0.95, d / 2], "#e9e4d6").box([1.3, 1.1, 0.07], [x * w, 1.05, d / 2 + 0.01], lit ? "#f4c877" : "#6f8797", lit ? { glow: 1.3 } : {});
  },
  building: (b, { size: [w, h, d], colour, accent, lit }, random) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w + 0.2, 0.35, 0.3], [0, h - 0.2, d / 2], light(colour, 0.16)).box([w, 0.3, 0.15], [0, 3.3, d / 2], dark(colour, 0.25));
    const across = Math.max(2, Math.floor(w / 1.75));
    for (let y = 4; y < h - 1.6; y += 2.7) for (let i = 0; i < across; i += 1) {
      const x = -w / 2 + (w / across) * (i + 0.5);
      const on = lit && random.next() > 0.55;
      b.box([1.12, 1.62, 0.06], [x, y - 0.06, d / 2], light(colour, 0.25)).box([0.94, 1.44, 0.07], [x, y, d / 2 + 0.01], on ? random.pick(["#f4c877", "#f0d9a6", "#d9a860"]) : lit ? "#1b2536" : "#55687a", on ? { glow: 1.15 } : {});
      b.box([0.05, 1.44, 0.08], [x, y, d / 2 + 0.015], light(colour, 0.25));
    }
    if (h > 3.6) {
      b.box([w * 0.5, 2.3, 0.08], [-w * 0.14, 0.5, d / 2], lit ? "#f0c987" : "#4b5c69", lit ? { glow: 0.95 } : {}).box([w * 0.56, 0.5, 0.9], [-w * 0.14, 2.75, d / 2 + 0.3], accent, { turn: [0.35, 0, 0] }).box([w * 0.56, 0.5, 0.12], [-w * 0.14, 0, d / 2], dark(colour, 0.4)).box([1.0, 2.3, 0.1], [w * 0.32, 0, d / 2], dark(accent, 0.3));
      for (const x of [-0.3, -0.14, 0.02]) b.box([0.06, 2.3, 0.1], [x * w, 0.5, d / 2], dark(accent, 0.3));
    }
  },
  "street-lamp": (b, { size: [, h, d], colour, lit }) => {
    b.tube(0.09, 0.045, h, [0, 0, 0], colour, { sides: 10 }).tube(0.14, 0.1, 0.5, [0, 0, 0], colour, { sides: 10 }).box([0.06, 0.06, d], [0, h - 0.06, d / 2 - 0.1], colour).tube(0.17, 0.08, 0.16, [0, h - 0.2, d - 0.15], colour).ball([0.12, 0.08, 0.12], [0, h - 0.2, d - 0.15], "#ffdf9f", { glow: lit ? 3 : 0.6 });
  },
  car: (b, { size: [w, h, d], colour, lit }) => {
    b.box([w, h * 0.34, d], [0, h * 0.2, 0], colour).box([w * 0.96, h * 0.12, d * 0.97], [0, h * 0.52, 0], light(colour, 0.05)).box([w * 0.84, h * 0.34, d * 0.46], [0, h * 0.62, -d * 0.05], "#27323b").box([w * 0.8, 0.05, d * 0.4], [0, h * 0.96, -d * 0.05], colour);
    for (const z of [-0.27, -0.05, 0.17]) b.box([w * 0.86, h * 0.34, 0.07], [0, h * 0.62, z * d], colour);
    for (const x of [-1, 1]) for (const z of [-0.31, 0.31]) b.tube(h * 0.23, h * 0.23, 0.22, [x * (w / 2 - 0.1), h * 0.23 - 0.11, z * d], "#17181a", { turn: [0, 0, Math.PI / 2], sides: 22 }).tube(h * 0.13, h * 0.13, 0.24, [x * (w / 2 - 0.1), h * 0.23 - 0.12, z * d], "#9a9d9f", { turn: [0, 0, Math.PI / 2], sides: 16 });
    for (const x of [-0.36, 0.36]) b.box([0.3, 0.14, 0.04], [x * w, h * 0.42, d / 2], "#fff1cf", { glow: lit ? 2.4 : 0.8 }).box([0.3, 0.12, 0.04], [x * w, h * 0.42, -d / 2], "#c8241f", { glow: lit ? 1.4 : 0.5 });
    b.box([w, 0.12, 0.08], [0, h * 0.2, d / 2], "#54585b").box([w * 0.4, 0.14, 0.05], [0, h * 0.36, d / 2], "#2a2c2e");
  },
  "car-cabin": (b, { size: [w, h, d], colour, accent }) => {
    for (const x of [-0.44, 0.44]) b.box([0.56, 0.16, 0.56], [x, 0.28, 0], accent).box([0.56, 0.72, 0.16], [x, 0.36, -0.34], accent, { turn: [-0.16, 0, 0] }).box([0.3, 0.2, 0.12], [x, 1.1, -0.45], accent);
    b.box([w, 0.14, 0.34], [0, 0.54, 1.0], "#3a3c40").box([w, 0.5, 0.08], [-w / 2 + 0.95, 0.1, d / 2 - 0.1], colour);
    b.add(new TorusGeometry(0.18, 0.018, 10, 28), "#151618", { at: [-0.44, 0.72, 0.72], turn: [-0.5, 0, 0] });
    for (const x of [-1, 1]) b.box([0.07, 0.5, d], [(x * w) / 2, 0.2, 0], colour).box([0.06, h - 0.6, 0.07], [(x * w) / 2, 0.6, -0.62], colour).box([0.06, 0.9, 0.07], [x * (w / 2 - 0.06), 0.62, 0.9], colour, { turn: [-0.5, 0, 0] });
    b.box([w, 0.06, 1.3], [0, h - 0.06, -0.25], colour).box([w, 0.6, 0.06], [0, 0.2, -d / 2], colour);
  },
  fence: (b, { size: [w, h], colour }) => {
    for (let x = -w / 2; x <= w / 2; x += 0.34) b.box([0.09, h, 0.025], [x, 0, 0], colour);
    for (const y of [0.28, 0.78]) b.box([w, 0.08, 0.03], [0, h * y, -0.03], dark(colour, 0.12));
  },
  sign: (b, { size: [w, h, d], colour, accent, lit }) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w * 0.86, h * 0.74, 0.02], [0, h * 0.13, d / 2], lit ? accent : light(colour, 0.3), lit ? { glow: 1.3 } : {});
    for (const y of [0.3, 0.55]) b.box([w * 0.6, h * 0.1, 0.025], [0, h * y, d / 2], lit ? dark(colour, 0.3) : accent);
  },
  bin: (b, { size: [w, h], colour }) => void b.tube(w * 0.42, w * 0.5, h * 0.88, [0, 0, 0], colour).tube(w * 0.53, w * 0.4, h * 0.12, [0, h * 0.88, 0], light(colour, 0.12)),
  rail: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.07, d], [0, h - 0.07, 0], colour);
    for (let x = -w / 2; x <= w / 2 + 0.01; x += Math.max(0.3, w / 24)) b.box([0.05, h, 0.05], [x, 0, 0], colour);
    if (h > 0.5) b.box([w, 0.04, 0.04], [0, h * 0.5, 0], colour);
  },
  mast: (b, { size: [w, h], colour, accent }) => {
    b.tube(w / 2, w / 3, h, [0, 0, 0], colour);
    if (w > 0.15) b.box([3.6, 0.12, 0.12], [0, h * 0.62, 0], colour).tube(0.22, 0.22, 3, [-1.5, h * 0.62 + 0.05, 0], accent, { turn: [0, 0, Math.PI / 2] });
    else b.ball([0.1, 0.1, 0.1], [0, h, 0], accent, { glow: 2 });
  },
  dune: (b, { size: [w, h, d], colour }, random) => void b.lump([w / 2, h, d / 2], [0, 0, 0], colour, 0.05, random.next, 4),
  hill: (b, { size: [w, h, d], colour }, random) => void b.lump([w / 2, h, d / 2], [0, 0, 0], colour, 0.13, random.next, 4),
  cactus: (b, { size: [w, h], colour }) => {
    b.tube(w * 0.2, w * 0.17, h, [0, 0, 0], colour).ball([w * 0.17, w * 0.17, w * 0.17], [0, h, 0], colour);
    for (const x of [-1, 1]) b.tube(w * 0.11, w * 0.11, w * 0.5, [x * w * 0.3, h * 0.42 - w * 0.25, 0], colour, { turn: [0, 0, Math.PI / 2] }).tube(w * 0.11, w * 0.1, h * 0.3, [x * w * 0.5, h * 0.42, 0], colour);
  },
  water: (b, { size: [w, , d], colour, accent }, random) => {
    b.box([w, 0.02, d], [0, 0, 0], colour);
    for (let i = 0; i < 70; i += 1) b.box([random.between(1.5, 9), 0.015, random.between(0.05, 0.22)], [random.between(-w / 4, w / 4), 0.015, d / 2 - random.next() ** 2 * d * 0.8], mixColours(colour, accent, random.between(0.25, 0.8)));
    for (let i = 0; i < 14; i += 1) b.box([random.between(3, 9), 0.02, 0.35], [random.between(-26, 26), 0.015, d / 2 - random.between(0, 0.5)], light(accent, 0.4));
  },
  tent: (b, { size: [w, h, d], colour }) => void b.add(new BoxGeometry(w * 0.7, w * 0.7, d), colour, { at: [0, h * 0.3, 0], turn: [0, 0, Math.PI / 4] }),
  campfire: (b, { size: [w, h], colour, lit }, random) => {
    for (let i = 0; i < 5; i += 1) b.tube(0.045, 0.035, w * 0.7, [Math.sin(i * 1.26) * 0.1, -0.06, Math.cos(i * 1.26) * 0.1], colour, { turn: [1.1, i * 1.26, 0], sides: 8 });
    for (let i = 0; i < 8; i += 1) b.ball([0.1, 0.08, 0.1], [Math.sin(i * 0.785) * w * 0.46, 0.04, Math.cos(i * 0.785) * w * 0.46], "#64605a", { detail: 7 });
    if (lit) for (let i = 0; i < 9; i += 1) b.ball([0.06, h * random.between(0.2, 0.5), 0.06], [random.between(-0.13, 0.13), h * 0.42, random.between(-0.13, 0.13)], random.pick(["#ff9a3c", "#ffc26b", "#f2682a"]), { glow: 2.3 });
  },
  umbrella: (b, { size: [w, h], colour, accent }) => {
    b.tube(0.025, 0.025, h, [0, 0, 0], "#d9d3c5");
    b.tube(w / 2, 0.02, 0.45, [0, h - 0.4, 0], colour, { sides: 10 }).tube(w / 4, 0.02, 0.24, [0, h - 0.18, 0], accent, { sides: 10 });
  },
  kerb: (b, { size, colour }) => void b.box(size, [0, 0, 0], colour),
  road: (b, { size: [w, , d], colour, accent }) => {
    b.box([w, 0.012, d], [0, 0, 0], colour);
    for (let x = -w / 2; x < w / 2; x += 3) b.box([1.5, 0.004, 0.12], [x, 0.012, 0], accent);
  },
} satisfies Partial<Record<PieceKind, Make>>; // prettier-ignore
