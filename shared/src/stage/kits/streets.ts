import { palette, put, row, scatter, type Kit } from "./kit.ts";

const facades = ["#8a6a57", "#75777a", "#9c866c", "#6b5550", "#a39684", "#5f676d"];

export const street: Kit = {
  id: "street",
  words:
    /street|road|avenue|alley|city|town|village|square|sidewalk|pavement|intersection|bus stop|downtown|lane\b|suburb|driveway|porch/i,
  interior: false,
  size: { width: 60, height: 10, depth: 40 },
  palettes: [palette("#8a7a6a", "#6a6b6c", "#c8c2b4", "#8d3b2f")],
  wallSurface: "brick",
  floorSurface: "paving",
  seat: { kind: "bench", table: null },
  dress: ({ random, night }) => [
    put("road", [0, 0.01, -5.2], [80, 0.01, 4.4], "#3b3d40", { accent: "#cfc7a2" }),
    put("kerb", [0, 0, -2.95], [80, 0.12, 0.25], "#9a9892"),
    put("kerb", [0, 0, -7.45], [80, 0.12, 0.25], "#9a9892"),
    ...row(7, -21, 7, (x) =>
      put("building", [x, 0, -12.5], [6.9, random.between(6.5, 13), 8], random.pick(facades), {
        accent: random.pick(["#7c2f2b", "#2f4d52", "#44543d", "#b08a45"]),
        lit: night,
      }),
    ),
    ...row(5, -16, 8, (x) =>
      put("street-lamp", [x + 2.4, 0, -3.2], [0.3, 4.8, 1.2], "#2f3336", { lit: night }),
    ),
    put("car", [-5.4, 0, -4.1], [1.78, 1.42, 4.3], random.pick(["#7b2a2a", "#2e4a63", "#8d9094"]), {
      turn: Math.PI / 2,
      lit: night,
    }),
    put("car", [6.8, 0, -4.2], [1.78, 1.42, 4.3], random.pick(["#33373b", "#a09a86", "#3f5a46"]), {
      turn: Math.PI / 2,
      lit: night,
    }),
    ...row(4, -14, 9.5, (x) =>
      put("tree", [x, 0, -8.3], [3, random.between(4.6, 5.8), 3], "#54713f", { accent: "#5a4636" }),
    ),
    put("bin", [2.9, 0, -2.5], [0.5, 0.9, 0.5], "#3c4a42"),
    put("bench", [-2.9, 0, -2.4], [1.5, 0.46, 0.5], "#6f5538"),
    put("sign", [4.2, 2.1, -2.7], [0.7, 0.7, 0.06], "#2e5b7d", { accent: "#e9e6da" }),
    ...row(6, -20, 8, (x) =>
      put("building", [x, 0, 16], [7.9, random.between(6.5, 12), 8], random.pick(facades), {
        turn: Math.PI,
        accent: "#5c3a33",
        lit: night,
      }),
    ),
  ],
};

export const roof: Kit = {
  id: "roof",
  words: /roof|balcony|terrace|skyscraper|ledge/i,
  interior: false,
  size: { width: 50, height: 12, depth: 40 },
  palettes: [palette("#7d7a75", "#6d6b67", "#a9a59b", "#6b3f33")],
  wallSurface: "concrete",
  floorSurface: "concrete",
  seat: { kind: "crate", table: null },
  dress: ({ random, night }) => [
    put("rail", [0, 0, -3.4], [16, 1.1, 0.25], "#86827a"),
    ...row(11, -36, 7, (x) =>
      put(
        "building",
        [x, -22, random.between(-46, -22)],
        [6, random.between(20, 40), 6],
        random.pick(facades),
        { lit: night },
      ),
    ),
    put("vent", [-2.8, 0, -2.3], [1.2, 1.1, 1], "#8f9293"),
    put("machine", [3.3, 0, -2.2], [1.5, 1.6, 1.1], "#787c7d", { accent: "#a5a9a8" }),
    put("mast", [4.9, 0, -2.6], [0.1, 4.8, 0.1], "#54585a", { accent: "#c03a32" }),
    put("bin", [-4.4, 0, -2.7], [1.6, 2.4, 1.6], "#6b4f3a"),
  ],
};

