import { palette, put, scatter, row, type Kit } from "./kit.ts";

export const forest: Kit = {
  id: "forest",
  words: /forest|wood(?:s|land)|jungle|trees|grove|swamp|camp/i,
  interior: false,
  size: { width: 60, height: 12, depth: 50 },
  palettes: [palette("#4d5a3c", "#54512f", "#6f6a4a", "#7a4e2c")],
  wallSurface: "rock",
  floorSurface: "earth",
  seat: { kind: "rock", table: null },
  dress: ({ random, night }) => [
    ...scatter(random, 46, { x: 20, near: -3, far: -30, clear: 3.6 }, (x, z) =>
      put(
        random.next() > 0.45 ? "pine" : "tree",
        [x, 0, z],
        [random.between(2.4, 4), random.between(6, 11), 3.2],
        random.pick(["#35502f", "#40592f", "#4c6433"]),
        { accent: random.pick(["#4d3a2a", "#5c4937"]) },
      ),
    ),
    ...scatter(random, 16, { x: 12, near: 14, far: 4.5, clear: 5 }, (x, z) =>
      put("pine", [x, 0, z], [2.8, random.between(6, 10), 2.8], "#3a5330", { accent: "#4d3a2a" }),
    ),
    ...scatter(random, 26, { x: 11, near: 1.5, far: -10, clear: 2 }, (x, z) =>
      put(
        "bush",
        [x, 0, z],
        [random.between(0.5, 1.3), random.between(0.35, 0.9), 0.9],
        random.pick(["#465f32", "#58703a", "#6b6a37"]),
      ),
    ),
    ...scatter(random, 60, { x: 8, near: 2.4, far: -7, clear: 1.1 }, (x, z) =>
      put("grass", [x, 0, z], [0.35, random.between(0.15, 0.4), 0.35], random.pick(["#66753b", "#56682f"])),
    ),
    ...scatter(random, 7, { x: 7, near: 0, far: -7, clear: 2.3 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.5, 1.2), random.between(0.3, 0.7), 0.8], "#6b6a62"),
    ),
    ...(night ? [put("campfire", [1.6, 0, -1.4], [0.8, 0.6, 0.8], "#5a4330", { lit: true })] : []),
  ],
};

export const field: Kit = {
  id: "field",
  words:
    /field|meadow|plain|prairie|hill|countryside|mountain|valley|cliff|battlefield|river|lake|farm ?land/i,
  interior: false,
  size: { width: 120, height: 14, depth: 90 },
  palettes: [palette("#7b8552", "#7c8447", "#a39a63", "#6e4c32")],
  wallSurface: "rock",
  floorSurface: "grass",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    put("hill", [-30, -1, -62], [60, 13, 24], "#6f7d55"),
    put("hill", [26, -1, -70], [70, 19, 24], "#7c8a74"),
    put("hill", [-2, -1, -88], [90, 25, 20], "#8d9b94"),
    put("fence", [0, 0, -9], [40, 1.05, 0.08], "#82705a"),
    put("tree", [-6.5, 0, -7.5], [5, 6.4, 5], "#5f7840", { accent: "#57442f" }),
    ...scatter(random, 9, { x: 34, near: -18, far: -44, clear: 12 }, (x, z) =>
      put("tree", [x, 0, z], [4.6, random.between(4.4, 6.6), 4.6], "#5a7040", { accent: "#57442f" }),
    ),
    ...scatter(random, 130, { x: 11, near: 3, far: -11, clear: 0.8 }, (x, z) =>
      put(
        "grass",
        [x, 0, z],
        [0.4, random.between(0.2, 0.5), 0.4],
        random.pick(["#8f944f", "#7d8a47", "#a39d58"]),
      ),
    ),
    ...scatter(random, 6, { x: 8, near: -1, far: -8, clear: 2.4 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.5, 1.1), random.between(0.3, 0.6), 0.8], "#7d7a6e"),
    ),
  ],
};

