import {
  ActivityCancellationType,
  CancellationScope,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from "@temporalio/workflow";
import { taskQueue, type RenderJobInput } from "@backlot/shared/pipeline/contract";
import type { JobOutcome } from "../generation-job/activities.ts";
import { failureDetail } from "../production-run/failure-detail.ts";
import type { RenderActivities } from "./activities.ts";

const patience = { initialInterval: 300, backoffCoefficient: 2, maximumInterval: 5_000 };
const media = proxyActivities<RenderActivities>({
  taskQueue: taskQueue.media,
  startToCloseTimeout: 6 * 3_600_000,
  heartbeatTimeout: 15_000,
  // What is cancelled has ended before the job is closed, so that it cannot publish afterwards.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: patience,
});
const notes = proxyLocalActivities<RenderActivities>({ startToCloseTimeout: 30_000, retry: patience });

/** Renders the cut to a film: the delivery of a run, or asked for by a person in the Sequencer. */
export async function renderJob(job: RenderJobInput): Promise<JobOutcome> {
  try {
    return await media.renderFilm(job);
  } catch (thrown) {
    const failure = isCancellation(thrown) ? null : failureDetail(thrown);
    await CancellationScope.nonCancellable(() => notes.closeRender({ job, failure }));
    if (failure === null) throw thrown;
    return { status: "failed", artifactId: null };
  }
}
