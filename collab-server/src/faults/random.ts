/** Chances that repeat: the same seed gives the same run. */
export type Random = {
  chance: (probability: number) => boolean;
  /** A whole number from 0 up to, not including, `n`. */
  below: (n: number) => number;
  pick: <T>(from: readonly T[]) => T;
};

/** Mulberry32: small, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  const below = (n: number): number => Math.floor(next() * n);
  return {
    chance: (probability) => next() < probability,
    below,
    pick: (from) => from[below(from.length)] as never,
  };
}
