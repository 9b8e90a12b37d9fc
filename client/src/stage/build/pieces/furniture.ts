import type { Random } from "@backlot/shared/stage/random";
import type { PieceKind } from "@backlot/shared/stage/schema";
import type { Builder } from "../builder.ts";
import { dark, legs, light, type Make } from "./maker.ts";

const cupboardDoors = (b: Builder, w: number, h: number, y: number, z: number, colour: string) => {
  const count = Math.max(1, Math.round(w / 0.5));
  for (let index = 0; index < count; index += 1) {
    const x = -w / 2 + (w / count) * (index + 0.5);
    b.box([w / count - 0.03, h - 0.05, 0.02], [x, y + 0.025, z], light(colour, 0.06));
    b.box([0.02, 0.1, 0.02], [x + w / count / 2 - 0.07, y + h / 2 - 0.05, z + 0.02], "#b8b1a0");
  }
};

const books = (b: Builder, w: number, y: number, d: number, random: Random, accent: string) => {
  const colours = ["#7b3030", "#2f4d66", "#55683f", "#a88b4d", "#4a3a52", "#8b6f55", accent, "#cfc6b0"];
  for (let x = -w / 2 + 0.03; x < w / 2 - 0.06;) {
    const width = random.between(0.025, 0.06);
    if (random.next() < 0.1) x += random.between(0.05, 0.16);
    if (x > w / 2 - 0.08) break;
    b.box(
      [width - 0.004, random.between(0.2, 0.3), d * 0.7],
      [x + width / 2, y, -d * 0.05],
      random.pick(colours),
    );
    x += width;
  }
};

