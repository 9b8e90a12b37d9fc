import { z } from "zod";
import { gateDecision, itemStatus, quality, runOptions, stageId } from "./stages.ts";
import { role } from "../access/roles.ts";
import { slot } from "../shot/schema.ts";
import { directions } from "../stage/direction.ts";

/**
 * Names and payloads of the workflows: known to the API, which starts and talks to them, and to `workflows`,
 * which runs them. Only ids travel; media and script text never do.
 */
export const taskQueue = { studio: "studio", media: "media" } as const;
export const temporalNamespace = "backlot";

export const workflowType = {
  productionRun: "productionRun",
  generationJob: "generationJob",
  renderJob: "renderJob",
} as const;

/** Workflow ids: one run, one job or one render is one workflow, so a double click is one of them. */
export const workflowId = {
  run: (runId: string) => `run:${runId}`,
  generation: (jobId: string) => `gen:${jobId}`,
  render: (renderId: string) => `render:${renderId}`,
} as const;

export const productionRunInput = z.object({ runId: z.string(), projectId: z.string(), options: runOptions });
export type ProductionRunInput = z.infer<typeof productionRunInput>;

/** One slot to make; a child of a run, or started alone by "generate again" and "bring up to date". */
export const generationJobInput = z.object({
  jobId: z.string(),
  projectId: z.string(),
  runId: z.string().nullable(),
  stage: stageId.nullable(),
  shotId: z.string(),
  slot,
  quality,
  provider: z.enum(["previs", "nothing"]),
  actor: z.object({ id: z.string(), name: z.string() }),
  /** Another number is another take, staged and lit its own way; 0 answers from the store when nothing moved. */
  variation: z.number().int().min(0),
  /** What the crew asked of this take, read from the note of a gate. */
  directions: directions.optional(),
  /** A person asked to bring this slot up to date: the result takes the place of the circled take. */
  replacesCircled: z.boolean().optional(),
});
export type GenerationJobInput = z.infer<typeof generationJobInput>;

export const renderJobInput = z.object({
  renderId: z.string(),
  projectId: z.string(),
  runId: z.string().nullable(),
  options: runOptions,
  actor: z.object({ id: z.string(), name: z.string() }),
});
export type RenderJobInput = z.infer<typeof renderJobInput>;

/** Update `decideGate` of `productionRun`: validated before it enters history, idempotent by gate. */
export const decideGateInput = z.object({
  gateId: z.string(),
  by: z.object({ id: z.string(), name: z.string(), role }),
  decision: gateDecision,
});
export type DecideGateInput = z.infer<typeof decideGateInput>;

export const updateName = { decideGate: "decideGate", retryItem: "retryItem" } as const;
export const signalName = { pause: "pause", resume: "resume" } as const;
/** Headers of workflows, updates, signals and activities. */
export const headerName = { requestId: "request-id" } as const;

/** Update `retryItem`: makes one failed item again without touching its neighbours. */
export const retryItemInput = z.object({ itemKey: z.string() });
export type RetryItemInput = z.infer<typeof retryItemInput>;

/** Live state of a run's item as the studio shows it. */
export const runItem = z.object({
  key: z.string(),
  stage: stageId,
  label: z.string(),
  status: itemStatus,
  /** 0..1 */
  progress: z.number(),
  attempt: z.number().int(),
  error: z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().optional() }).nullable(),
  artifactId: z.string().nullable(),
  shotId: z.string().nullable(),
  slot: slot.nullable(),
});
export type RunItem = z.infer<typeof runItem>;
