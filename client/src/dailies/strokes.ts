import type { Stroke } from "@backlot/shared/note/schema";

/** Colours to draw with: each is told from the others and from most pictures; named for those who cannot see them. */
export const inks = [
  { name: "Amber", color: "#ffc24d" },
  { name: "Red", color: "#ff5c5c" },
  { name: "Green", color: "#5ce08a" },
  { name: "Blue", color: "#6cb2ff" },
  { name: "White", color: "#ffffff" },
] as const;

/** Width of a new stroke, as a fraction of the picture's width. */
export const strokeWidth = 0.006;

type Point = Stroke["points"][number];

/** A pointer position in picture coordinates, kept inside the picture and short enough to store. */
export function pointIn(
  box: { left: number; top: number; width: number; height: number },
  x: number,
  y: number,
): Point {
  const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4;
  return [share((x - box.left) / box.width), share((y - box.top) / box.height)];
}

/** Adds a point unless the pointer hardly moved, so that a long stroke stays small. */
export function extended(stroke: Stroke, point: Point): Stroke {
  const last = stroke.points.at(-1);
  const isTooClose = last !== undefined && Math.hypot(last[0] - point[0], last[1] - point[1]) < 0.002;
  return isTooClose || stroke.points.length >= 5000
    ? stroke
    : { ...stroke, points: [...stroke.points, point] };
}

/** A stroke as an SVG path in a picture of 1000 × `height` units; a single point becomes a dot. */
export function pathOf(points: readonly Point[], height: number): string {
  const at = ([x, y]: Point) => `${round(x * 1000)} ${round(y * height)}`;
  const first = points[0];
  if (first === undefined) return "";
  if (points.length === 1) return `M${at(first)}h0.01`;
  return `M${points.map(at).join("L")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
