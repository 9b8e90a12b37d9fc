import { Client, Connection, isGrpcServiceError } from "@temporalio/client";
import { writeEngineStatus, type EngineStatus } from "@backlot/shared/server/engine-status";
import type { Log } from "@backlot/shared/server/logging";
import { temporalConnection, type TemporalSettings } from "@backlot/shared/server/temporal-settings";
import { makeNamespace } from "./namespace.ts";

/** Milliseconds between two looks at a cluster that answers, and at one that does not. */
const calmly = 15_000;
const soon = 2_000;

/** How long one look may take. */
const patience = 8_000;

export type ClusterOptions = {
  dataDir: string;
  address: string;
  settings: TemporalSettings;
  log: Log;
  /** Called each time the cluster begins to answer for the namespace. */
  onReady: (server: { address: string; pid: null }) => void;
};

/**
 * Follows a Temporal cluster that others run: waits until it answers, makes the namespace where that is allowed, and goes on
 * looking. Tells people how it is through the engine's status file, in a sentence that says what to do.
 */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #stopped = new AbortController();
  #told = "";

  constructor(options: ClusterOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { address } = this.#options;
    this.#tell({ state: "preparing", detail: `Asking the Temporal cluster at ${address}.`, progress: 0 });
    while (!this.#stopped.signal.aborted) {
      const problem = await this.#look();
      if (this.#stopped.signal.aborted) return;
      if (problem === null) this.#onAnswer();
      else this.#tell({ state: "failed", detail: problem, progress: 0 });
      await this.#pause(problem === null ? calmly : soon);
    }
  }

  stop(): Promise<void> {
    this.#stopped.abort();
    return Promise.resolve();
  }

  #onAnswer(): void {
    const { address } = this.#options;
    const detail = "A Temporal cluster is used.";
    if (this.#tell({ state: "ready", detail, progress: 1, address }))
      this.#options.onReady({ address, pid: null });
  }

  /** Writes the status where it is another than the last; says whether it was. */
  #tell(status: EngineStatus): boolean {
    const said = JSON.stringify(status);
    if (said === this.#told) return false;
    this.#told = said;
    writeEngineStatus(this.#options.dataDir, status);
    return true;
  }

  /** Null when the cluster answers for our namespace, else the sentence that says what is wrong. */
  async #look(): Promise<string | null> {
    const { address, settings, log } = this.#options;
    try {
      const connection = await Connection.connect({
        ...temporalConnection(address, settings),
        connectTimeout: patience,
      });
      try {
        await connection.withDeadline(Date.now() + patience, () => this.#haveNamespace(connection));
        return null;
      } finally {
        await connection.close();
      }
    } catch (thrown) {
      log.warn({ err: thrown, address, namespace: settings.namespace }, "the cluster cannot be used");
      return thrown instanceof NoNamespaceError ? thrown.message : this.#sentenceFor(thrown);
    }
  }

  async #haveNamespace(connection: Connection): Promise<void> {
    const { namespace } = this.#options.settings;
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return;
    } catch (thrown) {
      if (codeOf(thrown) !== grpc.notFound) throw thrown;
    }
    try {
      await makeNamespace(connection, namespace);
    } catch (cause) {
      // Somebody else may have made it in this moment.
      if (codeOf(cause) !== grpc.alreadyExists) throw new NoNamespaceError(this.#options, cause);
    }
    // Every server of a cluster hears of it within seconds; a worker that comes before that would end at once.
    const client = new Client({ connection, namespace });
    while ((await client.workflow.count().catch(() => null)) === null && !this.#stopped.signal.aborted)
      await this.#pause(250);
  }

  #sentenceFor(thrown: unknown): string {
    const { address, settings } = this.#options;
    const code = codeOf(thrown);
    if (code === grpc.unauthenticated || code === grpc.permissionDenied)
      return `The Temporal cluster at ${address} refuses this studio: check TEMPORAL_API_KEY and the client certificate.`;
    const how = settings.tls === false ? "without TLS" : "over TLS";
    return `The Temporal cluster at ${address} does not answer ${how}; it is asked again and again.`;
  }

  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopped;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}

/** The namespace is not there, and may not be made by us. */
class NoNamespaceError extends Error {
  override readonly name = "NoNamespaceError";
  constructor({ address, settings: { namespace } }: ClusterOptions, cause: unknown) {
    super(
      `The Temporal cluster at ${address} has no namespace "${namespace}", and this studio may not make it: ` +
        `make it with "temporal operator namespace create --namespace ${namespace}", or set TEMPORAL_NAMESPACE to one that is there.`,
      { cause },
    );
  }
}

/** gRPC codes that we tell apart. */
const grpc = { notFound: 5, alreadyExists: 6, permissionDenied: 7, unauthenticated: 16 } as const;

function codeOf(thrown: unknown): number | null {
  if (isGrpcServiceError(thrown)) return thrown.code;
  const { cause } = (thrown ?? {}) as { cause?: unknown };
  return cause === undefined ? null : codeOf(cause);
}
