import type { Random } from "../random.ts";
import type { Piece, PieceKind, StageSet, Surface } from "../schema.ts";

export type Palette = StageSet["palette"];

/** Where a kit is drawn: enough to dress it for the hour. */
export type KitContext = {
  random: Random;
  palette: Palette;
  night: boolean;
  width: number;
  height: number;
  depth: number;
};

/** A set kit: a place that every script has, dressed in metres around a clear floor at the origin. */
export type Kit = {
  id: string;
  /** Words of a heading that ask for it. */
  words: RegExp;
  interior: boolean;
  size: { width: number; height: number; depth: number };
  palettes: Palette[];
  wallSurface: Surface;
  floorSurface: Surface;
  /** What two people sitting here sit at and on. */
  seat: { kind: PieceKind; table: PieceKind | null };
  dress(context: KitContext): Piece[];
};

/** One piece; `accent` falls to the colour and `lit` to off. */
export function put(
  kind: PieceKind,
  at: [number, number, number],
  size: [number, number, number],
  colour: string,
  more: { turn?: number; accent?: string; lit?: boolean } = {},
): Piece {
  return {
    kind,
    at,
    size,
    colour,
    accent: more.accent ?? colour,
    turn: more.turn ?? 0,
    lit: more.lit ?? false,
  };
}

/** Shorthand for a palette: wall, floor, trim, accent, ceiling. */
export function palette(
  wall: string,
  floor: string,
  trim: string,
  accent: string,
  ceiling = "#d9d5cc",
): Palette {
  return { wall, floor, trim, accent, ceiling };
}

/** A row of the same piece along x. */
export function row(
  count: number,
  from: number,
  step: number,
  make: (x: number, index: number) => Piece,
): Piece[] {
  return Array.from({ length: count }, (_, index) => make(from + step * index, index));
}

/** Scattered pieces that leave the middle clear for the actors. */
export function scatter(
  random: Random,
  count: number,
  area: { x: number; near: number; far: number; clear: number },
  make: (x: number, z: number) => Piece,
): Piece[] {
  const pieces: Piece[] = [];
  for (let tries = 0; pieces.length < count && tries < count * 6; tries += 1) {
    const x = random.between(-area.x, area.x);
    const z = random.between(area.far, area.near);
    if (Math.hypot(x, z) >= area.clear) pieces.push(make(x, z));
  }
  return pieces;
}
