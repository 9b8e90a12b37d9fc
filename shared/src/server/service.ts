/**
 * How a process of Backlot lives under the launcher: it says when it is ready, and it stops once, whatever asks for it
 * (a signal, the launcher's death). Started by hand it behaves the same.
 */
export type ReadyMessage = { type: "ready"; [detail: string]: unknown };

/** Tells the launcher that this process answers; extra fields reach the launcher as they are. */
export function announceReady(detail: Record<string, unknown> = {}): void {
  process.send?.({ type: "ready", ...detail } satisfies ReadyMessage);
}

/**
 * Runs `stop` once on SIGTERM, SIGINT, SIGHUP or when the launcher is gone, then exits: 0 when it went well, 1 when it
 * threw or took longer than `deadlineMs`.
 */
export function onStop(stop: () => Promise<void>, { deadlineMs = 6_000 } = {}): void {
  let isStopping = false;
  async function once(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), deadlineMs).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  }
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void once());
  if (!process.connected) return;
  process.on("disconnect", () => void once());
  // Without this the channel alone would keep a process alive that has nothing left to do.
  process.channel?.unref();
}
