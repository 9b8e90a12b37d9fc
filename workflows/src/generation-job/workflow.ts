import {
  ActivityCancellationType,
  CancellationScope,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from "@temporalio/workflow";
import { taskQueue, type GenerationJobInput } from "@backlot/shared/pipeline/contract";
import { failureDetail } from "../production-run/failure-detail.ts";
import type { GenerationActivities, JobOutcome } from "./activities.ts";

const patience = { initialInterval: 300, backoffCoefficient: 2, maximumInterval: 5_000 };
const media = proxyActivities<GenerationActivities>({
  taskQueue: taskQueue.media,
  startToCloseTimeout: 3_600_000,
  heartbeatTimeout: 15_000,
  // What is cancelled has ended before the job is closed, so that it cannot publish afterwards.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: patience,
});
const notes = proxyLocalActivities<GenerationActivities>({ startToCloseTimeout: 30_000, retry: patience });

/**
 * Makes one slot of one shot: a child of a run, or started alone by a person. A failure is an answer, not a failed
 * workflow, so that it never reaches the neighbours; a cancellation gives back what was reserved.
 */
export async function generationJob(job: GenerationJobInput): Promise<JobOutcome> {
  try {
    return await media.makeSlot(job);
  } catch (thrown) {
    const failure = isCancellation(thrown) ? null : failureDetail(thrown);
    await CancellationScope.nonCancellable(() => notes.closeJob({ job, failure }));
    if (failure === null) throw thrown;
    return { status: "failed", artifactId: null };
  }
}
