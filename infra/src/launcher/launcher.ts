import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeEngineStatus, writeWorkerStatus } from "@backlot/shared/server/engine-status";
import { takeLock, type Lock } from "@backlot/shared/server/lock";
import { isTemporalVariable } from "@backlot/shared/server/temporal-settings";
import pg from "pg";
import { buildClient } from "../client/build.ts";
import { clearRunState, endLeftovers, writeRunState, type RunState } from "../data/run-file.ts";
import { openSecrets, type Secrets } from "../data/secrets.ts";
import { migrate, readMigrations } from "../database/migrate.ts";
import { ChildLog } from "../process/child-log.ts";
import { freePort, nextFreePort } from "../process/free-port.ts";
import { SupervisedChild, type Message } from "../process/supervised-child.ts";
import { projectRoot } from "../project-root.ts";
import { ensureParts } from "../system/ensure-parts.ts";
import { partsEnvironment, type SystemParts } from "../system/parts.ts";
import { defaultPort, type LauncherConfig } from "./config.ts";

type ChildName = "database" | "studio" | "engine" | "worker";

export type LauncherOptions = {
  config: LauncherConfig;
  say: (line: string) => void;
  /** Least important level of the children's lines on the terminal. */
  terminalLevel?: string;
};

/** How long each child may take to stop, in milliseconds; together less than the ten seconds that a stop may take. */
const grace: Record<ChildName, number> = { worker: 2_500, studio: 3_000, engine: 1_500, database: 1_200 };

/**
 * Starts the parts of one studio in order, keeps them running and stops them in the opposite order: people's words are
 * flushed while the database still answers.
 */
export class Launcher {
  readonly #options: LauncherOptions;
  readonly #children = new Map<ChildName, SupervisedChild>();
  readonly #logs: ChildLog[] = [];
  readonly #state: RunState;
  #lock: Lock | null = null;
  #secrets: Secrets | null = null;
  #parts: SystemParts | null = null;
  #databaseUrl = "";
  #studioPort = 0;
  #stopping: Promise<void> | null = null;
  /** Ends of the worker since it last took work. */
  #workerEnds = 0;

