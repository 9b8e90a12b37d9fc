/**
 * Loaded into every server that is measured: tells its memory after a collection, in bytes, and how long whoever came
 * to it since the last report had to wait for its thread.
 */
export type ServerReport = {
  type: "report";
  rss: number;
  heap: number;
  /** Processor time of the whole process since it began, ms: what another load of the machine does not change. */
  cpuMs: number;
  longestStallMs: number;
  /** The most processor time that its thread spent between two looks, ms: a stall without what other programs took. */
  longestWorkMs: number;
  /** So long at most waited 99 of 100 who came at any moment, ms. */
  stallP99Ms: number;
};

const everyMs = 5;

/** How often a wait of so many milliseconds was seen. */
let waits = new Map<number, number>();
let last = performance.now();
let worked = threadMs();
let longestWorkMs = 0;
setInterval(() => {
  const now = performance.now();
  const work = threadMs();
  longestWorkMs = Math.max(longestWorkMs, work - worked);
  worked = work;
  // A stall is met by everybody who comes while it lasts, the later the shorter; one timer alone would count it once.
  for (let wait = now - last - everyMs; wait > 0; wait -= everyMs) {
    const ms = Math.round(wait);
    waits.set(ms, (waits.get(ms) ?? 0) + 1);
  }
  waits.set(0, (waits.get(0) ?? 0) + 1);
  last = now;
}, everyMs).unref();

/** Processor time of this thread, ms. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function waitsUpTo(share: number): number {
  const sorted = [...waits].toSorted(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [ms, count] of sorted) {
    seen += count;
    if (seen >= all * share) return ms;
  }
  return 0;
}

// Whoever measures may be stopped at any time, and nobody would stop this server then.
process.on("disconnect", () => process.exit());
process.on("message", (message) => {
  if ((message as { type?: string }).type !== "report") return;
  const [longestStallMs, stallP99Ms] = [waitsUpTo(1), waitsUpTo(0.99)];
  const longestWork = longestWorkMs;
  const { gc } = globalThis as { gc?: (how: object) => void };
  // One that also gives pages back, as V8 does by itself when memory is short: others keep what was once needed at most.
  const collect = () => gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
  // Twice, with a pause: what the first one frees of buffers is given back by the second.
  collect();
  setTimeout(() => {
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const report: ServerReport = {
      type: "report",
      rss,
      heap: heapUsed + external,
      cpuMs: (user + system) / 1_000,
      longestStallMs,
      longestWorkMs: longestWork,
      stallP99Ms,
    };
    // The stalls of these collections are nobody's.
    waits = new Map();
    last = performance.now();
    worked = threadMs();
    longestWorkMs = 0;
    process.send?.(report);
  }, 300);
});
process.channel?.unref();