export const beach: Kit = {
  id: "beach",
  words: /beach|shore|sea\b|ocean|coast|island|bay\b/i,
  interior: false,
  size: { width: 120, height: 10, depth: 90 },
  palettes: [palette("#c9b68c", "#cdb88c", "#e1d3af", "#2f6a7c")],
  wallSurface: "rock",
  floorSurface: "sand",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    put("water", [0, 0.02, -50], [240, 0.02, 82], "#2f6f86", { accent: "#cfe4e4" }),
    put("hill", [-46, -1, -60], [40, 12, 20], "#62705f"),
    ...scatter(random, 9, { x: 13, near: -2, far: -8, clear: 3 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.5, 1.9), random.between(0.3, 1), 1.1], "#7a756a"),
    ),
    ...scatter(random, 22, { x: 12, near: 2.5, far: -4.5, clear: 2.2 }, (x, z) =>
      put("grass", [x, 0, z], [0.4, random.between(0.2, 0.45), 0.4], "#9c9a5e"),
    ),
    put("umbrella", [-3.6, 0, -3.2], [2, 2.2, 2], "#c84c3c", { accent: "#f0e6d0" }),
    put("rail", [5.4, 0, -5], [2.4, 0.9, 0.12], "#8a7357", { turn: 0.3 }),
  ],
};

/** A stone wall that runs out into the sea. */
export const breakwater: Kit = {
  id: "breakwater",
  words: /breakwater|\bmole\b|sea ?wall|causeway|\bquay|lighthouse/i,
  interior: false,
  size: { width: 120, height: 10, depth: 90 },
  palettes: [palette("#77797a", "#85847e", "#a3a19a", "#3c5561")],
  wallSurface: "rock",
  floorSurface: "paving",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    put("water", [0, 0.03, -48], [240, 0.02, 84], "#3d5a66", { accent: "#c9d6d6" }),
    put("water", [0, 0.03, 50], [240, 0.02, 84], "#3d5a66", { accent: "#c9d6d6" }),
    put("kerb", [0, 0, -5.7], [120, 0.34, 0.7], "#6f706d"),
    put("kerb", [0, 0, 7.8], [120, 0.34, 0.7], "#6f706d"),
    ...scatter(random, 34, { x: 22, near: -6.3, far: -9.5, clear: 4 }, (x, z) =>
      put("rock", [x, -0.25, z], [random.between(0.9, 2.6), random.between(0.5, 1.3), 1.5], "#3b3d3c"),
    ),
    ...scatter(random, 10, { x: 14, near: 10.4, far: 8.6, clear: 6 }, (x, z) =>
      put("rock", [x, -0.25, z], [random.between(0.9, 2.2), random.between(0.4, 0.9), 1.4], "#3b3d3c"),
    ),
    put("tower", [7.6, 0, -4], [3, 3.4, 3], "#8d8a82", { accent: "#77746c" }),
    ...row(4, -13, 4.6, (x) =>
      put("barrel", [x, 0, -4.9], [0.34, 0.5, 0.34], "#34383a", { accent: "#24282a" }),
    ),
    put("street-lamp", [-5.6, 0, -4.7], [0.4, 3.6, 0.4], "#33383a", { accent: "#e8d9a8" }),
    put("hill", [-52, -1, -86], [60, 9, 16], "#5a6670"),
  ],
};

