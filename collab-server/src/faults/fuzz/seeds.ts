/** So many sequences are played by each of the two files that vitest runs beside one another. */
const half = 500;

/**
 * The seeds that a part of the test run plays. `SEED=… SEQUENCES=1` in the environment repeats a failure, or tries more
 * than usual; then the first part plays all of them.
 */
export function seedsOf(part: 1 | 2, usual: number = half): number[] {
  const chosen = process.env["SEED"] ?? process.env["SEQUENCES"];
  if (chosen !== undefined && part === 2) return [];
  const first = Number(process.env["SEED"] ?? 1 + (part - 1) * usual);
  return Array.from({ length: Number(process.env["SEQUENCES"] ?? usual) }, (_, at) => first + at);
}

/** Plays each seed and gives how many that were. Throws at the first that fails, which says its number. */
export async function playEach(seeds: readonly number[], play: (seed: number) => unknown): Promise<number> {
  let played = 0;
  for (const seed of seeds) {
    play(seed);
    played += 1;
    // An editor that is closed lets go of its script a moment later.
    await Promise.resolve();
  }
  return played;
}
