/**
 * Preloaded into every child process: when the launcher is gone, however it went, the child has some seconds to stop
 * by itself and is then ended, so that nothing is left behind.
 */
if (process.connected) {
  process.once("disconnect", () => setTimeout(() => process.exit(1), 7_000).unref());
  process.channel?.unref();
}
