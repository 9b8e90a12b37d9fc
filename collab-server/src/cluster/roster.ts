import { createHash } from "node:crypto";

/** A server that has not been heard of for so long, ms, serves nothing any more. */
export const silenceMs = 6_000;

export type Instance = { instance: string; address: string };

/** The servers of a studio as one of them knows them, by when they were last heard of. Itself is always there. */
export class Roster {
  readonly #own: Instance;
  readonly #others = new Map<string, { address: string; heardAt: number }>();

  constructor(own: Instance) {
    this.#own = own;
  }

  heard({ instance, address }: Instance, nowMs = performance.now()): void {
    if (instance !== this.#own.instance) this.#others.set(instance, { address, heardAt: nowMs });
  }

  gone(instance: string): void {
    this.#others.delete(instance);
  }

  /** The address of the server that a project belongs to, or null when that is this one. */
  elsewhere(projectId: string, nowMs = performance.now()): string | null {
    const alive: Instance[] = [this.#own];
    for (const [instance, { address, heardAt }] of this.#others) {
      if (nowMs - heardAt <= silenceMs) alive.push({ instance, address });
    }
    const owner = ownerOf(projectId, alive);
    return owner.instance === this.#own.instance ? null : owner.address;
  }
}

/**
 * Which server a project belongs to: the one with the highest hash of both (rendezvous hashing). Every server comes to
 * the same answer from the same list, and a server that leaves moves only the projects that it had.
 */
export function ownerOf(projectId: string, alive: readonly Instance[]): Instance {
  const [first, ...rest] = alive;
  if (first === undefined) throw new Error("There is no server.");
  let best = first;
  for (const one of rest) {
    const order = Buffer.compare(weight(one, projectId), weight(best, projectId));
    if (order > 0) best = one;
  }
  return best;
}

function weight({ address }: Instance, projectId: string): Buffer {
  return createHash("sha256").update(`${address} ${projectId}`).digest();
}
