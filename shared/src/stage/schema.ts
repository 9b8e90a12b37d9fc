/**
 * A stage is one shot as a scene in metres: pure data, drawn by one renderer everywhere. Axes: x right, y up, z toward the
 * side of the line on which the camera stands. Angles are radians; a figure with `facing` 0 looks along +z. Frames count from 0.
 */
import { z } from "zod";
import { sensor } from "../optics/sensor.ts";
import { rate } from "../time/rate.ts";

export const vec3 = z.tuple([z.number(), z.number(), z.number()]);
export type Vec3 = z.infer<typeof vec3>;

/** "#rrggbb". */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/);

export const pieceKind = z.enum([
  "table", "round-table", "chair", "stool", "sofa", "armchair", "bed", "counter", "upper-cabinets", "fridge", "stove",
  "bookshelf", "desk", "monitor", "filing", "window", "door", "curtain", "picture", "rug", "floor-lamp", "table-lamp",
  "pendant", "ceiling-light", "fireplace", "plant", "bottle-shelf", "hospital-bed", "drip-stand", "screen", "locker",
  "column", "bench", "pew", "arch-window", "tree", "pine", "bush", "grass", "rock", "house", "building", "street-lamp",
  "car", "fence", "sign", "bin", "rail", "mast", "console", "porthole", "cave-rock", "stalactite", "dune", "cactus",
  "water", "hill", "crate", "barrel", "tent", "campfire", "train-seat", "television", "board", "bars", "sink", "machine",
  "vent", "umbrella", "kerb", "road", "car-cabin", "sacks", "altar", "shelves", "wardrobe", "mirror",
  "wall-clock", "workbench", "great-lamp", "tower",
]); // prettier-ignore
export type PieceKind = z.infer<typeof pieceKind>;

/** One piece of the set, standing on `at` (centre of its foot), `size` wide, high and deep before it is turned. */
export const piece = z.object({
  kind: pieceKind,
  at: vec3,
  turn: z.number(),
  size: vec3,
  colour,
  accent: colour,
  /** A practical that is on, a screen that glows, a window that shows the sky. */
  lit: z.boolean(),
});
export type Piece = z.infer<typeof piece>;

export const surface = z.enum([
  "plaster", "wallpaper", "panel", "tiles", "brick", "concrete", "metal", "rock", "planks", "boards", "carpet", "lino",
  "asphalt", "paving", "grass", "earth", "sand", "snow", "water",
]); // prettier-ignore
export type Surface = z.infer<typeof surface>;

export const stageSet = z.object({
  kit: z.string(),
  seed: z.number().int(),
  interior: z.boolean(),
  /** Of the room, or of the ground that is dressed. */
  size: z.object({ width: z.number(), height: z.number(), depth: z.number() }),
  palette: z.object({ wall: colour, floor: colour, trim: colour, accent: colour, ceiling: colour }),
  wallSurface: surface,
  floorSurface: surface,
  pieces: z.array(piece).max(400),
});
export type StageSet = z.infer<typeof stageSet>;

export const poseName = z.enum([
  "stand", "relaxed", "arms-crossed", "hands-on-hips", "sit", "sit-lean", "walk", "run", "lie", "kneel", "crouch",
  "point", "hold", "embrace", "phone", "reach", "drink", "hands-up", "fight", "aim", "type", "lean", "head-down", "wave",
]); // prettier-ignore
export type PoseName = z.infer<typeof poseName>;

export const figureLook = z.object({
  fromFrame: z.number().int(),
  skin: colour,
  hair: colour,
  hairStyle: z.enum(["short", "long", "bob", "bun", "bald", "curly", "ponytail", "crop"]),
  hat: z.enum(["none", "cap", "brimmed", "hood", "helmet", "beanie", "crown"]),
  hatColour: colour,
  top: colour,
  topKind: z.enum(["shirt", "jacket", "coat", "dress", "sweater", "robe", "spacesuit"]),
  /** Shirt or blouse seen inside an open jacket or coat. */
  under: colour,
  bottom: colour,
  bottomKind: z.enum(["trousers", "skirt", "shorts"]),
  shoes: colour,
  glasses: z.boolean(),
  beard: z.boolean(),
});
export type FigureLook = z.infer<typeof figureLook>;

export const figureKey = z.object({
  frame: z.number().int(),
  at: vec3,
  facing: z.number(),
  pose: poseName,
});
export type FigureKey = z.infer<typeof figureKey>;

