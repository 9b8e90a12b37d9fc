import type { Random } from "../random.ts";
import type { Piece } from "../schema.ts";
import { palette, put, row, scatter, type Kit, type KitContext } from "./kit.ts";

const wood = "#5c4230";

export const office: Kit = {
  id: "office",
  words:
    /office|study|newsroom|headquarters|agency|workplace|boardroom|conference|bank\b|interview room|control room/i,
  interior: true,
  size: { width: 8, height: 2.8, depth: 6.8 },
  palettes: [
    palette("#a7acad", "#54575b", "#dcdcd8", "#38536b"),
    palette("#b5ab9b", "#5b5046", "#e3ddd1", "#5f3f33"),
  ],
  wallSurface: "plaster",
  floorSurface: "carpet",
  seat: { kind: "chair", table: "desk" },
  dress: ({ palette: p, night }) => [
    put("window", [-1.5, 0.7, -3.37], [2.6, 1.6, 0.06], p.trim, { lit: true }),
    put("window", [1.5, 0.7, -3.37], [2.6, 1.6, 0.06], p.trim, { lit: true }),
    put("desk", [-2.5, 0, -2.35], [1.5, 0.75, 0.75], wood),
    put("monitor", [-2.5, 0.75, -2.45], [0.56, 0.46, 0.18], "#202124", { lit: true }),
    put("filing", [0.05, 0, -3.1], [0.5, 1.35, 0.5], "#6f757a"),
    put("plant", [3.35, 0, -2.9], [0.6, 1.5, 0.6], "#40653e", { accent: "#b9b5ac" }),
    put("bookshelf", [3.75, 0, -1.1], [1.8, 2.1, 0.36], wood, { turn: -Math.PI / 2, accent: p.accent }),
    put("board", [-3.94, 1.0, -0.6], [1.8, 1.1, 0.04], "#e9e9e6", { turn: Math.PI / 2, accent: p.accent }),
    put("door", [-3.95, 0, 1.7], [0.95, 2.08, 0.08], p.accent, { turn: Math.PI / 2 }),
    ...row(3, -2.4, 2.4, (x) =>
      put("ceiling-light", [x, 2.74, -0.8], [1.2, 0.06, 0.32], "#eef2f3", { lit: true }),
    ),
    put("table-lamp", [2.35, 0, -2.7], [0.5, 1.1, 0.45], wood, { accent: "#7fa082", lit: night }),
    put("filing", [1.9, 0, 3.05], [0.9, 1.35, 0.5], "#6f757a", { turn: Math.PI }),
    put("picture", [-0.8, 1.4, 3.37], [1.0, 0.7, 0.03], "#2d2d30", { turn: Math.PI, accent: p.accent }),
  ],
};

export const bar: Kit = {
  id: "bar",
  words: /\bbar\b|pub|tavern|saloon|nightclub|club|restaurant|diner|caf[eé]|coffee|bistro|inn\b/i,
  interior: true,
  size: { width: 8.2, height: 3, depth: 7 },
  palettes: [
    palette("#5d4033", "#4a3627", "#8a6a45", "#7c2a2a", "#40332b"),
    palette("#3f4a49", "#4c3a2b", "#9c7b4d", "#23605b", "#333a39"),
  ],
  wallSurface: "panel",
  floorSurface: "planks",
  seat: { kind: "stool", table: "round-table" },
  dress: ({ palette: p, random }) => [
    put("bottle-shelf", [0, 0.95, -3.32], [4.4, 1.5, 0.3], wood, { accent: p.accent, lit: true }),
    put("counter", [0, 0, -2.25], [4.8, 1.08, 0.6], p.trim, { accent: "#6d4a2c" }),
    ...row(4, -1.8, 1.2, (x) =>
      put("stool", [x, 0, -1.65], [0.38, 0.75, 0.38], "#2d2826", { accent: p.accent }),
    ),
    ...row(3, -1.6, 1.6, (x) => put("pendant", [x, 1.95, -2.2], [0.3, 1.05, 0.3], p.accent, { lit: true })),
    put("round-table", [-3.0, 0, -0.7], [0.8, 0.74, 0.8], wood),
    put("round-table", [3.05, 0, -0.9], [0.8, 0.74, 0.8], wood),
    put("sign", [-3.1, 1.75, -3.46], [1.1, 0.45, 0.06], "#1d1a1c", {
      accent: random.pick(["#e0503f", "#45b6c9", "#e2a13b"]),
      lit: true,
    }),
    put("picture", [3.2, 1.55, -3.47], [0.8, 0.6, 0.03], "#2b211b", { accent: p.trim }),
    put("window", [-4.06, 0.95, 0.2], [1.5, 1.3, 0.06], p.trim, { turn: Math.PI / 2, lit: true }),
    put("door", [4.06, 0, 1.0], [1.0, 2.1, 0.08], p.accent, { turn: -Math.PI / 2 }),
    put("sofa", [-1.6, 0, 2.9], [2.2, 0.95, 0.8], p.accent, { turn: Math.PI }),
    put("picture", [1.8, 1.5, 3.47], [1.0, 0.7, 0.03], "#2b211b", { turn: Math.PI, accent: p.accent }),
  ],
};

