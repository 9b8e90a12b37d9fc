import { MeshBasicMaterial, MeshLambertMaterial } from "three";

/**
 * Materials that every stage shares and no stage disposes: a shader is compiled once for all shots, which takes longer
 * than drawing one.
 */
const materials = {
  matt: new MeshLambertMaterial({ vertexColors: true }),
  glow: new MeshBasicMaterial({ vertexColors: true }),
  /** Sky-bright things outside: haze does not dim them. */
  clearGlow: new MeshBasicMaterial({ vertexColors: true, fog: false }),
} as const;

export const { matt, glow, clearGlow } = materials;

/** Gives back what renderers compiled for the shared materials. One that is still in use compiles them again. */
export function release(): void {
  for (const material of Object.values(materials)) material.dispose();
}

const shared = new Set<unknown>(Object.values(materials));

/** Whether a material outlives the stage that it is used in. */
export function isShared(material: unknown): boolean {
  return shared.has(material);
}
