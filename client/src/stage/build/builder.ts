import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  IcosahedronGeometry,
  Matrix4,
  PlaneGeometry,
  SphereGeometry,
} from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";

/** Where and how one solid stands: metres, radians about x, y, z in that order. */
export type Put = {
  at?: [number, number, number];
  turn?: [number, number, number];
  scale?: [number, number, number];
};

const unitBox = new BoxGeometry(1, 1, 1);
const unitPlane = new PlaneGeometry(1, 1);

function placed(geometry: BufferGeometry, put: Put): Matrix4 {
  const matrix = new Matrix4();
  const turn = put.turn ?? [0, 0, 0];
  matrix.multiply(new Matrix4().makeTranslation(...(put.at ?? [0, 0, 0])));
  matrix.multiply(new Matrix4().makeRotationY(turn[1]));
  matrix.multiply(new Matrix4().makeRotationX(turn[0]));
  matrix.multiply(new Matrix4().makeRotationZ(turn[2]));
  matrix.multiply(new Matrix4().makeScale(...(put.scale ?? [1, 1, 1])));
  return matrix;
}

/** Paints a whole geometry in one linear colour; `strength` above 1 glows through the film curve. */
export function paint(geometry: BufferGeometry, colour: string, strength = 1): BufferGeometry {
  const { r, g, b } = new Color(colour).multiplyScalar(strength);
  const count = geometry.getAttribute("position").count;
  const values = new Float32Array(count * 3);
  for (let index = 0; index < count; index += 1) values.set([r, g, b], index * 3);
  geometry.setAttribute("color", new BufferAttribute(values, 3));
  return geometry;
}

/**
 * Gathers solids with their colours into as few meshes as possible: one that takes light and one that gives it. A set of a
 * hundred pieces is then two draws.
 */
export class Builder {
  readonly #matt: BufferGeometry[] = [];
  readonly #glow: BufferGeometry[] = [];
  #base = new Matrix4();

  /** Everything added from here on stands on this place. */
  moveTo(put: Put): this {
    this.#base = placed(unitBox, put);
    return this;
  }

  /** Adds a geometry; it is copied. */
  add(geometry: BufferGeometry, colour: string | null, put: Put = {}, glow = 0): this {
    const copy = geometry.index ? geometry.toNonIndexed() : geometry.clone();
    copy.applyMatrix4(new Matrix4().multiplyMatrices(this.#base, placed(copy, put)));
    copy.deleteAttribute("uv");
    if (colour !== null) paint(copy, colour, glow > 0 ? glow : 1);
    (glow > 0 ? this.#glow : this.#matt).push(copy);
    return this;
  }

  /** A box by its size, standing with the middle of its foot on `at`. */
  box(
    size: [number, number, number],
    at: [number, number, number],
    colour: string,
    more: { turn?: [number, number, number]; glow?: number } = {},
  ): this {
    const put: Put = {
      at: [at[0], at[1] + size[1] / 2, at[2]],
      scale: size,
      ...(more.turn ? { turn: more.turn } : {}),
    };
    return this.add(unitBox, colour, put, more.glow ?? 0);
  }

  /** An upright round solid: bottom radius, top radius, height, foot on `at`. */
  tube(
    bottom: number,
    top: number,
    height: number,
    at: [number, number, number],
    colour: string,
    more: { turn?: [number, number, number]; glow?: number; sides?: number } = {},
  ): this {
    const geometry = new CylinderGeometry(top, bottom, height, more.sides ?? 20);
    return this.add(
      geometry,
      colour,
      { at: [at[0], at[1] + height / 2, at[2]], ...(more.turn ? { turn: more.turn } : {}) },
      more.glow ?? 0,
    );
  }

  /** An ellipsoid by its half axes. */
  ball(
    radius: [number, number, number],
    at: [number, number, number],
    colour: string,
    more: { glow?: number; detail?: number } = {},
  ): this {
    return this.add(
      new SphereGeometry(1, more.detail ?? 18, Math.round((more.detail ?? 18) * 0.7)),
      colour,
      { at, scale: radius },
      more.glow ?? 0,
    );
  }

  cone(radius: number, height: number, at: [number, number, number], colour: string, sides = 12): this {
    return this.add(new ConeGeometry(radius, height, sides), colour, {
      at: [at[0], at[1] + height / 2, at[2]],
    });
  }

  /** A boulder or a crown of leaves: a sphere whose points are moved by `roughness`, shaded flat. */
  lump(
    radius: [number, number, number],
    at: [number, number, number],
    colour: string,
    roughness: number,
    random: () => number,
    detail = 2,
  ): this {
    const geometry = new IcosahedronGeometry(1, detail);
    const position = geometry.getAttribute("position");
    // Shared corners must move together, or the skin tears: moved by a hash of where they are.
    const phase = random() * 50;
    for (let index = 0; index < position.count; index += 1) {
      const [x, y, z] = [position.getX(index), position.getY(index), position.getZ(index)];
      const noise =
        Math.sin(x * 3.1 + phase) * Math.sin(y * 3.7 + phase * 1.3) * Math.sin(z * 3.3 + phase * 0.7) +
        0.5 * Math.sin(x * 7.7 + y * 6.1 + z * 8.3 + phase);
      const factor = 1 + noise * roughness;
      position.setXYZ(index, x * factor, y * factor, z * factor);
    }
    geometry.computeVertexNormals();
    return this.add(geometry, colour, { at, scale: radius, turn: [0, random() * 6.28, 0] });
  }

  /** An upright sheet facing +z with a colour at its top and one at its foot. */
  sheet(
    width: number,
    height: number,
    at: [number, number, number],
    top: string,
    foot: string,
    glow: number,
  ): this {
    const geometry = unitPlane.toNonIndexed();
    const [a, b] = [new Color(top).multiplyScalar(glow || 1), new Color(foot).multiplyScalar(glow || 1)];
    const position = geometry.getAttribute("position");
    const values = new Float32Array(position.count * 3);
    for (let index = 0; index < position.count; index += 1) {
      const colour = position.getY(index) > 0 ? a : b;
      values.set([colour.r, colour.g, colour.b], index * 3);
    }
    geometry.setAttribute("color", new BufferAttribute(values, 3));
    return this.add(
      geometry,
      null,
      { at: [at[0], at[1] + height / 2, at[2]], scale: [width, height, 1] },
      glow,
    );
  }

  /** What was gathered: null where nothing of the kind was added. */
  finish(): { matt: BufferGeometry | null; glow: BufferGeometry | null } {
    const merge = (list: BufferGeometry[]) => (list.length > 0 ? mergeGeometries(list) : null);
    return { matt: merge(this.#matt), glow: merge(this.#glow) };
  }
}