export const hospital: Kit = {
  id: "hospital",
  words:
    /hospital|clinic|ward\b|infirmary|surgery|operating|morgue|doctor|medical|sick ?bay|laborator|\blab\b/i,
  interior: true,
  size: { width: 7.8, height: 2.9, depth: 6.4 },
  palettes: [
    palette("#bccac6", "#8a9694", "#e8ece9", "#4c8387"),
    palette("#c6cbd0", "#858d92", "#eceeee", "#5a74a0"),
  ],
  wallSurface: "plaster",
  floorSurface: "lino",
  seat: { kind: "chair", table: null },
  dress: ({ palette: p }) => [
    put("hospital-bed", [-1.5, 0, -1.95], [1.0, 0.75, 2.15], "#cdd3d3", { accent: "#dfe8e6" }),
    put("drip-stand", [-0.65, 0, -2.5], [0.45, 1.85, 0.45], "#9aa3a5"),
    put("machine", [-2.55, 0, -2.7], [0.5, 1.4, 0.45], "#c3c8c8", { accent: "#3fbf8a", lit: true }),
    put("window", [1.4, 0.85, -3.17], [1.9, 1.35, 0.06], p.trim, { lit: true }),
    put("screen", [0.35, 0, -2.3], [1.6, 1.85, 0.05], "#9fc0bd", { turn: Math.PI / 2, accent: "#b6bcbc" }),
    put("hospital-bed", [2.4, 0, -1.95], [1.0, 0.75, 2.15], "#cdd3d3", { accent: "#dfe8e6" }),
    ...row(3, -2.4, 2.4, (x) =>
      put("ceiling-light", [x, 2.84, -0.6], [1.3, 0.06, 0.34], "#f2f6f6", { lit: true }),
    ),
    put("board", [-3.84, 1.1, -0.6], [1.2, 0.8, 0.04], "#eef0ee", { turn: Math.PI / 2, accent: p.accent }),
    put("door", [3.86, 0, 0.8], [1.2, 2.1, 0.08], p.trim, { turn: -Math.PI / 2, accent: p.accent }),
    put("shelves", [-1.2, 1.1, 3.05], [1.8, 1.0, 0.3], "#d6dad9", { turn: Math.PI, accent: p.accent }),
    put("sink", [1.4, 0.85, 2.95], [0.7, 0.35, 0.45], "#e5e7e6", { turn: Math.PI }),
  ],
};

