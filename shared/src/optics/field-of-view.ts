import type { Sensor } from "./sensor.ts";

/** Angle in radians that a sensor side sees through a rectilinear lens focused far away: 2·atan(d / 2f). */
export function fieldOfView(sideMm: number, lensMm: number): number {
  return 2 * Math.atan(sideMm / (2 * lensMm));
}

/** Horizontal and vertical angle of view in radians. */
export function anglesOfView(
  { widthMm, heightMm }: Sensor,
  lensMm: number,
): { horizontal: number; vertical: number } {
  return { horizontal: fieldOfView(widthMm, lensMm), vertical: fieldOfView(heightMm, lensMm) };
}

/** Width and height in metres of what fills the frame at a distance in metres. */
export function frameAt(distance: number, format: Sensor, lensMm: number): { width: number; height: number } {
  return { width: (distance * format.widthMm) / lensMm, height: (distance * format.heightMm) / lensMm };
}

/** Distance in metres at which a subject of this height in metres fills the frame from top to bottom. */
export function framingDistance(height: number, format: Sensor, lensMm: number): number {
  return (height * lensMm) / format.heightMm;
}

/** The lens that keeps a subject the same size from another distance: what a dolly zoom turns while it moves. */
export function dollyZoomLens(lensMm: number, fromDistance: number, toDistance: number): number {
  return (lensMm * toDistance) / fromDistance;
}