  constructor(options: LauncherOptions) {
    this.#options = options;
    this.#state = {
      pid: process.pid,
      url: null,
      ownerLink: null,
      databasePort: null,
      temporalAddress: null,
      isWorkerReady: false,
      pids: { database: null, studio: null, engine: null, temporal: null, worker: null },
    };
  }

  /** Opens the studio. The pipeline engine goes on preparing itself afterwards. */
  async start(): Promise<{ url: string; ownerLink: string | null }> {
    const { config, say } = this.#options;
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    this.#lock = takeLock(join(config.dataDir, "lock"));
    await endLeftovers(config.dataDir);
    this.#secrets = openSecrets(config.dataDir);
    const [parts] = await Promise.all([ensureParts({ say }), buildClient({ say }), this.#openDatabase()]);
    this.#parts = parts;
    await this.#openStudio();
    this.#onWorker(false);
    this.#openEngine();
    const { url, ownerLink } = this.#state;
    return { url: url ?? "", ownerLink };
  }

  /** Where the studio process listens on this machine. */
  get studioPort(): number {
    return this.#studioPort;
  }

  /** Starts a process again, for example because its sources changed. */
  async restart(name: "studio" | "worker"): Promise<void> {
    const child = this.#children.get(name);
    if (this.#stopping || !child?.isWanted) return;
    await child.stop(grace[name]);
    if (!this.#stopping) child.keep();
  }

  /** Ends every child, the ones that depend on others first. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop());
  }

  async #stop(): Promise<void> {
    const endAll = setTimeout(() => this.#children.forEach((child) => void child.stop(0)), 8_500);
    for (const name of ["worker", "studio", "engine", "database"] as const) {
      await this.#children.get(name)?.stop(grace[name]);
    }
    clearTimeout(endAll);
    for (const log of this.#logs) log.close();
    if (!this.#lock) return;
    clearRunState(this.#options.config.dataDir);
    this.#lock.release();
  }

  async #openDatabase(): Promise<void> {
    const { databaseUrl, dataDir } = this.#options.config;
    if (databaseUrl) {
      this.#databaseUrl = databaseUrl;
    } else {
      const password = this.#secrets?.databasePassword ?? "";
      const port = await freePort();
      const env = { BACKLOT_DATA: dataDir, DATABASE_PORT: String(port), DATABASE_PASSWORD: password };
      await this.#child("database", "infra/src/database/main.ts", () => env).start();
      this.#databaseUrl = `postgres://backlot:${password}@127.0.0.1:${port}/postgres`;
      this.#state.databasePort = port;
    }
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    try {
      await migrate(client, await readMigrations(join(projectRoot, "infra", "migrations")));
    } finally {
      await client.end();
    }
  }

  async #openStudio(): Promise<void> {
    const { config } = this.#options;
    this.#studioPort = await this.#choosePort();
    const url = config.publicUrl ?? `http://localhost:${this.#studioPort}`;
    const studio = this.#child("studio", "infra/src/studio.ts", () => ({
      ...this.#serviceEnvironment(),
      BACKLOT_PORT: String(this.#studioPort),
      BACKLOT_HOST: config.host,
      BACKLOT_PUBLIC_URL: url,
      // A studio that returns after a crash leaves the link alone that was printed.
      BACKLOT_OWNER_LINK: this.#state.url === null ? "make" : "keep",
    }));
    const { ownerLink } = await studio.start();
    this.#state.url = url;
    this.#state.ownerLink = typeof ownerLink === "string" ? new URL(ownerLink, url).href : null;
    this.#record();
  }

  async #choosePort(): Promise<number> {
    const { port, host } = this.#options.config;
    if (port === 0) return freePort();
    return port ?? (await nextFreePort(defaultPort, host));
  }

  #openEngine(): void {
    const { engine, dataDir, temporalAddress } = this.#options.config;
    if (engine === "off") {
      writeEngineStatus(dataDir, {
        state: "failed",
        detail: "The pipeline engine is switched off.",
        progress: 0,
      });
      return;
    }
    const cluster = temporalAddress ? { TEMPORAL_ADDRESS: temporalAddress, ...clusterEnvironment() } : {};
    this.#child("worker", "workflows/src/main.ts", () => ({
      ...this.#serviceEnvironment(),
      ...cluster,
      TEMPORAL_ADDRESS: this.#state.temporalAddress ?? "",
    }));
    this.#child("engine", "infra/src/temporal/main.ts", () => ({ BACKLOT_DATA: dataDir, ...cluster })).keep();
  }

  /** The Temporal server answers: the worker starts, or starts again when the address is another one. */
  #onEngineReady({ server }: Message): void {
    const { address, pid } = server as { address: string; pid: number | null };
    const hasMoved = this.#state.temporalAddress !== null && this.#state.temporalAddress !== address;
    this.#state.temporalAddress = address;
    this.#state.pids.temporal = pid;
    this.#record();
    const worker = this.#children.get("worker");
    if (this.#stopping || !worker) return;
    if (hasMoved) void worker.stop(grace.worker).then(() => worker.keep());
    else worker.keep();
  }

  /** Whether work is taken, for people and for tests; a worker that ended three times without taking any is said to fail. */
  #onWorker(isReady: boolean): void {
    const { dataDir } = this.#options.config;
    this.#state.isWorkerReady = isReady;
    if (isReady) this.#workerEnds = 0;
    const state = isReady ? "ready" : this.#workerEnds >= 3 ? "failing" : "starting";
    if (!this.#stopping) writeWorkerStatus(dataDir, { state, log: join(dataDir, "logs", "worker.log") });
  }

  #serviceEnvironment(): Record<string, string> {
    const secrets = this.#secrets;
    if (!secrets || !this.#parts) throw new Error("A service was started before its surroundings.");
    const { dataDir, temporalAddress } = this.#options.config;
    return {
      BACKLOT_DATA: dataDir,
      DATABASE_URL: this.#databaseUrl,
      STUDIO_URL: `http://127.0.0.1:${this.#studioPort}`,
      TICKET_SECRET: secrets.ticketSecret,
      AUTH_SECRET: secrets.authSecret,
      ENCRYPTION_KEY: secrets.encryptionKey,
      SERVICE_TOKEN: secrets.serviceToken,
      // Where the engine is, and how far, is in its status.
      ...(temporalAddress ? clusterEnvironment() : {}),
      ...partsEnvironment(this.#parts),
    };
  }

  #child(name: ChildName, script: string, env: () => Record<string, string>): SupervisedChild {
    if (this.#stopping) throw new Error("It was stopped while it started.");
    const { config, say, terminalLevel = "warn" } = this.#options;
    const file = join(config.dataDir, "logs", `${name}.log`);
    const log = new ChildLog({ name, file, terminalLevel, print: say });
    const child: SupervisedChild = new SupervisedChild({
      name,
      script,
      dataDir: config.dataDir,
      env: () => ({ ...inherited(), ...env() }),
      log,
      onMessage: (message) => {
        if (message.type !== "ready") return;
        if (name === "engine") this.#onEngineReady(message);
        if (name === "worker") this.#onWorker(true);
        this.#record();
      },
      onChange: () => {
        this.#state.pids[name] = child.pid;
        if (name === "engine" && child.pid === null) this.#state.pids.temporal = null;
        if (name === "worker") this.#onWorker(false);
        this.#record();
      },
      onCrash: (reason) => {
        if (name === "worker") this.#workerEnds += 1;
        say(`${reason}; starting it again. Its log: ${file}`);
      },
    });
    this.#logs.push(log);
    this.#children.set(name, child);
    return child;
  }

  #record(): void {
    if (this.#lock && !this.#stopping) writeRunState(this.#options.config.dataDir, this.#state);
  }
}

/** What children get of the launcher's own environment: all but the secrets and addresses that we set ourselves. */
function inherited(): Record<string, string> {
  const given = Object.entries(process.env as Record<string, string>);
  return Object.fromEntries(given.filter(([name]) => name !== "DATABASE_URL" && !isTemporalVariable(name)));
}

/** How a cluster is reached, for the children that reach it; the embedded server is reached without. */
function clusterEnvironment(): Record<string, string> {
  const given = Object.entries(process.env as Record<string, string>);
  return Object.fromEntries(
    given.filter(([name]) => name !== "TEMPORAL_ADDRESS" && isTemporalVariable(name)),
  );
}