export const classroom: Kit = {
  id: "classroom",
  words: /class ?room|school|university|lecture|library|court ?room|court\b/i,
  interior: true,
  size: { width: 8.6, height: 3.1, depth: 7.2 },
  palettes: [
    palette("#b9b193", "#80674a", "#e5dfcd", "#3d5a4b"),
    palette("#a5aeb0", "#73614d", "#e1ded4", "#784033"),
  ],
  wallSurface: "plaster",
  floorSurface: "boards",
  seat: { kind: "chair", table: "desk" },
  dress: ({ palette: p }) => [
    put("board", [0, 0.95, -3.56], [3.2, 1.3, 0.05], "#27423a", { accent: wood }),
    put("desk", [-2.6, 0, -2.4], [1.5, 0.76, 0.7], wood),
    put("bookshelf", [3.1, 0, -3.35], [1.6, 2.1, 0.36], wood, { accent: p.accent }),
    ...row(2, -3.0, 6.0, (x) => put("desk", [x, 0, 0], [1.1, 0.72, 0.5], "#9a7a52")),
    ...row(2, -3.0, 6.0, (x) => put("chair", [x, 0, 0.55], [0.42, 0.85, 0.42], "#7c5f40", { turn: Math.PI })),
    ...row(3, -2.2, 2, (z) =>
      put("window", [-4.26, 0.95, z], [1.4, 1.6, 0.06], p.trim, { turn: Math.PI / 2, lit: true }),
    ),
    put("door", [4.26, 0, 1.6], [1.0, 2.1, 0.08], p.accent, { turn: -Math.PI / 2 }),
    ...row(3, -2.4, 2.4, (x) => put("pendant", [x, 2.35, -0.6], [0.45, 0.7, 0.45], "#e8e4d8", { lit: true })),
    put("bookshelf", [-1.5, 0, 3.4], [2.2, 2.1, 0.36], wood, { turn: Math.PI, accent: p.accent }),
    put("bookshelf", [1.5, 0, 3.4], [2.2, 2.1, 0.36], wood, { turn: Math.PI, accent: "#84613a" }),
  ],
};

export const shop: Kit = {
  id: "shop",
  words:
    /shop|store|market|supermarket|pharmacy|bakery|gallery|museum|garage|warehouse|factory|barn|basement|cellar|storage/i,
  interior: true,
  size: { width: 8.6, height: 3.3, depth: 7 },
  palettes: [
    palette("#a1937c", "#6e675d", "#cfc6b2", "#7a4a2e", "#8f887b"),
    palette("#8c9190", "#5f605e", "#c6c8c3", "#37566b", "#7f8482"),
  ],
  wallSurface: "brick",
  floorSurface: "concrete",
  seat: { kind: "crate", table: null },
  dress: ({ palette: p, random }) => [
    put("shelves", [-2.3, 0.3, -3.25], [2.3, 1.9, 0.45], wood, { accent: p.accent }),
    put("shelves", [1.0, 0.3, -3.25], [2.3, 1.9, 0.45], wood, { accent: "#55734f" }),
    put("crate", [2.9, 0, -2.7], [0.8, 0.7, 0.7], "#8c6a44", { turn: 0.2 }),
    put("crate", [3.0, 0.7, -2.75], [0.6, 0.5, 0.55], "#7c5d3c", { turn: -0.15 }),
    put("barrel", [3.7, 0, -1.8], [0.6, 0.9, 0.6], "#6a5140", { accent: "#3c3d40" }),
    put("sacks", [-3.6, 0, -1.6], [0.9, 0.6, 0.7], "#9c8a68"),
    put("machine", [-3.85, 0, 0.3], [1.1, 1.5, 0.7], "#5c6b63", {
      turn: Math.PI / 2,
      accent: "#c9a33f",
      lit: random.next() > 0.5,
    }),
    put("window", [4.26, 1.2, -0.4], [1.8, 1.4, 0.06], p.trim, { turn: -Math.PI / 2, lit: true }),
    ...row(3, -2.4, 2.4, (x) => put("pendant", [x, 2.2, -0.8], [0.42, 1.05, 0.42], "#3c4542", { lit: true })),
    put("door", [-1.2, 0, 3.46], [1.6, 2.4, 0.08], p.accent, { turn: Math.PI }),
    put("shelves", [1.9, 0.3, 3.25], [2.3, 1.9, 0.45], wood, { turn: Math.PI, accent: p.accent }),
  ],
};

/** A craftsman's room. */
export const workshop: Kit = {
  id: "workshop",
  words: /workshop|studio|atelier|forge|smithy|carpenter|craft/i,
  interior: true,
  size: { width: 7.6, height: 3, depth: 6.4 },
  palettes: [palette("#6d5d4a", "#5d4a38", "#8a7354", "#7a4a2e", "#4d4236")],
  wallSurface: "panel",
  floorSurface: "boards",
  seat: { kind: "stool", table: "workbench" },
  dress: (context) => [
    ...bench(context),
    put("shelves", [-2.4, 0.3, -3], [2, 1.9, 0.4], wood, { accent: context.palette.accent }),
    put("board", [0.5, 1.2, -3.16], [1.8, 1, 0.04], "#4a3a2a"),
    put("shelves", [3.55, 0.3, 0.4], [2, 1.7, 0.4], wood, { turn: -Math.PI / 2, accent: "#55734f" }),
    put("sacks", [-3.2, 0, -1.2], [0.8, 0.6, 0.7], "#9c8a68"),
  ],
};

