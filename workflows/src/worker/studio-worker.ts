import { NativeConnection, Worker, type WorkflowBundleOption } from "@temporalio/worker";
import { taskQueue } from "@backlot/shared/pipeline/contract";
import { temporalConnection, type TemporalSettings } from "@backlot/shared/server/temporal-settings";
import type { StudioDeps } from "../deps.ts";
import { createGenerationActivities } from "../generation-job/activities.ts";
import { createRunActivities } from "../production-run/activities.ts";
import { createStageActivities } from "../production-run/stage-activities.ts";
import { activityInRequest, workflowInterceptorModules } from "../request/in-activity.ts";
import { createRenderActivities } from "../render-job/activities.ts";

export type StudioWorkerOptions = {
  engine: TemporalSettings & { address: string };
  deps: StudioDeps;
  /** Workflow code bundled before; without it the worker makes the bundle, which takes about a second. */
  workflowBundle?: WorkflowBundleOption;
};

export type StudioWorker = {
  /** Rejects when a worker fails; resolves after `stop`. */
  ended: Promise<void>;
  isRunning: () => boolean;
  /** Rejects when the engine does not answer for our namespace. */
  pingEngine: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Media activities under way at once; the providers queue behind their own limits. */
const mediaSlots = 6;

/** How long an activity may go on after the stop, and how long it then has to clean up; the launcher waits 2.5 s. */
const graceMs = 200;
const forceMs = 1_800;

const activity = [() => ({ inbound: activityInRequest })];

const common = {
  shutdownGraceTime: graceMs,
  shutdownForceTime: forceMs,
  // Bounds how fast a cancellation arrives: it rides on the answer to a heartbeat.
  maxHeartbeatThrottleInterval: 1_000,
  defaultHeartbeatThrottleInterval: 1_000,
};

/**
 * Starts the two workers of this process: workflows with their bookkeeping, and media, which draws and renders. They
 * share one connection; only the first has a workflow bundle.
 */
export async function startStudioWorker(options: StudioWorkerOptions): Promise<StudioWorker> {
  const { engine, deps } = options;
  const { namespace } = engine;
  const connection = await NativeConnection.connect(temporalConnection(engine.address, engine));
  const generation = createGenerationActivities(deps);
  const render = createRenderActivities(deps);
  const workers = await Promise.all([
    Worker.create({
      ...common,
      connection,
      namespace,
      taskQueue: taskQueue.studio,
      ...(options.workflowBundle === undefined
        ? {
            workflowsPath: workflowsPath(),
            interceptors: { activity, workflowModules: workflowInterceptorModules },
          }
        : { workflowBundle: options.workflowBundle, interceptors: { activity } }),
      activities: {
        ...createRunActivities(deps),
        ...createStageActivities(deps),
        // Local activities of the jobs run where their workflow does.
        closeJob: generation.closeJob,
        closeRender: render.closeRender,
      },
      maxConcurrentActivityTaskExecutions: 20,
    }),
    Worker.create({
      ...common,
      connection,
      namespace,
      interceptors: { activity },
      taskQueue: taskQueue.media,
      activities: { makeSlot: generation.makeSlot, renderFilm: render.renderFilm },
      maxConcurrentActivityTaskExecutions: mediaSlots,
    }),
  ]);
  const runs = workers.map((worker) => worker.run());
  const ended = Promise.allSettled(runs).then(async (results) => {
    await connection.close();
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  });
  // One that fails takes the other along: half a worker would leave runs hanging.
  for (const run of runs) run.catch(() => shutDown(workers));
  ended.catch(() => {});
  return {
    ended,
    pingEngine: async () => {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    },
    isRunning: () => workers.every((worker) => worker.getState() === "RUNNING"),
    stop: async () => {
      shutDown(workers);
      await ended;
    },
  };
}

/** Where the workflow code is, for whoever bundles it. */
export function workflowsPath(): string {
  return new URL("../workflows.ts", import.meta.url).pathname;
}

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
}
