/** The worker process: carries runs, draws, speaks and renders. Started by the launcher once the engine is ready. */
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { createDocumentsClient } from "@backlot/shared/documents/client";
import { ConfigError, port, readConfig, serviceConfig } from "@backlot/shared/server/config";
import { openDatabase } from "@backlot/shared/server/database";
import { createLog, type Log } from "@backlot/shared/server/logging";
import { createMediaStore } from "@backlot/shared/server/media-store";
import { requireNode } from "@backlot/shared/server/node-version";
import { currentRequestId } from "@backlot/shared/server/request-id";
import { announceReady, onStop } from "@backlot/shared/server/service";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { z } from "zod";
import { createProviders } from "./provider/providers.ts";
import { serveHealth, workerHealth } from "./worker/health.ts";
import { keepRecovering } from "./worker/keep-recovering.ts";
import { sweep } from "./worker/sweep.ts";
import { startStudioWorker } from "./worker/studio-worker.ts";

const workerConfig = serviceConfig.extend({
  TEMPORAL_ADDRESS: z.string("the launcher gives it once the engine is ready"),
  /** Where `/healthz` answers; 0 takes any free port. */
  WORKER_PORT: port.default(0),
  /** What the provider that makes nothing takes and asks for a piece of work, in tests: milliseconds, micro-credits. */
  NOTHING_PAUSE_MS: z.coerce.number().int().min(0).default(0),
  NOTHING_PRICE_MICROS: z.coerce.number().int().min(0).default(0),
});

requireNode();
process.umask(0o077);
const log = createLog({ name: "worker" });
try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(workerConfig);
  const engine = { address: config.TEMPORAL_ADDRESS, ...readTemporalSettings() };
  installRuntime(log);
  const database = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    log,
  });
  const media = createMediaStore(config.BACKLOT_DATA);
  const providers = createProviders({
    media,
    dataDir: config.BACKLOT_DATA,
    log,
    nothing: { pauseMs: config.NOTHING_PAUSE_MS, priceMicros: config.NOTHING_PRICE_MICROS },
  });
  const documents = createDocumentsClient({
    studioUrl: config.STUDIO_URL,
    serviceToken: config.SERVICE_TOKEN,
    requestId: currentRequestId,
  });
  const deps = {
    db: database.db,
    documents,
    media,
    providers: providers.byName,
    dataDir: config.BACKLOT_DATA,
    log,
  };

  await sweep({ dataDir: config.BACKLOT_DATA, log });
  const worker = await startStudioWorker({ engine, deps });
  const health = await serveHealth({
    port: config.WORKER_PORT,
    health: workerHealth({ ...deps, documents }, worker),
  });
  let recovering: { stop: () => void } | null = null;
  onStop(async () => {
    recovering?.stop();
    health.close();
    await Promise.all([worker.stop(), providers.close()]);
    await database.close();
  });
  worker.ended.catch((error: unknown) => {
    log.fatal({ err: error }, "the worker lost the engine");
    process.exit(1);
  });

  recovering = await keepRecovering({ db: database.db, log }, engine);
  announceReady({ port: health.port });
  log.info({ address: engine.address, namespace: engine.namespace }, "the worker takes work");
}

/** The engine's library logs through ours, and leaves signals to us: the launcher says when to stop. */
function installRuntime(to: Log): void {
  const levels = { TRACE: "trace", DEBUG: "debug", INFO: "debug", WARN: "warn", ERROR: "error" } as const;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger("WARN", ({ level, message, meta }) => {
      // True of the media worker, and as it should be.
      const isExpected = message.startsWith("No workflows registered");
      to[isExpected ? "debug" : levels[level]](meta ?? {}, message);
    }),
  });
}
