import { fork, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export type ServerOptions = {
  databasePort: number;
  databaseName: string;
  ticketSecret: string;
  serviceToken: string;
  spillDir: string;
  redisUrl?: string | undefined;
  /** A hook that fails for one document, by throwing at once or by rejecting. */
  failing?: { hook: string; document: string; how: "throws" | "rejects" } | undefined;
  /** Whether `setClock` works. */
  canShiftClock?: true | undefined;
};

export type ServerProcess = {
  readonly port: number;
  /** Everything that it wrote, for the report of a failure. */
  output: () => string;
  /** How it ended: its exit code, or the signal; null while it lives. */
  ended: () => number | string | null;
  /** Sends a signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<number | string>;
  /** Makes its clock jump, ms ahead of the right time. */
  setClock: (offsetMs: number) => void;
  health: () => Promise<{
    documents: number;
    sleeping: number;
    connections: number;
    pendingRows: number;
    bus: "alone" | "reachable" | "away";
  }>;
  /** How much memory it takes; null where the system does not say. */
  memoryBytes: () => number | null;
};

/** The collab-server as production runs it, in a process of its own, on a free port of this machine. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const { failing } = options;
  const program = failing === undefined ? "../main.ts" : "./broken-main.ts";
  const child = fork(new URL(program, import.meta.url), {
    env: {
      ...process.env,
      ...(failing === undefined
        ? {}
        : { FAILING_HOOK: failing.hook, FAILING_DOCUMENT: failing.document, FAILING_HOW: failing.how }),
      DATABASE_URL: `postgres://backlot:test@127.0.0.1:${options.databasePort}/${options.databaseName}`,
      TICKET_SECRET: options.ticketSecret,
      SERVICE_TOKEN: options.serviceToken,
      SPILL_DIR: options.spillDir,
      PORT: "0",
      BACKLOT_LOG_LEVEL: "warn",
      ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    },
    execArgv:
      options.canShiftClock === true
        ? ["--import", new URL("./wrong-clock.ts", import.meta.url).pathname]
        : [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let written = "";
  const keep = (chunk: Buffer) => (written = (written + chunk.toString()).slice(-40_000));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let how: number | string | null = null;
  const gone = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => resolve((how = code ?? signal ?? "unknown")));
  });
  // A harness that dies must not leave servers behind.
  const onExit = () => child.kill("SIGKILL");
  process.once("exit", onExit);
  void gone.then(() => process.off("exit", onExit));
  const port = await readyPort(child, () => written);
  return {
    port,
    output: () => written,
    ended: () => how,
    end(signal) {
      child.kill(signal);
      return gone;
    },
    setClock: (offsetMs) => void child.send({ type: "clock", offsetMs }),
    memoryBytes() {
      const path = `/proc/${child.pid}/status`;
      const [, kibibytes] = existsSync(path) ? (/VmRSS:\s+(\d+)/.exec(readFileSync(path, "utf8")) ?? []) : [];
      return kibibytes === undefined ? null : Number(kibibytes) * 1_024;
    },
    async health() {
      return (await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()) as never;
    },
  };
}

function readyPort(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.\n${output()}`)));
    child.on("message", (message: { type?: string; port?: number }) => {
      if (message.type === "ready" && message.port !== undefined) resolve(message.port);
    });
  });
}