export const station: Kit = {
  id: "station",
  words: /station|platform|airport|terminal|depot|subway|metro|parking|car park/i,
  interior: true,
  size: { width: 14, height: 4.6, depth: 9 },
  palettes: [
    palette("#a19a88", "#73706a", "#cdc6b5", "#2e5a56", "#7f7b70"),
    palette("#8f989b", "#67696b", "#c5cacb", "#8a3b2e", "#757c7f"),
  ],
  wallSurface: "tiles",
  floorSurface: "paving",
  seat: { kind: "bench", table: null },
  dress: ({ palette: p }) => [
    ...row(4, -5.1, 3.4, (x) => put("column", [x, 0, -2.6], [0.45, 4.6, 0.45], p.accent)),
    ...row(2, -2.4, 4.8, (x) => put("bench", [x, 0, -3.7], [1.9, 0.46, 0.5], "#6a4d33")),
    put("sign", [0, 2.7, -4.44], [2.6, 0.6, 0.06], p.accent, { accent: "#f1ead6", lit: true }),
    ...row(3, -4.2, 4.2, (x) =>
      put("board", [x, 1.0, -4.46], [1.1, 1.5, 0.04], "#d9d3c3", { accent: p.accent }),
    ),
    ...row(4, -4.8, 3.2, (x) =>
      put("ceiling-light", [x, 4.4, -1], [1.7, 0.08, 0.3], "#f3eedd", { lit: true }),
    ),
    put("bin", [4.3, 0, -2.2], [0.5, 0.9, 0.5], "#4a5450"),
    put("window", [6.96, 1.2, -1], [3.2, 2.2, 0.08], p.trim, { turn: -Math.PI / 2, lit: true }),
    put("door", [-6.96, 0, 0.6], [1.8, 2.4, 0.1], p.accent, { turn: Math.PI / 2 }),
    ...row(3, -4.2, 4.2, (x) =>
      put("board", [x, 1.0, 4.46], [1.4, 1.5, 0.04], "#d9d3c3", { turn: Math.PI, accent: p.accent }),
    ),
  ],
};

export const garden: Kit = {
  id: "garden",
  words: /garden|park\b|yard|backyard|cemetery|graveyard|playground|courtyard|patio|farm/i,
  interior: false,
  size: { width: 50, height: 8, depth: 40 },
  palettes: [palette("#a99a7e", "#5f7a42", "#d8cfb8", "#7a4a34")],
  wallSurface: "brick",
  floorSurface: "grass",
  seat: { kind: "bench", table: null },
  dress: ({ random, night }) => [
    put("house", [-7, 0, -13], [9, 5.6, 7], "#b3a283", { accent: "#6b3e33", lit: night }),
    put("fence", [4, 0, -8], [20, 1.1, 0.08], "#cfc6b0"),
    put("bench", [2.7, 0, -2.4], [1.6, 0.46, 0.5], "#6f5538", { turn: -0.2 }),
    ...scatter(random, 9, { x: 18, near: -5, far: -18, clear: 6 }, (x, z) =>
      put(
        "tree",
        [x, 0, z],
        [random.between(3, 4.4), random.between(4.6, 7), 3.6],
        random.pick(["#55763d", "#4a6b3c", "#6b8045"]),
        { accent: "#5c4634" },
      ),
    ),
    ...scatter(random, 14, { x: 12, near: -2.4, far: -8, clear: 3 }, (x, z) =>
      put(
        "bush",
        [x, 0, z],
        [random.between(0.8, 1.6), random.between(0.6, 1.1), 1.1],
        random.pick(["#4d6b38", "#5e7b42"]),
        { accent: random.pick(["#c65f6b", "#dcb653", "#5e7b42"]) },
      ),
    ),
    ...scatter(random, 50, { x: 9, near: 2, far: -7, clear: 1.2 }, (x, z) =>
      put("grass", [x, 0, z], [0.3, random.between(0.12, 0.28), 0.3], "#6d8a47"),
    ),
  ],
};
