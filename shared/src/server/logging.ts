import { pino, type Logger } from "pino";

export type Log = Logger;

export type LogOptions = {
  /** Which process writes: "studio", "worker", "database" … */
  name: string;
  /** Least important level that is written; `BACKLOT_LOG_LEVEL` when not given, else "info". */
  level?: string;
};

/**
 * A logger of JSON lines on standard output, with ISO times. Add what a line is about with `child`:
 * `log.child({ projectId, runId, requestId })`.
 */
export function createLog({ name, level }: LogOptions): Log {
  return pino({
    name,
    level: level ?? process.env.BACKLOT_LOG_LEVEL ?? "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ["req.headers.authorization", "req.headers.cookie", "*.apiKey", "*.secret", "*.token"],
  });
}

/** A logger that writes nothing, for tests. */
export function silentLog(): Log {
  return pino({ level: "silent" });
}
