import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { temporalNamespace } from "@backlot/shared/pipeline/contract";
import { writeEngineStatus } from "@backlot/shared/server/engine-status";
import type { Log } from "@backlot/shared/server/logging";
import type { TemporalCli } from "./cli.ts";
import { ensureTemporalCli, NoTemporalError } from "./ensure-cli.ts";
import { keepHistory } from "./namespace.ts";
import {
  choosePorts,
  deleteDatabase,
  endOrphan,
  isComplete,
  markComplete,
  setAside,
  spawnServer,
  type TemporalServer,
} from "./server.ts";

/** Starts without an answer after which the engine is given up. */
const mostTries = 4;

/** The server does not start; the message says what to do. */
class EngineError extends Error {
  override readonly name = "EngineError";
  constructor({ path, version }: TemporalCli, dataDir: string) {
    super(
      `The pipeline engine (Temporal ${version} at ${path}) does not start. ` +
        `${join(dataDir, "logs", "engine.log")} has the reason; when it is mended, start Backlot again.`,
    );
  }
}

export type EngineOptions = {
  dataDir: string;
  log: Log;
  /** Called each time a server answers; `pid` is the server's. */
  onReady: (server: { address: string; pid: number }) => void;
  startLimitMs?: number;
};

/**
 * Keeps one Temporal dev server running: gets the CLI, starts the server, waits until it answers, starts it again when
 * it ends. Tells people how far it is through the engine's status file.
 */
export class Engine {
  readonly #options: EngineOptions;
  #server: TemporalServer | null = null;
  #isWanted = true;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { dataDir, log } = this.#options;
    try {
      writeEngineStatus(dataDir, {
        state: "preparing",
        detail: "Looking for the pipeline engine.",
        progress: 0,
      });
      await endOrphan(dataDir);
      const cli = await ensureTemporalCli({ dataDir, onProgress: (progress) => this.#tell(progress) });
      await this.#keepServer(cli);
    } catch (error) {
      if (!(error instanceof NoTemporalError)) log.error({ err: error }, "the pipeline engine failed");
      writeEngineStatus(dataDir, { state: "failed", detail: (error as Error).message, progress: 0 });
    }
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    const child = this.#server?.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 2_500);
    await ended;
    clearTimeout(timer);
  }

  #tell({ detail, progress }: { detail: string; progress: number }): void {
    writeEngineStatus(this.#options.dataDir, { state: "preparing", detail, progress });
  }

  /** Starts the server again and again while it answers at least once in `mostTries` starts; else says that it failed. */
  async #keepServer(cli: TemporalCli): Promise<void> {
    const { dataDir, log } = this.#options;
    for (let failures = 0; this.#isWanted;) {
      this.#tell({ detail: "Starting the pipeline engine.", progress: 0.99 });
      const server = spawnServer(cli, dataDir, await choosePorts(dataDir));
      this.#server = server;
      const wasReady = await this.#serve(server);
      if (!this.#isWanted) return;
      failures = wasReady ? 0 : failures + 1;
      const { exitCode: code, signalCode } = server.process;
      log.error({ code, signal: signalCode, failures }, "the Temporal server ended");
      if (failures >= mostTries) throw new EngineError(cli, dataDir);
      if (!wasReady) this.#mendDatabase(server, failures);
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** failures, 15_000)));
    }
  }

  /** A file that was never whole is made anew; one that was is put aside, but only when it failed more than once. */
  #mendDatabase({ file }: TemporalServer, failures: number): void {
    if (!isComplete(file)) deleteDatabase(file);
    else if (failures === 2) {
      const aside = setAside(file);
      this.#options.log.error(
        { file: aside },
        "the engine's file cannot be opened and was put aside; runs go on from the database",
      );
    }
  }

  /** Follows one server until it ends; returns whether it ever answered. */
  async #serve({ process: child, address, file }: TemporalServer): Promise<boolean> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.#options.startLimitMs ?? 60_000);
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    void ended.then(() => patience.abort());
    let isReady = false;
    try {
      await untilAnswers(address, patience.signal);
      isReady = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
      if (isReady && child.pid) {
        markComplete(file);
        const detail = "The pipeline engine is ready.";
        writeEngineStatus(this.#options.dataDir, { state: "ready", detail, progress: 1, address });
        this.#options.onReady({ address, pid: child.pid });
      }
    } catch (error) {
      if (this.#isWanted) this.#options.log.error({ err: error }, "the Temporal server does not answer");
      child.kill("SIGKILL");
    } finally {
      clearTimeout(timer);
    }
    await ended;
    return isReady;
  }
}

/**
 * Waits until the server answers for our namespace, and has it keep what ended.
 * @throws Error when it does not answer before `signal` aborts
 */
async function untilAnswers(address: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      return await keepHistory(connection, temporalNamespace).finally(() => connection.close());
    } catch (error) {
      if (signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 150));
      if (signal.aborted) throw error;
    }
  }
}
