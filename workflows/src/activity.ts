import { Context } from "@temporalio/activity";
import type { Log } from "@backlot/shared/server/logging";
import { currentRequestId } from "@backlot/shared/server/request-id";
import { toFailure } from "./failure.ts";

/** Milliseconds between heartbeats; a cancellation arrives with the answer to one. */
const heartbeatInterval = 700;

type Work = (input: never) => Promise<unknown>;

/**
 * Gives every function the manners of an activity: a heartbeat while it works (so that a dead worker is noticed and a
 * cancellation arrives), failures in our codes, and a line in the log.
 */
export function asActivities<T extends Record<string, Work>>(works: T, log: Log): T {
  const wrapped = Object.entries(works).map(([name, work]) => [name, withManners(name, work, log)]);
  return Object.fromEntries(wrapped) as T;
}

const ids = ["projectId", "runId", "jobId", "renderId"] as const;

/** What a log line is found by: the project, run and job of an input, and the request that led to it. */
function workOf(input: unknown): Record<string, string> {
  const outer = (input ?? {}) as Record<string, unknown>;
  const inner = (outer["job"] ?? {}) as Record<string, unknown>;
  const found: [string, unknown][] = ids.map((id) => [id, outer[id] ?? inner[id]]);
  found.push(["requestId", currentRequestId()]);
  return Object.fromEntries(found.flatMap(([id, value]) => (typeof value === "string" ? [[id, value]] : [])));
}

function withManners(name: string, work: Work, log: Log): Work {
  return async (input: never) => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), heartbeatInterval);
    const { workflowExecution, attempt } = context.info;
    const about = { ...workOf(input), activity: name, workflow: workflowExecution?.workflowId, attempt };
    const startedAt = performance.now();
    const ms = () => Math.round(performance.now() - startedAt);
    try {
      const answer = await work(input);
      log.info({ ...about, ms: ms() }, "done");
      return answer;
    } catch (thrown) {
      const level = context.cancellationSignal.aborted ? "debug" : "warn";
      log[level]({ ...about, err: thrown, ms: ms() }, `${name} did not succeed`);
      throw toFailure(thrown, context);
    } finally {
      clearInterval(beat);
    }
  };
}

/** The signal that ends the activity that is running: cancelled, or its worker stops. */
export function stopSignal(): AbortSignal {
  return Context.current().cancellationSignal;
}

/** Names the workflow execution that the running activity belongs to; the same for every try. */
export function executionId(): string {
  const { workflowExecution } = Context.current().info;
  return `${workflowExecution?.workflowId}:${workflowExecution?.runId}`;
}
