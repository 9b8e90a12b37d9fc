import { palette, put, row, type Kit } from "./kit.ts";

const wood = "#7a5a3c";

export const kitchen: Kit = {
  id: "kitchen",
  words: /kitchen|galley|pantry|canteen|scullery/i,
  interior: true,
  size: { width: 7.4, height: 2.8, depth: 6.4 },
  palettes: [
    palette("#cfc7a8", "#8c7a63", "#efe9da", "#5f7f77"),
    palette("#b9c3bd", "#7d7468", "#f0ede4", "#b4573c"),
    palette("#d6c6b0", "#6f6252", "#f3ecdf", "#3f5d78"),
  ],
  wallSurface: "tiles",
  floorSurface: "lino",
  seat: { kind: "chair", table: "table" },
  dress: ({ palette: p, night, random }) => [
    put("counter", [-0.6, 0, -2.85], [3.9, 0.92, 0.62], p.accent, { accent: "#e3ded2" }),
    put("upper-cabinets", [-1.55, 1.5, -3.0], [2.0, 0.75, 0.36], p.accent),
    put("upper-cabinets", [0.95, 1.5, -3.0], [0.9, 0.75, 0.36], p.accent),
    put("sink", [0.1, 0.92, -2.8], [0.6, 0.3, 0.45], "#b9bcc0"),
    put("window", [0.05, 1.12, -3.18], [0.95, 1.05, 0.06], p.trim, { lit: true }),
    put("stove", [1.75, 0, -2.85], [0.75, 0.94, 0.62], "#dcdad4", { accent: "#2a2a2c" }),
    put("fridge", [2.75, 0, -2.8], [0.85, 1.85, 0.7], "#dfe1df"),
    put("shelves", [-3.55, 1.2, -1.3], [1.6, 0.9, 0.28], wood, { turn: Math.PI / 2, accent: p.accent }),
    put("door", [-3.66, 0, 0.9], [0.95, 2.08, 0.08], p.trim, { turn: Math.PI / 2 }),
    put("window", [3.68, 0.95, -0.4], [1.3, 1.25, 0.06], p.trim, { turn: -Math.PI / 2, lit: true }),
    put("picture", [1.0, 1.45, 3.17], [0.6, 0.5, 0.03], p.trim, { turn: Math.PI, accent: p.accent }),
    put("shelves", [-1.3, 1.3, 3.05], [1.6, 0.8, 0.28], wood, { turn: Math.PI, accent: "#a86c4b" }),
    put("plant", [0.55, 1.12, -3.02], [0.2, 0.35, 0.2], "#4c7345", { accent: "#a4583c" }),
    put("pendant", [0, 1.95, -0.7], [0.36, 0.85, 0.36], random.pick(["#a33f32", "#2f5a58", "#d1a544"]), {
      lit: night,
    }),
    put("rug", [0, 0.005, 0.2], [2.6, 0.01, 1.7], p.accent, { accent: p.trim }),
  ],
};