export const desert: Kit = {
  id: "desert",
  words: /desert|dune|wasteland|mars|moon surface|planet|canyon|quarry/i,
  interior: false,
  size: { width: 140, height: 14, depth: 110 },
  palettes: [palette("#b98d5b", "#c29a66", "#dcc092", "#8a4a2c")],
  wallSurface: "rock",
  floorSurface: "sand",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    put("dune", [-22, -0.6, -30], [46, 5, 22], "#c39a64"),
    put("dune", [24, -0.6, -42], [60, 7.5, 26], "#b98f5c"),
    put("hill", [6, -1, -86], [60, 19, 16], "#a1714c"),
    put("hill", [-48, -1, -82], [40, 23, 16], "#94674a"),
    ...scatter(random, 10, { x: 14, near: -2, far: -14, clear: 3 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.4, 1.7), random.between(0.3, 1), 1], "#a07a54"),
    ),
    ...scatter(random, 7, { x: 16, near: -4, far: -17, clear: 4.5 }, (x, z) =>
      put("cactus", [x, 0, z], [0.8, random.between(1.2, 2.6), 0.8], "#5b7245"),
    ),
    ...scatter(random, 26, { x: 10, near: 2, far: -9, clear: 1.6 }, (x, z) =>
      put("grass", [x, 0, z], [0.35, random.between(0.1, 0.3), 0.35], "#a58d52"),
    ),
  ],
};

export const snow: Kit = {
  id: "snow",
  words: /snow|ice\b|glacier|arctic|antarctic|tundra|frozen|ski\b/i,
  interior: false,
  size: { width: 120, height: 14, depth: 90 },
  palettes: [palette("#cfd8df", "#dfe6ea", "#eef2f4", "#41576b")],
  wallSurface: "rock",
  floorSurface: "snow",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    put("hill", [-28, -1, -62], [60, 17, 22], "#c2ced8"),
    put("hill", [28, -1, -76], [70, 26, 20], "#aebdca"),
    ...scatter(random, 24, { x: 24, near: -6, far: -34, clear: 6 }, (x, z) =>
      put("pine", [x, 0, z], [2.6, random.between(4.5, 8), 2.6], "#47604f", { accent: "#4a3a2d" }),
    ),
    ...scatter(random, 8, { x: 9, near: -1.5, far: -9, clear: 2.4 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.5, 1.4), random.between(0.3, 0.8), 0.9], "#8f989f"),
    ),
  ],
};

export const cave: Kit = {
  id: "cave",
  words: /cave|cavern|mine\b|grotto|sewer|catacomb|tomb|crypt/i,
  interior: true,
  size: { width: 9, height: 4.2, depth: 8 },
  palettes: [palette("#5d564d", "#4c453c", "#736a5e", "#7a5a34", "#463f38")],
  wallSurface: "rock",
  floorSurface: "earth",
  seat: { kind: "rock", table: null },
  dress: ({ random }) => [
    ...row(6, -4.2, 1.7, (x) =>
      put(
        "cave-rock",
        [x, 0, -3.9 + random.between(-0.2, 0.5)],
        [2.2, random.between(2.6, 4.2), 1.6],
        "#655d52",
      ),
    ),
    ...row(4, -3.6, 2.2, (z) =>
      put("cave-rock", [-4.4, 0, z - 0.6], [1.6, random.between(2.6, 4), 2], "#5c554b"),
    ),
    ...row(4, -3.6, 2.2, (z) =>
      put("cave-rock", [4.4, 0, z - 0.6], [1.6, random.between(2.6, 4), 2], "#5c554b"),
    ),
    ...scatter(random, 9, { x: 3.6, near: 1.5, far: -3.4, clear: 1.4 }, (x, z) =>
      put("stalactite", [x, 4.2, z], [0.4, random.between(0.6, 1.6), 0.4], "#6d6558"),
    ),
    ...scatter(random, 8, { x: 3.7, near: -0.8, far: -3.2, clear: 1.7 }, (x, z) =>
      put("rock", [x, 0, z], [random.between(0.4, 1), random.between(0.3, 0.7), 0.7], "#686055"),
    ),
    put("campfire", [1.7, 0, -1.5], [0.7, 0.6, 0.7], "#5a4330", { lit: true }),
    ...row(3, -3, 3, (x) =>
      put("cave-rock", [x, 0, 3.9], [2.6, random.between(2.6, 4), 1.4], "#5c554b", { turn: Math.PI }),
    ),
  ],
};
