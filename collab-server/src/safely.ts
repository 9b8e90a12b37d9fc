import type { Log } from "@backlot/shared/server/logging";

/**
 * Runs a hook so that it can never reject. Hocuspocus leaves some hooks unawaited, and there a rejected promise would
 * end the process and everybody's session with it.
 */
export function safely<Payload>(
  log: Log,
  hook: string,
  run: (payload: Payload) => void | Promise<void>,
): (payload: Payload) => Promise<void> {
  return async (payload) => {
    try {
      await run(payload);
    } catch (error) {
      log.error({ err: error, hook }, "a hook failed");
    }
  };
}
