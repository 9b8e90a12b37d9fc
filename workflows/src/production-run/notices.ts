import type { StudioEvent } from "@backlot/shared/documents/commands";
import type { StudioDeps } from "../deps.ts";

export type RunNotices = {
  /** Says "this run changed" to open studios, soon and not more often than they can show. */
  runChanged: (projectId: string, runId: string) => void;
  artifactsChanged: (projectId: string, shotId: string | null) => void;
  /** Says that jobs outside a run are further. */
  jobsChanged: (projectId: string) => void;
};

/** Milliseconds in which the changes of one run become one message. */
const interval = 300;

/**
 * Gathers changes into few messages. A message that is lost costs nothing but freshness: the studio reads again with the
 * next one, so failures are only logged.
 */
export function createNotices({ documents, log }: Pick<StudioDeps, "documents" | "log">): RunNotices {
  const waiting = new Set<string>();

  function soon(key: string, projectId: string, event: StudioEvent): void {
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => {
      waiting.delete(key);
      documents
        .emit(projectId, event)
        .catch((error: unknown) => log.debug({ err: error, projectId }, "an event was not sent"));
    }, interval).unref();
  }

  return {
    runChanged: (projectId, runId) => soon(`run ${runId}`, projectId, { type: "run", runId }),
    artifactsChanged: (projectId, shotId) =>
      soon(`artifacts ${projectId} ${shotId}`, projectId, { type: "artifacts", shotId }),
    jobsChanged: (projectId) => soon(`jobs ${projectId}`, projectId, { type: "jobs" }),
  };
}