export const figure = z.object({
  assetId: z.string(),
  name: z.string(),
  body: z.object({
    /** Standing height. */
    height: z.number(),
    /** 1 is average breadth. */
    breadth: z.number(),
    age: z.enum(["child", "young", "adult", "old"]),
    feminine: z.boolean(),
  }),
  /** In order of time; the first is from frame 0. */
  looks: z.array(figureLook).min(1),
  /** In order of time; held before the first and after the last. */
  keys: z.array(figureKey).min(1),
  /** Where the eyes rest when nothing else says so. */
  gaze: vec3.nullable(),
  speaks: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  /** Media hash of the face card. */
  picture: z.string().nullable(),
});
export type Figure = z.infer<typeof figure>;

export const propShape = z.enum([
  "cup", "phone", "gun", "letter", "book", "bag", "car", "bottle", "hammer", "lamp", "knife", "key", "box", "glass",
  "camera", "hat", "sword", "flower", "umbrella", "plate", "laptop", "ring", "torch", "ball", "guitar", "case", "clock",
  "lantern", "rope", "cloth", "tin", "boots", "pencil", "bird", "dog", "cat", "horse",
]); // prettier-ignore
export type PropShape = z.infer<typeof propShape>;

export const stageProp = z.object({
  assetId: z.string(),
  name: z.string(),
  shape: propShape,
  colour,
  /** In someone's hand, or standing at a place. */
  where: z.union([
    z.object({ holder: z.string(), hand: z.enum(["left", "right"]) }),
    z.object({ at: vec3, turn: z.number() }),
  ]),
  picture: z.string().nullable(),
  /** The frames `[from, until)` in which it is there; left out, in all. */
  shown: z.object({ from: z.number().int(), until: z.number().int() }).optional(),
});
export type StageProp = z.infer<typeof stageProp>;

export const stageLight = z.object({
  role: z.enum(["sun", "moon", "key", "fill", "back", "practical", "sky"]),
  colour,
  /** Relative strength: 1 exposes a white card fully at the light's own falloff. */
  intensity: z.number().min(0),
  at: vec3,
  aim: vec3,
  /** Full cone angle of a spot; 0 for sun, moon, sky and bare bulbs. */
  cone: z.number(),
  castsShadow: z.boolean(),
});
export type StageLight = z.infer<typeof stageLight>;

export const cameraKey = z.object({
  frame: z.number().int(),
  at: vec3,
  aim: vec3,
  lensMm: z.number().positive(),
  /** Distance of the plane of focus. */
  focus: z.number().positive(),
  roll: z.number(),
});
export type CameraKey = z.infer<typeof cameraKey>;

export const stageCamera = z.object({
  sensor,
  /** f-number. */
  aperture: z.number().positive(),
  /** One key holds still; two move with ease in and out. */
  keys: z.array(cameraKey).min(1),
  /** 0 on legs, 1 on the shoulder. */
  handheld: z.number().min(0).max(2),
});
export type StageCamera = z.infer<typeof stageCamera>;

export const slate = z.object({
  scene: z.string(),
  shot: z.string(),
  take: z.number().int().positive(),
  lens: z.string(),
  move: z.string(),
  label: z.literal("previs"),
});
export type Slate = z.infer<typeof slate>;

export const stage = z.object({
  version: z.literal(1),
  seed: z.number().int(),
  rate,
  durationFrames: z.number().int().positive(),
  set: stageSet,
  figures: z.array(figure).max(60),
  props: z.array(stageProp).max(60),
  lights: z.array(stageLight).max(16),
  atmosphere: z.object({
    skyTop: colour,
    skyHorizon: colour,
    ground: colour,
    fogColour: colour,
    fogNear: z.number(),
    fogFar: z.number(),
    /** Multiplies all light before the film curve. */
    exposure: z.number().positive(),
    stars: z.boolean(),
  }),
  camera: stageCamera,
  /** Media hash of the location's picture, hung behind the set. */
  backdrop: z.string().nullable(),
  slate,
});
export type Stage = z.infer<typeof stage>;

/** Every picture that a stage wants to show, by media hash. */
export function picturesOf({ figures, props, backdrop }: Stage): string[] {
  const hashes = [backdrop, ...figures.map(({ picture }) => picture), ...props.map(({ picture }) => picture)];
  return [...new Set(hashes.filter((hash) => hash !== null))];
}
