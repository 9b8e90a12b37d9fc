import { downgraded, endingTickets, outdatedClient, removed, removedWithEdits } from "./cases/access.ts";
import { bothOffline, deadNetwork, reopenedOffline, wrongClocks } from "./cases/away-clients.ts";
import { awayAndAllLeave, awayAtLoad, unknownOutcome } from "./cases/broken-database.ts";
import { clearedThenOffline, spoiledDevices } from "./cases/broken-devices.ts";
import { restoredVersion, retriedCommand } from "./cases/commands.ts";
import { failingHooks } from "./cases/failing-hooks.ts";
import { oversizePaste, slowReader } from "./cases/heavy-clients.ts";
import { floods } from "./cases/floods.ts";
import { hostileMessages } from "./cases/hostile.ts";
import {
  killedAndAllGone,
  killedMidEdit,
  stoppedSlowDatabase,
  stoppedWithoutDatabase,
} from "./cases/killed-server.ts";
import { lastLeavesElsewhere, redisDownAtBoot, redisKilled, rolledOut } from "./cases/several-servers.ts";
import type { FaultCase } from "./fault-case.ts";

/** The fault matrix, in order. */
export const faultCases: readonly FaultCase[] = [
  killedMidEdit,
  killedAndAllGone,
  stoppedSlowDatabase,
  stoppedWithoutDatabase,
  awayAndAllLeave,
  awayAtLoad,
  unknownOutcome,
  redisDownAtBoot,
  redisKilled,
  lastLeavesElsewhere,
  bothOffline,
  reopenedOffline,
  wrongClocks,
  spoiledDevices,
  oversizePaste,
  hostileMessages,
  endingTickets,
  downgraded,
  removed,
  outdatedClient,
  retriedCommand,
  failingHooks,
  deadNetwork,
  restoredVersion,
  slowReader,
  clearedThenOffline,
  removedWithEdits,
  rolledOut,
  floods,
];
