import * as Y from "yjs";
import { documentKind, type DocumentKind } from "@backlot/shared/documents/names";
import { seedState } from "../../seed.ts";
import { seeded, type Random } from "../random.ts";
import { editSomething } from "./edits.ts";
import { Replicas } from "./replicas.ts";
import { withSeededIds } from "./seeded-ids.ts";

const steps = 56;

/**
 * Plays one sequence: a few people edit some documents of one film over a bad network that falls apart and heals; they
 * come and go, pages and servers end and begin again, the log is compacted, and in the end all have the same. Throws with
 * the seed when they do not; the same seed plays the same sequence, and gives the same film.
 */
export function playOut(seed: number): string {
  const random = seeded(seed);
  const kinds = someDocuments(random);
  try {
    return withSeededIds(random, () => {
      const replicas = new Replicas({
        seeds: new Map(kinds.map((kind) => [kind, seedOf(kind)])),
        pages: 2 + random.below(2),
        servers: 1 + random.below(2),
        hasBus: random.chance(0.7),
        random,
      });
      for (let step = 0; step < steps; step += 1) {
        const what = random.below(100);
        if (what < 46) editSomething(replicas.some(), random);
        else if (what < 75) replicas.deliver();
        else if (what < 83) replicas.commit();
        else if (what < 88) replicas.compact();
        else if (what < 91) replicas.turnAway();
        else if (what < 93) replicas.partition();
        else if (what < 95) replicas.heal();
        else if (what < 97) replicas.restartPage();
        else if (what < 99) replicas.restartServer();
        else replicas.join();
      }
      return replicas.expectEqual();
    });
  } catch (error) {
    throw new Error(`Seed ${seed} (${kinds.join(", ")}): ${(error as Error).message}`, { cause: error });
  }
}

/** The script, which all others lean on, and some of them. */
function someDocuments(random: Random): DocumentKind[] {
  return documentKind.options.filter(
    (kind) => kind === "script" || random.chance(kind === "notes" ? 0.5 : 0.25),
  );
}

function seedOf(kind: DocumentKind): Uint8Array {
  // Yjs draws the number of a document's maker where no seed reaches.
  const maker = new Y.Doc();
  maker.clientID = 0;
  return seedState(kind, "Night Train", maker);
}
