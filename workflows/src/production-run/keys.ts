import type { StageId } from "@backlot/shared/pipeline/stages";
import type { Slot } from "@backlot/shared/shot/schema";
import type { Direction } from "@backlot/shared/stage/direction";

/** One thing that a stage does: a slot of a shot, or the stage's single piece of work. Only ids. */
export type PlannedItem = {
  key: string;
  shotId: string | null;
  slot: Slot | null;
  /** Which take of the slot: 0 may be answered from the store, more is another picture. */
  variation: number;
  /** What a note asked of it; absent in the histories of older runs. */
  directions?: Direction[];
  /** 1, and one more for each time that a person retried it within the iteration. */
  attempt: number;
};

/** The item's name within its run; the same through every iteration, so that the studio shows one line for it. */
export function slotItemKey(stage: StageId, shotId: string, slot: Slot): string {
  return `${stage}:${shotId}:${slot}`;
}

/** Ids that come out the same every time the run gets here, so that nothing is made twice. */
export function jobIdOf(
  run: { runId: string; stage: StageId; iteration: number },
  item: PlannedItem,
): string {
  const job = `${run.runId}:${run.stage}:${run.iteration}:${item.shotId}:${item.slot}`;
  return item.attempt === 1 ? job : `${job}:${item.attempt}`;
}

export function renderIdOf(runId: string, iteration: number, attempt: number): string {
  const render = `${runId}:delivery:${iteration}`;
  return attempt === 1 ? render : `${render}:${attempt}`;
}

/** Safe in a URL, and one for each time a stage asks. */
export function gateIdOf(runId: string, stage: StageId, iteration: number): string {
  return `${runId}.${stage}.${iteration}`;
}