export const livingRoom: Kit = {
  id: "living-room",
  words:
    /living|lounge|apartment|flat\b|house|home|parlou?r|sitting room|den\b|cottage|cabin|loft|mansion|villa/i,
  interior: true,
  size: { width: 8.2, height: 2.9, depth: 7 },
  palettes: [
    palette("#a9a68f", "#8a6844", "#e9e2d2", "#6d3b32"),
    palette("#8d9aa0", "#6e543b", "#e6e1d6", "#c08a3e"),
    palette("#b79f88", "#775638", "#efe6d6", "#3f5c58"),
  ],
  wallSurface: "wallpaper",
  floorSurface: "boards",
  seat: { kind: "armchair", table: null },
  dress: ({ palette: p, night, random }) => [
    put("sofa", [-1.2, 0, -2.35], [2.2, 0.85, 0.95], p.accent),
    put("bookshelf", [2.6, 0, -3.25], [1.7, 2.2, 0.36], wood, { accent: p.accent }),
    put("window", [0.75, 0.75, -3.47], [1.5, 1.55, 0.06], p.trim, { lit: true }),
    put("curtain", [-0.18, 0.1, -3.36], [0.4, 2.45, 0.14], p.accent),
    put("curtain", [1.68, 0.1, -3.36], [0.4, 2.45, 0.14], p.accent),
    put("picture", [-1.9, 1.45, -3.47], [0.9, 0.65, 0.03], "#3b3026", { accent: p.accent }),
    put("picture", [-0.95, 1.55, -3.47], [0.42, 0.5, 0.03], "#3b3026", { accent: "#b8a071" }),
    put("floor-lamp", [-2.75, 0, -2.6], [0.42, 1.65, 0.42], "#2d2a28", { accent: "#e8d6ae", lit: night }),
    put("rug", [0, 0.005, -0.3], [3.4, 0.01, 2.3], p.accent, { accent: "#c9b890" }),
    put("plant", [3.55, 0, -1.4], [0.6, 1.4, 0.6], "#41663d", { accent: "#8f5a3e" }),
    put("fireplace", [-3.85, 0, -0.6], [1.7, 1.25, 0.45], "#8c8378", { turn: Math.PI / 2, lit: night }),
    put("mirror", [-4.05, 1.45, -0.6], [0.9, 0.8, 0.04], "#a3844e", { turn: Math.PI / 2 }),
    put("door", [4.06, 0, 0.9], [0.95, 2.1, 0.08], p.trim, { turn: -Math.PI / 2 }),
    put("television", [-1.5, 0, 3.2], [1.3, 1.15, 0.4], "#1c1c1f", { turn: Math.PI, accent: wood }),
    put("bookshelf", [1.6, 0, 3.25], [1.5, 2.1, 0.36], wood, {
      turn: Math.PI,
      accent: random.pick(["#3c5a57", "#7a3b32"]),
    }),
  ],
};

export const bedroom: Kit = {
  id: "bedroom",
  words: /bed ?room|motel|hotel|dorm|guest room|nursery|attic/i,
  interior: true,
  size: { width: 7, height: 2.75, depth: 6.2 },
  palettes: [
    palette("#a7a3b4", "#75604e", "#ece7df", "#5a4a76"),
    palette("#c3ab96", "#7b5f47", "#efe7db", "#9b4b3d"),
    palette("#94a59f", "#6a5a49", "#e9e6dc", "#43605f"),
  ],
  wallSurface: "wallpaper",
  floorSurface: "carpet",
  seat: { kind: "chair", table: null },
  dress: ({ palette: p, night }) => [
    put("bed", [-1.5, 0, -1.95], [1.7, 0.95, 2.15], wood, { accent: p.accent }),
    put("table-lamp", [-0.35, 0, -2.75], [0.5, 1.05, 0.45], wood, { accent: "#ecd9b2", lit: night }),
    put("table-lamp", [-2.65, 0, -2.75], [0.5, 1.05, 0.45], wood, { accent: "#ecd9b2", lit: night }),
    put("window", [1.35, 0.8, -3.07], [1.4, 1.35, 0.06], p.trim, { lit: true }),
    put("curtain", [0.52, 0.1, -2.97], [0.36, 2.3, 0.14], p.accent),
    put("curtain", [2.18, 0.1, -2.97], [0.36, 2.3, 0.14], p.accent),
    put("wardrobe", [3.05, 0, -1.6], [1.5, 2.15, 0.6], wood, { turn: -Math.PI / 2, accent: p.trim }),
    put("picture", [-1.5, 1.6, -3.07], [0.85, 0.55, 0.03], "#3b3026", { accent: p.accent }),
    put("rug", [0.3, 0.005, 0], [2.2, 0.01, 1.6], p.accent, { accent: p.trim }),
    put("door", [-3.46, 0, 0.7], [0.95, 2.05, 0.08], p.trim, { turn: Math.PI / 2 }),
    put("mirror", [1.2, 1.1, 3.07], [0.7, 1.1, 0.04], "#8d7145", { turn: Math.PI }),
    put("desk", [-1.2, 0, 2.75], [1.3, 0.75, 0.55], wood, { turn: Math.PI }),
  ],
};

