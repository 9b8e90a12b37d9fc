/** All distances in metres; lens and circle of confusion in millimetres. Formulas: thin lens, e.g. Ray, Applied Photographic Optics, 3rd ed., ch. 22. */

/** Focusing here keeps everything from half of it to infinity sharp: H = f²/(N·c) + f. */
export function hyperfocal(lensMm: number, aperture: number, cocMm: number): number {
  return ((lensMm * lensMm) / (aperture * cocMm) + lensMm) / 1000;
}

export type DepthOfField = {
  /** Nearest sharp distance. */
  near: number;
  /** Farthest sharp distance; Infinity at and beyond the hyperfocal distance. */
  far: number;
  /** far − near. */
  total: number;
};

/** What is acceptably sharp when focused at a distance. */
export function depthOfField(input: {
  lensMm: number;
  aperture: number;
  focus: number;
  cocMm: number;
}): DepthOfField {
  const h = hyperfocal(input.lensMm, input.aperture, input.cocMm);
  const f = input.lensMm / 1000;
  const s = input.focus;
  const near = (s * (h - f)) / (h + s - 2 * f);
  const far = s >= h ? Number.POSITIVE_INFINITY : (s * (h - f)) / (h - s);
  return { near, far, total: far - near };
}

/**
 * Diameter in millimetres on the sensor of the blur disc of a point at `distance` when focused at `focus`:
 * c = A · |d − s| / d · f / (s − f), with A = f / N.
 */
export function blurDiameter(input: {
  lensMm: number;
  aperture: number;
  focus: number;
  distance: number;
}): number {
  const f = input.lensMm;
  const s = input.focus * 1000;
  const d = input.distance * 1000;
  return ((f / input.aperture) * (Math.abs(d - s) / d) * f) / (s - f);
}

/** Radius of the entrance pupil in metres: how far lens samples are spread. */
export function pupilRadius(lensMm: number, aperture: number): number {
  return lensMm / aperture / 2 / 1000;
}
