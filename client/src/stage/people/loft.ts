import { BufferAttribute, BufferGeometry } from "three";

/** One cross-section of a loft: height, half width, half depth, and how far it is shifted. */
export type Ring = { y: number; rx: number; rz: number; x?: number; z?: number };

/** A closed skin over cross-sections from bottom to top, rounded like a body rather than a pipe. */
export function loft(rings: readonly Ring[], sides = 22, squareness = 2.3): BufferGeometry {
  const positions: number[] = [];
  const at = (ring: Ring, index: number) => {
    const angle = (index / sides) * Math.PI * 2;
    const [s, c] = [Math.sin(angle), Math.cos(angle)];
    const power = 2 / squareness;
    return [
      (ring.x ?? 0) + Math.sign(s) * Math.abs(s) ** power * ring.rx,
      ring.y,
      (ring.z ?? 0) + Math.sign(c) * Math.abs(c) ** power * ring.rz,
    ] as const;
  };
  for (const ring of rings) for (let i = 0; i < sides; i += 1) positions.push(...at(ring, i));
  const index: number[] = [];
  for (let r = 0; r < rings.length - 1; r += 1) {
    for (let i = 0; i < sides; i += 1) {
      const [a, b] = [r * sides + i, r * sides + ((i + 1) % sides)];
      index.push(a, b, a + sides, b, b + sides, a + sides);
    }
  }
  for (const [r, flip] of [
    [0, true],
    [rings.length - 1, false],
  ] as const) {
    const ring = rings[r] as Ring;
    const middle = positions.length / 3;
    positions.push(ring.x ?? 0, ring.y, ring.z ?? 0);
    for (let i = 0; i < sides; i += 1) {
      const [a, b] = [r * sides + i, r * sides + ((i + 1) % sides)];
      index.push(...(flip ? [middle, b, a] : [middle, a, b]));
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** A strip laid on the front of a loft between heights, as wide as `halfAngle` says at each: a shirt front, a tie, a lapel. */
export function frontPatch(
  rings: readonly Ring[],
  span: {
    from: number;
    to: number;
    halfAngle: (share: number) => number;
    centre?: (share: number) => number;
    lift: number;
  },
): BufferGeometry {
  const [rows, columns] = [12, 8];
  const positions: number[] = [];
  const index: number[] = [];
  for (let row = 0; row <= rows; row += 1) {
    const share = row / rows;
    const y = span.from + (span.to - span.from) * share;
    const upper = Math.max(
      1,
      rings.findIndex((ring) => ring.y >= y),
    );
    const [a, b] = [rings[upper - 1] as Ring, rings[upper] as Ring];
    const t = Math.max(0, Math.min(1, (y - a.y) / (b.y - a.y)));
    const along = (pick: (ring: Ring) => number) => pick(a) + (pick(b) - pick(a)) * t;
    for (let column = 0; column <= columns; column += 1) {
      const angle = (span.centre?.(share) ?? 0) + ((column / columns) * 2 - 1) * span.halfAngle(share);
      const [s, c] = [Math.sin(angle), Math.cos(angle)];
      const power = 2 / 2.3;
      positions.push(
        Math.sign(s) * Math.abs(s) ** power * (along((ring) => ring.rx) + span.lift),
        y,
        along((ring) => ring.z ?? 0) + Math.abs(c) ** power * (along((ring) => ring.rz) + span.lift),
      );
      if (row === rows || column === columns) continue;
      const at = row * (columns + 1) + column;
      index.push(at, at + 1, at + columns + 1, at + 1, at + columns + 2, at + columns + 1);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** A tapering limb that hangs from the origin, with a swelling for its muscle. */
export function limb(length: number, top: number, bottom: number, swell: number): BufferGeometry {
  const steps = 7;
  const rings: Ring[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const t = i / steps;
    const radius = top + (bottom - top) * t + Math.sin(Math.PI * Math.min(1, t * 1.35)) * swell;
    rings.push({ y: -length * t, rx: radius, rz: radius });
  }
  rings.reverse();
  return loft(
    [
      { y: -length - bottom * 0.5, rx: bottom * 0.6, rz: bottom * 0.6 },
      ...rings,
      { y: top * 0.45, rx: top * 0.89, rz: top * 0.89 },
      { y: top * 0.8, rx: top * 0.6, rz: top * 0.6 },
      { y: top * 0.97, rx: top * 0.2, rz: top * 0.2 },
    ],
    16,
    2,
  );
}