/** What people sit at, lie on, work on and put things into. */
export const furniture = {
  table: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.05, d], [0, h - 0.05, 0], light(colour, 0.08)).box([w * 0.92, 0.09, d * 0.88], [0, h - 0.14, 0], dark(colour));
    legs(b, w * 0.95, d * 0.93, h - 0.05, colour, 0.06);
  },
  "round-table": (b, { size: [w, h], colour, lit }) => {
    b.tube(w / 2, w / 2, 0.04, [0, h - 0.04, 0], light(colour, 0.08), { sides: 36 }).tube(0.045, 0.045, h - 0.05, [0, 0, 0], dark(colour)).tube(w * 0.28, 0.05, 0.06, [0, 0, 0], dark(colour));
    if (lit) b.tube(0.035, 0.04, 0.08, [0.16, h, -0.2], "#e7a95c", { glow: 1.6 });
  },
  chair: (b, { size: [w, h, d], colour, accent }) => {
    legs(b, w, d, 0.4, dark(colour), 0.04);
    b.box([w, 0.045, d], [0, 0.39, 0], colour).box([w * 0.9, 0.03, d * 0.9], [0, 0.43, 0.01], accent);
    for (const x of [-1, 1]) b.box([0.04, h - 0.4, 0.04], [x * (w / 2 - 0.03), 0.4, -d / 2 + 0.02], dark(colour));
    for (const y of [0.58, 0.72, h - 0.1]) b.box([w - 0.06, 0.07, 0.025], [0, y, -d / 2 + 0.02], colour);
  },
  stool: (b, { size: [w, h], colour, accent }) => {
    b.tube(w * 0.42, w * 0.45, 0.07, [0, h - 0.07, 0], accent).tube(0.025, 0.025, h - 0.07, [0, 0, 0], "#8f8f92").tube(w * 0.4, 0.03, 0.03, [0, 0, 0], colour);
  },
  sofa: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.22, d], [0, 0.08, 0], dark(colour, 0.2)).box([w, h - 0.1, 0.24], [0, 0.1, -d / 2 + 0.12], colour);
    for (const x of [-1, 1]) b.box([0.2, 0.52, d], [x * (w / 2 - 0.1), 0.1, 0], colour);
    const seats = Math.max(2, Math.round(w / 0.8));
    for (let i = 0; i < seats; i += 1) b.box([(w - 0.42) / seats - 0.02, 0.16, d - 0.26], [-(w - 0.42) / 2 + ((w - 0.42) / seats) * (i + 0.5), 0.3, 0.1], light(colour, 0.07));
    b.box([0.42, 0.4, 0.14], [-w / 4, 0.44, -0.12], light(colour, 0.35), { turn: [-0.25, 0.2, 0.1] });
  },
  armchair: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.25, d], [0, 0.06, 0], dark(colour, 0.2)).box([w - 0.28, 0.12, d - 0.2], [0, 0.3, 0.08], light(colour, 0.07)).box([w, h - 0.1, 0.2], [0, 0.1, -d / 2 + 0.08], colour, { turn: [-0.1, 0, 0] });
    for (const x of [-1, 1]) b.box([0.15, 0.5, d], [x * (w / 2 - 0.07), 0.1, 0], colour);
  },
  bed: (b, { size: [w, h, d], colour, accent }) => {
    b.box([w, h, 0.08], [0, 0, -d / 2], colour).box([w, 0.22, d], [0, 0.12, 0], dark(colour)).box([w - 0.06, 0.2, d - 0.06], [0, 0.32, 0.02], "#e9e4d9").box([w + 0.02, 0.16, d * 0.62], [0, 0.4, d * 0.18], accent);
    for (const x of [-0.24, 0.24]) b.ball([w * 0.2, 0.08, 0.2], [x * w, 0.57, -d / 2 + 0.3], "#f2eee5");
  },
  counter: (b, { size: [w, h, d], colour, accent }) => {
    b.box([w, h - 0.14, d - 0.06], [0, 0.1, -0.02], colour).box([w, 0.1, d - 0.14], [0, 0, -0.02], dark(colour, 0.6)).box([w + 0.04, 0.045, d + 0.03], [0, h - 0.045, 0], accent);
    cupboardDoors(b, w, h - 0.2, 0.11, d / 2 - 0.05, colour);
  },
  "upper-cabinets": (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], colour);
    cupboardDoors(b, w, h, 0, d / 2, colour);
  },
  fridge: (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w + 0.005, 0.012, 0.02], [0, h * 0.66, d / 2], dark(colour, 0.5));
    for (const y of [0.75, 1.32]) b.box([0.03, 0.36, 0.04], [-w / 2 + 0.08, y, d / 2 + 0.02], "#9a9da0");
    b.box([0.14, 0.18, 0.005], [0.12, h * 0.75, d / 2 + 0.004], "#d8c46e").box([0.1, 0.13, 0.005], [0.02, h * 0.7, d / 2 + 0.004], "#c4705c");
  },
  stove: (b, { size: [w, h, d], colour, accent }) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w * 0.76, 0.36, 0.02], [0, 0.22, d / 2], accent).box([w * 0.7, 0.03, 0.04], [0, 0.63, d / 2 + 0.02], "#aab0b3").box([w, 0.02, d], [0, h, 0], "#2a2b2d");
    for (const x of [-0.18, 0.18]) for (const z of [-0.13, 0.13]) b.tube(0.08, 0.08, 0.015, [x, h + 0.02, z], "#17181a");
    b.tube(0.11, 0.1, 0.13, [-0.18, h + 0.03, 0.1], "#a8462f").box([0.6, 0.22, 0.45], [0, h + 0.85, -0.05], "#c3c6c8").box([0.22, 0.75, 0.22], [0, h + 1.05, -0.1], "#c3c6c8");
  },
  bookshelf: (b, { size: [w, h, d], colour, accent }, random) => {
    b.box([w, h, 0.02], [0, 0, -d / 2 + 0.01], dark(colour, 0.35)).box([0.04, h, d], [-w / 2, 0, 0], colour).box([0.04, h, d], [w / 2, 0, 0], colour);
    for (let y = 0; y < h; y += 0.39) {
      b.box([w, 0.03, d], [0, y, 0], colour);
      if (y < h - 0.35) books(b, w, y + 0.03, d, random, accent);
    }
    b.box([w + 0.06, 0.05, d + 0.03], [0, h, 0], colour);
  },
  shelves: (b, { size: [w, h, d], colour, accent }, random) => {
    const levels = Math.max(2, Math.round(h / 0.42));
    for (let i = 0; i <= levels; i += 1) {
      const y = (h / levels) * i;
      b.box([w, 0.03, d], [0, y, 0], colour);
      if (i < levels) for (let x = -w / 2 + 0.1; x < w / 2 - 0.08; x += random.between(0.13, 0.26)) {
        const size = random.between(0.07, 0.14);
        const shade = random.pick([accent, "#c9bfa8", "#7d8a6a", "#a56a4a", "#5d6d7c", "#d8d2c2"]);
        if (random.next() > 0.5) b.tube(size / 2, size / 2.4, size * 1.5, [x, y + 0.03, 0], shade, { sides: 12 });
        else b.box([size, size * 1.3, size], [x, y + 0.03, 0], shade);
      }
    }
    for (const x of [-1, 1]) b.box([0.03, h, d], [(x * w) / 2, 0, 0], dark(colour));
  },
  desk: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.045, d], [0, h - 0.045, 0], light(colour, 0.1)).box([0.4, h - 0.05, d - 0.08], [w / 2 - 0.22, 0, 0], colour).box([0.05, h - 0.05, d - 0.08], [-w / 2 + 0.04, 0, 0], colour).box([w - 0.4, 0.3, 0.02], [-0.18, h - 0.4, -d / 2 + 0.06], dark(colour));
    for (const y of [0.14, 0.36, 0.56]) b.box([0.3, 0.02, 0.02], [w / 2 - 0.22, y, d / 2 - 0.02], "#b9ad90");
  },
  filing: (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], colour);
    for (let y = 0.06; y < h - 0.2; y += 0.32) b.box([w - 0.05, 0.28, 0.015], [0, y, d / 2], light(colour, 0.08)).box([0.12, 0.02, 0.03], [0, y + 0.18, d / 2 + 0.01], "#c5c5c0");
  },
  "hospital-bed": (b, { size: [w, h, d], colour, accent }) => {
    b.box([w, 0.06, d], [0, 0.42, 0], "#8f989b").box([w - 0.08, 0.15, d - 0.1], [0, 0.48, 0], accent).box([w + 0.02, 0.08, d * 0.55], [0, 0.58, d * 0.18], "#a9c3c6").box([w, 0.5, 0.05], [0, 0.42, -d / 2], colour).box([w, 0.32, 0.05], [0, 0.42, d / 2], colour).ball([w * 0.32, 0.07, 0.2], [0, 0.67, -d / 2 + 0.32], "#f3f4f2");
    legs(b, w, d, h - 0.32, "#8f989b", 0.05);
    for (const x of [-1, 1]) b.box([0.03, 0.03, d * 0.5], [(x * w) / 2, h + 0.05, -0.1], "#aeb6b8").box([0.03, 0.3, 0.03], [(x * w) / 2, h - 0.2, -0.4], "#aeb6b8").box([0.03, 0.3, 0.03], [(x * w) / 2, h - 0.2, 0.25], "#aeb6b8");
  },
  "drip-stand": (b, { size: [w, h], colour }) => {
    b.tube(0.012, 0.012, h, [0, 0, 0], colour).box([w, 0.03, 0.04], [0, 0.04, 0], colour).box([0.04, 0.03, w], [0, 0.04, 0], colour).box([0.28, 0.02, 0.02], [0, h, 0], colour).box([0.13, 0.22, 0.04], [0.12, h - 0.24, 0], "#c8dbe0");
  },
  screen: (b, { size: [w, h], colour, accent }) => {
    for (let i = 0; i < 8; i += 1) b.box([w / 8, h - 0.3, 0.02], [-w / 2 + (w / 8) * (i + 0.5), 0.25, i % 2 ? 0.012 : -0.012], i % 2 ? colour : dark(colour, 0.08));
    b.box([w, 0.03, 0.03], [0, h, 0], accent).box([0.03, h, 0.03], [-w / 2, 0, 0], accent).box([0.03, h, 0.03], [w / 2, 0, 0], accent);
  },
  locker: (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], colour);
    const count = Math.max(2, Math.round(w / 0.42));
    for (let i = 0; i < count; i += 1) {
      const x = -w / 2 + (w / count) * (i + 0.5);
      b.box([w / count - 0.03, h - 0.1, 0.015], [x, 0.05, d / 2], light(colour, 0.07));
      for (let y = 0; y < 3; y += 1) b.box([w / count - 0.16, 0.015, 0.01], [x, h - 0.28 - y * 0.05, d / 2 + 0.012], dark(colour, 0.5));
      b.box([0.02, 0.1, 0.03], [x + w / count / 2 - 0.07, h * 0.52, d / 2 + 0.01], "#c5c7c7");
    }
  },
  workbench: (b, { size: [w, h, d], colour, accent }, random) => {
    b.box([w, 0.07, d], [0, h - 0.07, 0], colour).box([w - 0.1, 0.16, 0.03], [0, h - 0.24, d / 2 - 0.06], dark(colour, 0.18));
    legs(b, w, d, h - 0.07, dark(colour, 0.25), 0.09);
    b.box([w - 0.2, 0.04, d - 0.15], [0, 0.16, 0], dark(colour, 0.3));
    for (let i = 0; i < 5; i += 1) {
      const x = -w / 2 + (w / 5) * (i + 0.5);
      if (random.next() > 0.45) b.tube(0.06, 0.06, 0.03, [x, h, random.between(-0.15, 0.1)], i % 2 ? "#b89445" : "#8d9399", { sides: 22 });
      else b.box([0.16, 0.03, 0.1], [x, h, random.between(-0.15, 0.1)], accent);
    }
  },
  bench: (b, { size: [w, , d], colour }) => {
    for (let i = 0; i < 4; i += 1) b.box([w, 0.035, d / 4 - 0.02], [0, 0.4, -d / 2 + (d / 4) * (i + 0.5)], colour);
    for (let i = 0; i < 3; i += 1) b.box([w, 0.09, 0.03], [0, 0.52 + i * 0.13, -d / 2 - 0.02 - i * 0.02], colour);
    for (const x of [-1, 1]) b.box([0.06, 0.42, d], [x * (w / 2 - 0.12), 0, 0], "#35383a").box([0.05, 0.5, 0.04], [x * (w / 2 - 0.12), 0.4, -d / 2 - 0.03], "#35383a");
  },
  pew: (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.05, d], [0, 0.4, 0], light(colour, 0.06)).box([w, h - 0.3, 0.05], [0, 0.3, -d / 2], colour);
    for (const x of [-1, 1]) b.box([0.06, h, d + 0.06], [(x * w) / 2, 0, 0], dark(colour, 0.2));
  },
  crate: (b, { size: [w, h, d], colour }) => {
    b.box([w, h, d], [0, 0, 0], dark(colour, 0.15));
    for (const y of [0, h - 0.1]) b.box([w + 0.03, 0.1, d + 0.03], [0, y, 0], colour);
    for (const x of [-1, 1]) for (const z of [-1, 1]) b.box([0.1, h, 0.1], [x * (w / 2 - 0.035), 0, z * (d / 2 - 0.035)], colour);
    for (let i = 0; i < 4; i += 1) b.box([w, 0.012, d / 4 - 0.02], [0, h, -d / 2 + (d / 4) * (i + 0.5)], light(colour, 0.06));
  },
  barrel: (b, { size: [w, h], colour, accent }) => {
    b.tube(w * 0.4, w * 0.5, h / 2, [0, 0, 0], colour).tube(w * 0.5, w * 0.4, h / 2, [0, h / 2, 0], colour);
    for (const y of [0.1, 0.46, 0.84]) b.tube(w * 0.5, w * 0.5, 0.04, [0, h * y, 0], accent);
  },
  "train-seat": (b, { size: [w, h, d], colour }) => {
    b.box([w, 0.3, d], [0, 0.1, 0], dark(colour, 0.35)).box([w, 0.06, d], [0, 0.37, 0], colour).box([w, h - 0.36, 0.14], [0, 0.36, -d / 2 + 0.06], colour, { turn: [-0.07, 0, 0] }).box([w * 0.9, 0.2, 0.16], [0, h - 0.16, -d / 2 + 0.05], "#ddd6c6");
  },
  sink: (b, { size: [w, , d], colour }) => void b.box([w, 0.03, d], [0, 0, 0], colour).box([w * 0.8, 0.02, d * 0.7], [0, 0.015, 0], dark(colour, 0.35)).tube(0.014, 0.014, 0.26, [0, 0.02, -d / 2 + 0.05], "#c5c9cb").box([0.025, 0.025, 0.18], [0, 0.26, -d / 2 + 0.13], "#c5c9cb"),
  sacks: (b, { size: [w, h, d], colour }, random) => {
    for (const [x, y, z] of [[-0.25, 0.25, 0], [0.25, 0.25, 0.1], [0, 0.65, 0]] as const) b.lump([w * 0.34, h * 0.34, d * 0.42], [x * w, y * h, z * d], random.pick([colour, dark(colour, 0.1)]), 0.07, random.next);
  },
  altar: (b, { size: [w, h, d], colour, accent, lit }) => {
    b.box([w + 1.2, 0.16, d + 1], [0, 0, 0.1], "#8d8474").box([w, h, d], [0, 0.16, 0], colour).box([w * 0.5, h * 0.9, d + 0.02], [0, 0.2, 0.01], accent).box([0.07, 0.75, 0.07], [0, h + 0.16, -0.1], "#c7a24c").box([0.44, 0.07, 0.07], [0, h + 0.62, -0.1], "#c7a24c");
    for (const x of [-0.38, -0.26, 0.26, 0.38]) b.tube(0.025, 0.025, 0.3, [x * w, h + 0.16, 0], "#efe8d6").ball([0.02, 0.045, 0.02], [x * w, h + 0.5, 0], "#ffc46b", { glow: lit ? 3 : 0.5 });
  },
  wardrobe: (b, { size: [w, h, d], colour, accent }) => {
    b.box([w, h, d], [0, 0, 0], colour).box([w + 0.06, 0.08, d + 0.05], [0, h, 0], dark(colour, 0.15));
    for (const x of [-1, 1]) b.box([w / 2 - 0.05, h - 0.3, 0.02], [(x * w) / 4, 0.22, d / 2], light(colour, 0.08)).box([0.02, 0.14, 0.03], [x * 0.05, h * 0.5, d / 2 + 0.02], accent);
  },
} satisfies Partial<Record<PieceKind, Make>>; // prettier-ignore
