import { playOut } from "./play-out.ts";

/** Plays `count` sequences from a seed on and says which came out differently; true when none did. */
export function playMany(firstSeed: number, count: number): boolean {
  const failed: number[] = [];
  const began = performance.now();
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    try {
      playOut(seed);
    } catch (error) {
      failed.push(seed);
      console.error((error as Error).message.slice(0, 2_000));
    }
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(
    `${count} sequences from seed ${firstSeed} in ${seconds} s: ${count - failed.length} ended with one film.`,
  );
  if (failed.length > 0)
    console.log(`Write these out as tests in fuzz/convergence.test.ts: ${failed.join(", ")}`);
  return failed.length === 0;
}
