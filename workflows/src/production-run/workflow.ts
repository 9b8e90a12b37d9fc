import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  ContinueAsNew,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from "@temporalio/workflow";
import {
  workflowId,
  workflowType,
  type GenerationJobInput,
  type ProductionRunInput,
  type RenderJobInput,
} from "@backlot/shared/pipeline/contract";
import { stages, type StageId } from "@backlot/shared/pipeline/stages";
import type { JobOutcome } from "../generation-job/activities.ts";
import type { RunActivities } from "./activities.ts";
import { openDesk, type Desk } from "./desk.ts";
import { failureDetail } from "./failure-detail.ts";
import { fanOut } from "./fan-out.ts";
import type { DecidedGate } from "./gate.ts";
import { gateIdOf, jobIdOf, renderIdOf, type PlannedItem } from "./keys.ts";
import type { StageActivities } from "./stage-activities.ts";

/** What a run that continued as new, or that was restored from the database, knows of its past. */
export type CarriedRun = {
  stage: StageId;
  decided: DecidedGate[];
  isPaused?: boolean;
  /** Set when the engine had lost the run: its stage goes on with this iteration. */
  restoredAt?: number;
};

/** Slots under way at once: enough to keep the media worker busy, small enough for one history batch. */
const slotsAtOnce = 8;

const patience = { initialInterval: 300, backoffCoefficient: 2, maximumInterval: 5_000 };
const steps = proxyActivities<RunActivities & StageActivities>({
  startToCloseTimeout: 600_000,
  heartbeatTimeout: 15_000,
  retry: patience,
});
const notes = proxyLocalActivities<RunActivities>({ startToCloseTimeout: 30_000, retry: patience });

/**
 * A run: six stages, each ended by a gate that waits for as long as it takes. The history holds ids and counts; what
 * was made and decided is in the database, written by the activities.
 */
export async function productionRun(input: ProductionRunInput, carried?: CarriedRun): Promise<void> {
  const { runId, projectId } = input;
  const decided = carried?.decided ?? [];
  const desk = openDesk(input, decided, carried?.isPaused ?? false);
  try {
    const first = stages.findIndex((stage) => stage.id === (carried?.stage ?? "breakdown"));
    for (const [index, stage] of stages.entries()) {
      if (index < first) continue;
      await runStage(input, desk, stage.id, index === first ? carried?.restoredAt : undefined);
      const next = stages[index + 1];
      if (next !== undefined && workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished);
        const past = { stage: next.id, decided, isPaused: desk.isPaused() };
        await continueAsNew<typeof productionRun>(input, past);
      }
    }
    await steps.finishRun({ runId, projectId, status: "done", failure: null });
    await condition(allHandlersFinished);
  } catch (thrown) {
    if (thrown instanceof ContinueAsNew) throw thrown;
    const status = isCancellation(thrown) ? "cancelled" : "failed";
    const failure = status === "failed" ? failureDetail(thrown) : null;
    desk.close();
    await CancellationScope.nonCancellable(() => steps.finishRun({ runId, projectId, status, failure }));
    throw thrown;
  }
}

/** Works, opens a gate, and does again what people ask for, until the stage is approved. */
async function runStage(
  input: ProductionRunInput,
  desk: Desk,
  stage: StageId,
  restoredAt: number | undefined,
): Promise<void> {
  const { runId, projectId } = input;
  desk.beginStage();
  let redo: string[] | null = null;
  let again: PlannedItem[] = [];
  for (let iteration = restoredAt ?? 1; ; iteration += 1) {
    await desk.untilResumed();
    const at = { runId, projectId, stage, iteration };
    const restored = iteration === restoredAt ? { isRestored: true } : {};
    let items = again.length > 0 ? again : await steps.planStage({ ...at, redo, ...restored });
    // What people retry while the stage is still working is made before the gate opens.
    for (; items.length > 0; items = desk.takeRetries()) {
      await fanOut(items, { limit: slotsAtOnce, untilResumed: desk.untilResumed }, async (item) =>
        desk.noteResult(item, await makeItem(input, stage, iteration, item)),
      );
    }
    const answer = await desk.waitAt(gateIdOf(runId, stage, iteration), () =>
      steps.openGate({ ...at, isPaused: desk.isPaused() }),
    );
    if (answer.kind === "approve") return;
    again = [];
    if (answer.kind === "changes") redo = answer.items;
    else {
      again = desk.takeRetries();
      await steps.withdrawGate({ runId, projectId, gateId: answer.gateId });
    }
  }
}

/** Makes one item; false when it failed. Only a cancellation is thrown. */
async function makeItem(
  input: ProductionRunInput,
  stage: StageId,
  iteration: number,
  item: PlannedItem,
): Promise<boolean> {
  const { runId, projectId } = input;
  const at = { runId, projectId, stage, iteration, key: item.key };
  try {
    if (stage === "breakdown") await steps.breakDownScript(at);
    else if (stage === "casting") await steps.matchLibrary(at);
    else if (stage === "cut" && item.slot === null) await steps.assembleCut(at);
    else return (await makeMedia(input, stage, iteration, item)).status !== "failed";
    return true;
  } catch (thrown) {
    if (isCancellation(thrown)) throw thrown;
    await notes.failItem({ runId, projectId, key: item.key, failure: failureDetail(thrown) });
    return false;
  }
}

/** A slot or the film, as a workflow of its own that a person can cancel or look at by its id. */
async function makeMedia(
  input: ProductionRunInput,
  stage: StageId,
  iteration: number,
  item: PlannedItem,
): Promise<JobOutcome> {
  const { runId, projectId, options } = input;
  const common = { projectId, runId, actor: { id: `run:${runId}`, name: "The run" } };
  if (item.shotId === null || item.slot === null) {
    const renderId = renderIdOf(runId, iteration, item.attempt);
    return await child(workflowType.renderJob, workflowId.render(renderId), { ...common, renderId, options });
  }
  const jobId = jobIdOf({ runId, stage, iteration }, item);
  const { shotId, slot, variation, directions } = item;
  const { quality, provider } = options;
  const making = { shotId, slot, quality, provider, variation };
  const job = { ...common, jobId, stage, ...making, ...(directions === undefined ? {} : { directions }) };
  return await child(workflowType.generationJob, workflowId.generation(jobId), job);
}

async function child(
  type: string,
  id: string,
  job: GenerationJobInput | RenderJobInput,
): Promise<JobOutcome> {
  return await executeChild<(job: GenerationJobInput | RenderJobInput) => Promise<JobOutcome>>(type, {
    workflowId: id,
    args: [job],
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
  });
}
