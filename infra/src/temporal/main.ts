/** The pipeline engine's process: keeps the Temporal dev server, and takes it down when the launcher is gone; or follows a cluster. */
import { ConfigError, readConfig } from "@backlot/shared/server/config";
import { createLog } from "@backlot/shared/server/logging";
import { requireNode } from "@backlot/shared/server/node-version";
import { announceReady, onStop } from "@backlot/shared/server/service";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { z } from "zod";
import { Cluster } from "./cluster.ts";
import { Engine } from "./engine.ts";

requireNode();
const log = createLog({ name: "engine" });
try {
  const config = readConfig(z.object({ BACKLOT_DATA: z.string(), TEMPORAL_ADDRESS: z.string().optional() }));
  const { BACKLOT_DATA: dataDir, TEMPORAL_ADDRESS: address } = config;
  const onReady = (server: { address: string; pid: number | null }) => announceReady({ server });
  const engine =
    address === undefined
      ? new Engine({ dataDir, log, onReady })
      : new Cluster({ dataDir, address, settings: readTemporalSettings(), log, onReady });
  onStop(() => engine.stop());
  // The channel to the launcher does not keep a process alive, and an engine that failed must stay to say so.
  setInterval(() => {}, 2 ** 30);
  await engine.run();
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.fatal({ err: error }, "the pipeline engine could not start");
  process.exit(1);
}