/** The same with clocks wherever a wall is free. */
export const clockmaker: Kit = {
  ...workshop,
  id: "clockmaker",
  words: /clock|watchmaker/i,
  dress: (context) => [
    ...bench(context),
    ...row(9, -3.3, 0.82, (x, index) => clock(context.random, [x, index % 2 ? 1.75 : 1.35, -3.14], 0)),
    ...row(8, -2.9, 0.82, (x, index) => clock(context.random, [x, index % 2 ? 2.2 : 0.85, -3.14], 0)),
    ...row(5, -2.4, 1.1, (z, index) => clock(context.random, [-3.74, index % 2 ? 1.8 : 1.3, z], Math.PI / 2)),
    ...row(5, -2.4, 1.1, (z, index) =>
      clock(context.random, [3.74, index % 2 ? 1.3 : 1.85, z], -Math.PI / 2),
    ),
    ...row(5, -3, 1.5, (x, index) => clock(context.random, [x, index % 2 ? 1.9 : 1.4, 3.14], Math.PI)),
    put("wall-clock", [-3.35, 0, -2.9], [0.5, 2.05, 0.3], "#3f2b1c", { accent: "#e6dcc4" }),
  ],
};

/** What every workshop has: a bench with its lamp and stool, light, a door, a window. */
function bench({ palette: p }: KitContext): Piece[] {
  return [
    put("workbench", [1.9, 0, -2.55], [2.6, 0.92, 0.75], "#6b4c30", { accent: p.accent }),
    put("table-lamp", [2.6, 0.9, -2.6], [0.16, 0.1, 0.16], "#33383a", { accent: "#f0dcae", lit: true }),
    put("stool", [1.4, 0, -1.8], [0.38, 0.62, 0.38], "#5b412a"),
    put("crate", [3.1, 0, -1.2], [0.6, 0.5, 0.5], "#7c5d3c", { turn: 0.2 }),
    put("window", [-3.76, 1.1, 1.9], [1.3, 1.3, 0.06], p.trim, { turn: Math.PI / 2, lit: true }),
    ...row(2, -1.6, 3.2, (x) => put("pendant", [x, 1.95, -0.9], [0.4, 1.0, 0.4], "#3c4542", { lit: true })),
    put("door", [-1.2, 0, 3.16], [1, 2.1, 0.08], p.accent, { turn: Math.PI }),
  ];
}

function clock(random: Random, at: [number, number, number], turn: number): Piece {
  const width = random.between(0.26, 0.46);
  const tall = random.next() > 0.6 ? 2.1 : 1;
  return put(
    "wall-clock",
    at,
    [width, width * tall, 0.1],
    random.pick(["#4a3220", "#6b4a2a", "#8c6a33", "#2f2a28", "#7d3a2c"]),
    {
      turn,
      accent: random.pick(["#efe8d6", "#e0d3b4", "#d8d4c8"]),
    },
  );
}

/** A round of old stone: the top of a lighthouse, a tower, a keep. */
export const towerRoom: Kit = {
  id: "tower-room",
  words: /lamp room|light ?house|tower|keep\b|turret|belfry|vault|well\b/i,
  interior: true,
  size: { width: 6.8, height: 3.6, depth: 6.6 },
  palettes: [palette("#6f726c", "#5b5d58", "#8d9089", "#3f5a5a", "#3f433f")],
  wallSurface: "brick",
  floorSurface: "paving",
  seat: { kind: "crate", table: null },
  dress: ({ random }) => [
    put("great-lamp", [0.2, 0, -1.9], [1.3, 2.5, 1.3], "#33393a", { accent: "#bcd2cf" }),
    put("window", [-2, 1.2, -3.26], [0.8, 1.3, 0.06], "#8d9089", { lit: true }),
    put("door", [2.4, 0, -3.22], [0.95, 2, 0.08], "#4b3c33"),
    ...row(2, -3.2, 6.4, (x) => put("column", [x, 0, -3.1], [0.5, 3.6, 0.5], "#7c7f78")),
    put("rail", [2.9, 0, -1.6], [1.6, 0.95, 0.1], "#3a4040", { turn: 1.2 }),
    put("barrel", [-2.8, 0, -2.2], [0.55, 0.8, 0.55], "#54504a", { accent: "#33363a" }),
    put("crate", [-2.7, 0, -0.9], [0.6, 0.5, 0.55], "#5f5647", { turn: 0.3 }),
    ...scatter(random, 12, { x: 3, near: 0.4, far: -2.9, clear: 1.5 }, (x, z) =>
      put("rock", [x, -0.05, z], [random.between(0.15, 0.4), random.between(0.1, 0.22), 0.3], "#a9a493"),
    ),
  ],
};

