import * as Y from "yjs";
import { seedState } from "../../seed.ts";
import { seeded } from "../random.ts";
import { editSomething, fuzzedKinds } from "./edits.ts";
import { Replicas } from "./replicas.ts";
import { withSeededIds } from "./seeded-ids.ts";

const steps = 36;

/**
 * Plays one sequence: a few people edit one document over a bad network, lose it, come back and reopen their pages, and
 * in the end have the same. Throws with the seed when they do not; the same seed plays the same sequence, and gives the
 * same film.
 */
export function playOut(seed: number): string {
  const random = seeded(seed);
  const kind = random.pick(fuzzedKinds);
  try {
    return withSeededIds(random, () => {
      // Yjs draws the number of a document's maker where no seed reaches.
      const maker = new Y.Doc();
      maker.clientID = 0;
      const replicas = new Replicas(kind, seedState(kind, "Night Train", maker), 2 + random.below(3), random);
      for (let step = 0; step < steps; step += 1) {
        const what = random.below(100);
        if (what < 60) editSomething(kind, replicas.some(), random);
        else if (what < 90) replicas.deliver();
        else if (what < 96) replicas.turnAway();
        else replicas.restart();
      }
      return replicas.expectEqual();
    });
  } catch (error) {
    throw new Error(`Seed ${seed} (${kind}): ${(error as Error).message}`, { cause: error });
  }
}
