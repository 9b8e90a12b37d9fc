import { readFileSync, renameSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
  state: z.enum(["preparing", "ready", "failed"]),
  /** A sentence for people: what is being prepared, or what failed and what to do. */
  detail: z.string(),
  /** From 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Where Temporal answers, once it is ready. */
  address: z.string().optional(),
});

/** How far the pipeline engine (the Temporal server) is. */
export type EngineStatus = z.infer<typeof schema>;

export type EngineStatusReader = {
  current: () => EngineStatus;
  /** Calls back on every change, within half a second; returns a function that stops it. */
  subscribe: (callback: (status: EngineStatus) => void) => () => void;
};

const unknown: EngineStatus = { state: "preparing", detail: "The pipeline engine is starting.", progress: 0 };

const workerSchema = z.object({
  state: z.enum(["starting", "ready", "failing"]),
  /** Where its log is, for whoever looks why it fails. */
  log: z.string(),
});

/** How far the worker is, which does what the engine says. */
export type WorkerStatus = z.infer<typeof workerSchema>;

function fileOf(dataDir: string): string {
  return join(dataDir, "engine.json");
}

function workerFileOf(dataDir: string): string {
  return join(dataDir, "worker.json");
}

/** The launcher's word on the worker; null where nobody has told. */
function readWorker(dataDir: string): WorkerStatus | null {
  try {
    return workerSchema.parse(JSON.parse(readFileSync(workerFileOf(dataDir), "utf8")));
  } catch {
    return null;
  }
}

/** An engine without a worker does nothing: what a person sees is the state of both. The address stays, for it does answer. */
function withWorker(engine: EngineStatus, worker: WorkerStatus | null): EngineStatus {
  if (engine.state !== "ready" || worker === null || worker.state === "ready") return engine;
  if (worker.state === "starting")
    return { ...engine, state: "preparing", detail: "Starting the pipeline's worker.", progress: 0.99 };
  const detail = `The pipeline's worker does not stay up. ${worker.log} has the reason; it is tried again and again.`;
  return { ...engine, state: "failed", detail, progress: 0 };
}

/** Reads the status that the launcher and the engine keep in the data directory. */
export function engineStatusReader(dataDir: string): EngineStatusReader {
  const files = [fileOf(dataDir), workerFileOf(dataDir)];
  function current(): EngineStatus {
    try {
      const engine = schema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
      return withWorker(engine, readWorker(dataDir));
    } catch {
      return unknown;
    }
  }
  function subscribe(callback: (status: EngineStatus) => void): () => void {
    const listener = () => callback(current());
    for (const file of files) watchFile(file, { interval: 400, persistent: false }, listener);
    return () => {
      for (const file of files) unwatchFile(file, listener);
    };
  }
  return { current, subscribe };
}

/** Writes the status in one step, so that a reader never sees half of it. */
export function writeEngineStatus(dataDir: string, status: EngineStatus): void {
  writeInOneStep(fileOf(dataDir), status);
}

/** Tells how far the worker is, in one step. */
export function writeWorkerStatus(dataDir: string, status: WorkerStatus): void {
  writeInOneStep(workerFileOf(dataDir), status);
}

function writeInOneStep(file: string, status: EngineStatus | WorkerStatus): void {
  writeFileSync(`${file}.new`, JSON.stringify(status));
  renameSync(`${file}.new`, file);
}

/** The reader where no launcher tells how far a cluster (`TEMPORAL_ADDRESS`) is: it counts as ready. */
export function clusterStatus(address: string): EngineStatusReader {
  const status: EngineStatus = {
    state: "ready",
    detail: "A Temporal cluster is used.",
    progress: 1,
    address,
  };
  return { current: () => status, subscribe: () => () => {} };
}
