import { sql } from "kysely";
import {
  beginItem,
  finishItem,
  progressInterval,
  progressWriter,
  type ItemAt,
  type ItemDeps,
  type ItemOutcome,
} from "../production-run/items.ts";

/** A job that a person asked for outside a run. */
export type LoneJob = { jobId: string; projectId: string };

/** Where the progress of one piece of work is written, so that a studio that is opened later knows it too. */
export type Track = {
  begin: () => Promise<void>;
  /** A function that takes progress, 0..1, as often as it likes. */
  progress: () => (progress: number) => void;
  finish: (outcome: ItemOutcome) => Promise<void>;
};

/** Follows an item of a run in the run, and a job of its own in `job`. */
export function trackOf(deps: ItemDeps, work: ItemAt | LoneJob): Track {
  if ("jobId" in work) return trackLoneJob(deps, work);
  return {
    begin: () => beginItem(deps, work),
    progress: () => progressWriter(deps, work),
    finish: (outcome) => finishItem(deps, work, outcome),
  };
}

function trackLoneJob({ db, log, notices }: ItemDeps, { jobId, projectId }: LoneJob): Track {
  const update = () => db.updateTable("job").where("id", "=", jobId);
  const tell = () => notices.jobsChanged(projectId);
  return {
    begin: async () => {
      await update()
        .set({ status: "working", progress: 0, error: "null", updatedAt: sql`now()` })
        .execute();
      tell();
    },
    progress: () => {
      let last = 0;
      return (progress) => {
        const now = Date.now();
        if (now - last < progressInterval) return;
        last = now;
        update()
          .set({ progress: Math.max(0, Math.min(1, progress)), updatedAt: sql`now()` })
          .where("status", "=", "working")
          .execute()
          .then(tell, (error: unknown) => log.debug({ err: error, jobId }, "progress was not written"));
      };
    },
    finish: async (outcome) => {
      const error = outcome.status === "failed" ? outcome.failure : null;
      await update()
        .set({ status: outcome.status, error: JSON.stringify(error), updatedAt: sql`now()` })
        .execute();
      tell();
    },
  };
}
