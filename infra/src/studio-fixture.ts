import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "@backlot/shared/server/process-identity";
import { openSecrets } from "./data/secrets.ts";
import { readRunState, type RunState } from "./data/run-file.ts";
import { projectRoot } from "./project-root.ts";

export type ProcessName = "launcher" | "database" | "studio" | "engine" | "temporal" | "worker";

export type StudioOptions = {
  /** Kept after `stop`; without one a temporary directory is used and deleted. */
  dataDir?: string;
  /** 0, the default, takes any free port. */
  port?: number;
  env?: Record<string, string>;
  /** Starts the pipeline engine and the worker as well, and waits for both. */
  withTemporal?: boolean;
};

export type Studio = {
  url: string;
  /** Makes the owner's account; null once there is one. */
  ownerLink: string | null;
  dataDir: string;
  /** The service token: `Authorization: Bearer <token>` acts as this machine's operator. */
  token: string;
  databaseUrl: string;
  /** Everything the launcher wrote on the terminal so far. */
  output: () => string;
  pids: () => RunState["pids"];
  /** Kills one process outright (SIGKILL). Returns once it is gone. */
  kill: (name: ProcessName) => Promise<void>;
  /** Waits until a process runs again that is not `notPid`, and returns its id. */
  waitFor: (name: Exclude<ProcessName, "launcher">, notPid?: number | null) => Promise<number>;
  /** Stops the studio like Ctrl-C does. Returns its exit code. */
  stop: () => Promise<number | null>;
};

/** Starts a whole studio the way `npm start` does, as a child process, for tests. */
export async function startStudio(options: StudioOptions = {}): Promise<Studio> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "backlot-studio-"));
  const launcher = spawn(process.execPath, [join(projectRoot, "infra", "src", "start.ts")], {
    cwd: projectRoot,
    env: {
      ...process.env,
      BACKLOT_DATA: dataDir,
      BACKLOT_PORT: String(options.port ?? 0),
      BACKLOT_ENGINE: options.withTemporal ? "embedded" : "off",
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  launcher.stdout?.on("data", (chunk) => (output += chunk));
  launcher.stderr?.on("data", (chunk) => (output += chunk));

  const state = () => readRunState(dataDir);
  const pidOf = (name: ProcessName) => (name === "launcher" ? launcher.pid : state()?.pids[name]) ?? null;
  const isGone = () => launcher.exitCode !== null || launcher.signalCode !== null;
  async function until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (isGone()) throw new Error(`The studio ended before ${what}:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  try {
    const { url } = await until("it was open", () =>
      output.includes("Backlot is open at") ? state() : null,
    );
    if (options.withTemporal) await until("its worker took work", () => state()?.isWorkerReady);
    return {
      url: url ?? "",
      ownerLink: state()?.ownerLink ?? null,
      dataDir,
      token: openSecrets(dataDir).serviceToken,
      databaseUrl: databaseUrlOf(dataDir),
      output: () => output,
      pids: () =>
        state()?.pids ?? { database: null, studio: null, engine: null, temporal: null, worker: null },
      kill: async (name) => {
        const pid = pidOf(name);
        if (pid === null) throw new Error(`There is no ${name} to kill.`);
        process.kill(pid, "SIGKILL");
        while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
      },
      waitFor: (name, notPid = null) =>
        until(`the ${name} ran`, () => {
          const pid = pidOf(name);
          return pid !== null && pid !== notPid && isAlive(pid) && pid;
        }),
      stop: async () => {
        const code = await end(launcher);
        if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
        return code;
      },
    };
  } catch (error) {
    await end(launcher);
    if (!options.dataDir && existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function databaseUrlOf(dataDir: string): string {
  const port = readRunState(dataDir)?.databasePort;
  return `postgres://backlot:${openSecrets(dataDir).databasePassword}@127.0.0.1:${port}/postgres`;
}

function end(launcher: ChildProcess): Promise<number | null> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return Promise.resolve(launcher.exitCode);
  return new Promise((resolve) => {
    launcher.once("exit", (code) => resolve(code));
    launcher.kill("SIGTERM");
  });
}