export const church: Kit = {
  id: "church",
  words:
    /church|chapel|cathedral|temple|abbey|crypt|mosque|synagogue|throne|castle|palace|ballroom|theat(?:er|re)|stage\b/i,
  interior: true,
  size: { width: 10, height: 5.5, depth: 9 },
  palettes: [palette("#938a7a", "#6d6559", "#b9ad95", "#6e2b33", "#6c665b")],
  wallSurface: "brick",
  floorSurface: "paving",
  seat: { kind: "pew", table: null },
  dress: ({ palette: p }) => [
    put("altar", [0, 0, -3.6], [1.9, 1.0, 0.8], "#d9d1bf", { accent: p.accent, lit: true }),
    ...row(3, -2.6, 2.6, (x) =>
      put("arch-window", [x, 1.9, -4.46], [1.1, 2.8, 0.08], "#5c5548", { accent: p.accent, lit: true }),
    ),
    ...row(2, -3.9, 7.8, (x) => put("column", [x, 0, -2.6], [0.6, 5.5, 0.6], "#a79d8b")),
    ...row(2, -3.9, 7.8, (x) => put("column", [x, 0, 1.2], [0.6, 5.5, 0.6], "#a79d8b")),
    ...row(2, -2.6, 5.2, (x) => put("pew", [x, 0, -0.9], [2, 0.95, 0.55], wood, { turn: Math.PI })),
    ...row(2, -2.6, 5.2, (x) => put("pew", [x, 0, 0.4], [2, 0.95, 0.55], wood, { turn: Math.PI })),
    put("rug", [0, 0.005, -0.5], [1.5, 0.01, 7], p.accent, { accent: "#c09a4a" }),
    put("door", [0, 0, 4.46], [1.9, 3, 0.12], wood, { turn: Math.PI }),
  ],
};

export const prison: Kit = {
  id: "cell",
  words: /prison|cell\b|jail|dungeon|police station|interrogation|holding|bunker|locker/i,
  interior: true,
  size: { width: 6.6, height: 2.8, depth: 5.6 },
  palettes: [palette("#7f8682", "#5d605f", "#a5aaa6", "#4d5a5e", "#70756f")],
  wallSurface: "concrete",
  floorSurface: "concrete",
  seat: { kind: "chair", table: "table" },
  dress: ({ palette: p }) => [
    put("bars", [-1.5, 0, -2.6], [2.9, 2.6, 0.08], "#3a3f42"),
    put("window", [1.8, 1.7, -2.77], [0.9, 0.6, 0.06], "#4a4f50", { lit: true }),
    put("bench", [2.2, 0, -2.45], [1.7, 0.46, 0.5], p.accent),
    put("pendant", [0, 2.0, -0.4], [0.42, 0.75, 0.42], "#3b4144", { lit: true }),
    put("locker", [3.0, 0, -0.8], [0.9, 1.9, 0.5], "#5c6c70", { turn: -Math.PI / 2 }),
    put("vent", [0.6, 2.2, -2.77], [0.6, 0.35, 0.04], "#4a4f50"),
    put("door", [-3.26, 0, 0.7], [1.0, 2.1, 0.1], "#4c585c", { turn: Math.PI / 2 }),
    put("mirror", [0, 1.1, 2.77], [2.2, 1.0, 0.04], "#2c3133", { turn: Math.PI }),
  ],
};
