import { palette, put, row, type Kit } from "./kit.ts";

export const car: Kit = {
  id: "car",
  words: /\b(car|taxi|cab|truck|van|limo(?:usine)?|pickup|sedan|vehicle)\b/i,
  interior: false,
  size: { width: 40, height: 6, depth: 30 },
  palettes: [
    palette("#777b80", "#3f4145", "#a0a3a6", "#2f4a6b"),
    palette("#777b80", "#3f4145", "#a0a3a6", "#6e2530"),
  ],
  wallSurface: "brick",
  floorSurface: "asphalt",
  seat: { kind: "car-cabin", table: null },
  dress: ({ palette: p, night, random }) => [
    put("road", [0, 0.01, -4.2], [60, 0.01, 4], "#35373a", { accent: "#d9cf9a" }),
    ...row(5, -16, 8, (x) =>
      put(
        "building",
        [x, 0, -14],
        [7.4, random.between(6, 15), 7],
        random.pick(["#7c6c60", "#6d7176", "#8a7a68"]),
        { lit: night },
      ),
    ),
    ...row(4, -12, 8, (x) => put("street-lamp", [x, 0, -6.8], [0.3, 5, 1.2], "#35393c", { lit: night })),
    put("car", [6.2, 0, -5], [1.8, 1.4, 4.3], p.accent, { turn: Math.PI / 2, lit: night }),
  ],
};

export const train: Kit = {
  id: "train",
  words: /train|railway carriage|carriage|bus\b|subway car|tram|metro car|plane|airplane|aircraft|cockpit/i,
  interior: true,
  size: { width: 9, height: 2.45, depth: 4.4 },
  palettes: [
    palette("#8e8a7c", "#4c4a48", "#c9c3b3", "#7a3434", "#c8c5bb"),
    palette("#8b979c", "#45494c", "#ccd1d2", "#2f5473", "#cdd2d3"),
  ],
  wallSurface: "metal",
  floorSurface: "lino",
  seat: { kind: "train-seat", table: null },
  dress: ({ palette: p }) => [
    ...row(4, -3.1, 2.05, (x) => put("window", [x, 0.85, -2.17], [1.5, 0.95, 0.06], p.trim, { lit: true })),
    ...row(3, -2.9, 2.9, (x) => put("train-seat", [x, 0, -1.65], [1.0, 1.2, 0.6], p.accent)),
    ...row(2, -1.45, 2.9, (x) => put("train-seat", [x, 0, -1.65], [1.0, 1.2, 0.6], p.accent)),
    put("rail", [0, 1.95, -1.5], [8.6, 0.06, 0.06], "#c9b36a"),
    ...row(3, -2.8, 2.8, (x) =>
      put("ceiling-light", [x, 2.4, -0.4], [1.6, 0.05, 0.16], "#f4efdf", { lit: true }),
    ),
    put("door", [4.46, 0, 0], [1.0, 2.05, 0.08], p.trim, { turn: -Math.PI / 2, accent: p.accent }),
    ...row(4, -3.1, 2.05, (x) =>
      put("window", [x, 0.85, 2.17], [1.5, 0.95, 0.06], p.trim, { turn: Math.PI, lit: true }),
    ),
  ],
};

export const spaceship: Kit = {
  id: "ship-space",
  words:
    /space|starship|bridge of|shuttle|orbit|airlock|station module|capsule|reactor|engine room|cargo bay|spacecraft/i,
  interior: true,
  size: { width: 8.4, height: 2.9, depth: 6.6 },
  palettes: [
    palette("#6f7a84", "#3d444b", "#a9b3ba", "#c56d2c", "#5f6972"),
    palette("#7c8084", "#3b3e42", "#b9bec0", "#2f7f97", "#676c70"),
  ],
  wallSurface: "metal",
  floorSurface: "metal",
  seat: { kind: "stool", table: "console" },
  dress: ({ palette: p }) => [
    put("porthole", [0, 0.85, -3.26], [3.6, 1.4, 0.1], "#3a4249", { lit: true }),
    put("console", [0, 0, -2.65], [3.4, 0.95, 0.7], "#4b555d", { accent: "#4fc3d9", lit: true }),
    put("console", [-3.6, 0, -0.8], [2.2, 1.0, 0.7], "#4b555d", {
      turn: Math.PI / 2,
      accent: p.accent,
      lit: true,
    }),
    ...row(2, -2.7, 5.4, (x) => put("column", [x, 0, -3.0], [0.4, 2.9, 0.4], "#59636b")),
    put("locker", [3.75, 0, -1.2], [1.6, 2.1, 0.5], "#78838b", { turn: -Math.PI / 2, accent: p.accent }),
    put("door", [4.16, 0, 1.3], [1.2, 2.1, 0.1], p.accent, { turn: -Math.PI / 2, accent: "#d8dde0" }),
    ...row(3, -2.4, 2.4, (x) =>
      put("ceiling-light", [x, 2.84, -0.6], [1.8, 0.05, 0.14], "#cfe7f2", { lit: true }),
    ),
    put("vent", [2.7, 2.1, -3.26], [0.8, 0.4, 0.05], "#39424a"),
    put("locker", [-1.5, 0, 3.0], [1.8, 2.1, 0.5], "#78838b", { turn: Math.PI, accent: p.accent }),
    put("console", [1.6, 0, 2.9], [2.0, 1.3, 0.6], "#4b555d", {
      turn: Math.PI,
      accent: "#4fc3d9",
      lit: true,
    }),
  ],
};

export const boat: Kit = {
  id: "ship",
  words: /\b(ship|boat|deck|ferry|yacht|trawler|harbou?r(?! street)|dock|pier|jetty|raft)\b/i,
  interior: false,
  size: { width: 60, height: 8, depth: 50 },
  palettes: [palette("#9d9688", "#7e6445", "#d6d0c2", "#2f4e63")],
  wallSurface: "boards",
  floorSurface: "planks",
  seat: { kind: "crate", table: null },
  dress: ({ palette: p, night }) => [
    put("water", [0, -0.7, -34], [160, 0.02, 62], "#35596b", { accent: "#5f8798" }),
    put("rail", [0, 0, -2.9], [14, 1.05, 0.08], "#dfdccf"),
    put("mast", [-2.6, 0, -2.0], [0.24, 7.5, 0.24], "#8a6a45", { accent: "#d8cfb8" }),
    put("crate", [2.6, 0, -2.1], [0.9, 0.75, 0.75], "#8c6a44", { turn: 0.25 }),
    put("barrel", [3.6, 0, -1.6], [0.6, 0.9, 0.6], "#6a4d35", { accent: "#3a3b3e" }),
    put("hill", [-34, -0.7, -62], [46, 7, 10], "#4d5c58"),
    put("street-lamp", [4.6, 0, -2.5], [0.25, 3.4, 0.6], "#2f3437", { lit: night }),
    put("sacks", [-3.9, 0, -1.9], [1, 0.5, 0.7], "#a0906c"),
    put("sign", [2.6, 1.1, -2.85], [0.6, 0.6, 0.08], "#b8452e", { accent: p.trim }),
  ],
};
