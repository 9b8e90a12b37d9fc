import type { Extension } from "@hocuspocus/server";
import type { Log } from "@backlot/shared/server/logging";
import { safely } from "./safely.ts";
import type { Context } from "./seat.ts";

/** Hooks whose promise Hocuspocus does not wait for: a rejection there ends the process, and with it everybody's session. */
const unawaited = [
  "onChange",
  "onStateless",
  "onAwarenessUpdate",
  "beforeBroadcastStateless",
  "onTokenSync",
  "onDisconnect",
  "afterUnloadDocument",
] as const satisfies (keyof Extension<Context>)[];

/** The same extension, none of whose unawaited hooks can reject, whatever is added to it later. */
export function guarded(extension: Extension<Context>, log: Log): Extension<Context> {
  const safe: Extension<Context> = { ...extension };
  for (const hook of unawaited) {
    const run = extension[hook] as ((payload: never) => Promise<void>) | undefined;
    if (run !== undefined) Object.assign(safe, { [hook]: safely(log, hook, run.bind(extension)) });
  }
  return safe;
}
