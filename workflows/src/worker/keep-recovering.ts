import { Client, Connection } from "@temporalio/client";
import { temporalConnection, type TemporalSettings } from "@backlot/shared/server/temporal-settings";
import type { StudioDeps } from "../deps.ts";
import { recoverJobs, recoverRuns } from "./recover-runs.ts";

const everyMs = 30_000;

/**
 * Brings database and engine together now and from time to time: the engine may restart, or lose its file, while this worker goes
 * on. Rejects when the first time does not succeed; later failures are tried again.
 */
export async function keepRecovering(
  deps: Pick<StudioDeps, "db" | "log">,
  engine: TemporalSettings & { address: string },
): Promise<{ stop: () => void }> {
  async function recover(): Promise<void> {
    const connection = await Connection.connect(temporalConnection(engine.address, engine));
    try {
      const client = new Client({ connection, namespace: engine.namespace });
      await recoverRuns(deps, client);
      await recoverJobs(deps, client);
    } finally {
      await connection.close();
    }
  }
  await recover();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    timer = setTimeout(() => {
      recover()
        .catch((error: unknown) => deps.log.debug({ err: error }, "runs were not compared with the engine"))
        .finally(() => {
          if (!isStopped) next();
        });
    }, everyMs).unref();
  };
  next();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
