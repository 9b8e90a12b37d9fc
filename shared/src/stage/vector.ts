import type { Vec3 } from "./schema.ts";

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, by: number): Vec3 => [a[0] * by, a[1] * by, a[2] * by];
export const distance = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
export const mix = (a: Vec3, b: Vec3, amount: number): Vec3 => add(a, scale(subtract(b, a), amount));

/** Unit vector at an azimuth (0 is +z, growing toward +x) and an elevation. */
export function direction(azimuth: number, elevation: number): Vec3 {
  const flat = Math.cos(elevation);
  return [Math.sin(azimuth) * flat, Math.sin(elevation), Math.cos(azimuth) * flat];
}

/** The azimuth in which `to` lies from `from`. */
export function azimuthTo(from: Vec3, to: Vec3): number {
  return Math.atan2(to[0] - from[0], to[2] - from[2]);
}

/** The shortest turn from one angle to another. */
export function turnBetween(from: number, to: number): number {
  const turn = (to - from) % (Math.PI * 2);
  return turn > Math.PI ? turn - Math.PI * 2 : turn < -Math.PI ? turn + Math.PI * 2 : turn;
}

/** Slow out, slow in: 0 at 0, 1 at 1, level at both. */
export function ease(amount: number): number {
  const t = Math.max(0, Math.min(1, amount));
  return t * t * (3 - 2 * t);
}