export const bathroom: Kit = {
  id: "bathroom",
  words: /bath ?room|toilet|restroom|washroom|shower|lavatory/i,
  interior: true,
  size: { width: 5.6, height: 2.7, depth: 5 },
  palettes: [
    palette("#b9cbc9", "#8f9a99", "#eef0ec", "#3d6a6b"),
    palette("#cdd0c5", "#7f8178", "#f0eee6", "#7e4e3d"),
  ],
  wallSurface: "tiles",
  floorSurface: "tiles",
  seat: { kind: "stool", table: null },
  dress: ({ palette: p, night }) => [
    put("counter", [0, 0, -2.2], [1.8, 0.85, 0.5], p.trim, { accent: "#e9e9e4" }),
    put("sink", [0, 0.85, -2.15], [0.6, 0.3, 0.42], "#e7e8e6"),
    put("mirror", [0, 1.2, -2.47], [1.5, 0.95, 0.04], "#9aa5a6"),
    put("ceiling-light", [0, 2.25, -2.4], [1.1, 0.1, 0.12], "#dfe6e6", { lit: night }),
    put("window", [1.9, 1.35, -2.47], [0.7, 0.7, 0.06], p.trim, { lit: true }),
    put("screen", [-2.1, 0, -1.2], [1.5, 2, 0.06], "#c3d2d1", { turn: Math.PI / 2, accent: p.accent }),
    put("shelves", [2.62, 1.2, 0], [0.9, 0.8, 0.22], p.trim, { turn: -Math.PI / 2, accent: p.accent }),
    put("door", [-2.76, 0, 1.0], [0.9, 2.05, 0.08], p.trim, { turn: Math.PI / 2 }),
    put("rug", [0, 0.005, -0.9], [1.2, 0.01, 0.7], p.accent, { accent: p.trim }),
  ],
};

export const corridor: Kit = {
  id: "corridor",
  words: /corridor|hall ?way|hall\b|passage|stair|landing|lobby|foyer|entrance|elevator|tunnel/i,
  interior: true,
  size: { width: 8.4, height: 2.8, depth: 5 },
  palettes: [
    palette("#9c9f94", "#6f675b", "#d8d3c6", "#5c3d34"),
    palette("#b3a792", "#59493f", "#e2dac9", "#34505a"),
  ],
  wallSurface: "panel",
  floorSurface: "carpet",
  seat: { kind: "bench", table: null },
  dress: ({ palette: p, night }) => [
    ...row(3, -2.7, 2.7, (x) => put("door", [x, 0, -2.46], [0.95, 2.08, 0.1], p.accent, { accent: p.trim })),
    ...row(2, -1.35, 2.7, (x) =>
      put("picture", [x, 1.45, -2.47], [0.5, 0.65, 0.03], "#2f2823", { accent: p.trim }),
    ),
    ...row(3, -2.7, 2.7, (x) =>
      put("ceiling-light", [x, 2.7, -0.6], [0.5, 0.08, 0.5], "#efe3c6", { lit: true }),
    ),
    put("bench", [1.35, 0, -2.2], [1.1, 0.46, 0.4], p.accent),
    put("plant", [-1.35, 0, -2.15], [0.5, 1.2, 0.5], "#456a43", { accent: "#75695c" }),
    put("rug", [0, 0.005, 0], [8, 0.01, 1.5], p.accent, { accent: "#b79a5c" }),
    ...row(3, -2.7, 2.7, (x) =>
      put("door", [x, 0, 2.46], [0.95, 2.08, 0.1], p.accent, { turn: Math.PI, accent: p.trim }),
    ),
    put("window", [4.16, 0.9, 0], [1.1, 1.4, 0.06], p.trim, { turn: -Math.PI / 2, lit: true }),
    ...(night
      ? []
      : [put("window", [-4.16, 0.9, 0], [1.1, 1.4, 0.06], p.trim, { turn: Math.PI / 2, lit: true })]),
  ],
};
