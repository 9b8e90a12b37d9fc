import type { ItemStatus, StageId } from "@backlot/shared/pipeline/stages";

type TimedItem = {
  stage: StageId;
  status: ItemStatus;
  /** 0..1 */
  progress: number;
  startedAt: Date | null;
  updatedAt: Date;
};

/**
 * Seconds until the stage is at its gate, from the time that its items took: in this run, else in earlier ones
 * (`earlierSeconds`, the mean of one item). Null where nothing was measured: an estimate nobody measured is no estimate.
 */
export function secondsToGate(
  items: readonly TimedItem[],
  stage: StageId,
  earlierSeconds: number | null,
): number | null {
  const here = items.filter((item) => item.stage === stage);
  const working = here.filter((item) => item.status === "working");
  const left =
    here.filter((item) => item.status === "queued").length +
    working.reduce((sum, item) => sum + 1 - item.progress, 0);
  if (left === 0) return 0;
  const took = here
    .filter((item) => item.status === "done" && item.startedAt !== null)
    .map((item) => (item.updatedAt.getTime() - (item.startedAt?.getTime() ?? 0)) / 1000);
  const mean = took.length === 0 ? earlierSeconds : took.reduce((sum, one) => sum + one, 0) / took.length;
  if (mean === null) return fromProgress(working);
  return Math.ceil((left * mean) / Math.max(1, working.length));
}

/** A single long item tells by its own progress. */
function fromProgress(working: readonly TimedItem[]): number | null {
  const [only] = working;
  if (only === undefined || working.length > 1 || only.progress < 0.05 || only.startedAt === null)
    return null;
  const seconds = (only.updatedAt.getTime() - only.startedAt.getTime()) / 1000;
  return Math.ceil((seconds * (1 - only.progress)) / only.progress);
}
