import type { Take } from "../generation/artifact.ts";
import { slot, type Shot, type Slot } from "../shot/schema.ts";
import type { StaleCause } from "./inputs.ts";

export type StaleSlot = {
  shotId: string;
  slot: Slot;
  causes: StaleCause[];
  /** The take that is stale: what takes its place is made in the same way. */
  take: Take;
};

/**
 * Slots whose chosen take (the circled one, else the newest that is no alternate) is stale. A slot that was never
 * made is not stale: there is nothing to bring up to date.
 */
export function staleSlots(shots: readonly Shot[], takes: readonly Take[]): StaleSlot[] {
  const byShot = Map.groupBy(takes, (take) => take.shotId ?? "");
  return shots.flatMap((shot) =>
    slot.options.flatMap((one) => {
      const chosen = chosenTake(shot, one, byShot.get(shot.id) ?? []);
      return chosen === null || chosen.stale.length === 0
        ? []
        : [{ shotId: shot.id, slot: one, causes: chosen.stale, take: chosen }];
    }),
  );
}

/**
 * The take that stands for a slot: circled, else the newest that is no alternate, else the newest. `takes` are of the
 * shot. Every screen, the cut and the film choose by this.
 */
export function chosenTake<T extends Pick<Take, "id" | "kind" | "number" | "alternate">>(
  shot: Pick<Shot, "circled">,
  wanted: Slot,
  takes: readonly T[],
): T | null {
  const ofSlot = takes.filter((take) => take.kind === wanted).toSorted((a, b) => b.number - a.number);
  const circled = shot.circled[wanted]?.artifactId;
  return (
    ofSlot.find((take) => take.id === circled) ?? ofSlot.find((take) => !take.alternate) ?? ofSlot[0] ?? null
  );
}
