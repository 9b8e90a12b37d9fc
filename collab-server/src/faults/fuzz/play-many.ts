import { playOut } from "./play-out.ts";
import { playTyping } from "./typed-words.ts";

const plays = [
  { name: "sequences", play: playOut, test: "fuzz/convergence.test.ts" },
  { name: "sequences of typing while blocks change", play: playTyping, test: "fuzz/typed-words.test.ts" },
];

/** Plays `count` sequences of each sort from a seed on and says which came out differently; true when none did. */
export async function playMany(firstSeed: number, count: number): Promise<boolean> {
  let isAllRight = true;
  for (const { name, play, test } of plays) {
    const failed: number[] = [];
    const began = performance.now();
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      try {
        play(seed);
      } catch (error) {
        failed.push(seed);
        console.error((error as Error).message.slice(0, 2_000));
      }
      // An editor that is closed lets go of its script a moment later.
      await Promise.resolve();
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `${count} ${name} from seed ${firstSeed} in ${seconds} s: ${count - failed.length} ended with one film.`,
    );
    if (failed.length > 0) console.log(`Write these out as tests in ${test}: ${failed.join(", ")}`);
    isAllRight &&= failed.length === 0;
  }
  return isAllRight;
}
