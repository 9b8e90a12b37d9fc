import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Connection } from "@temporalio/client";
import { temporalNamespace } from "@backlot/shared/pipeline/contract";

/** The real Temporal dev server on a file of its own, for tests. */
export type TestTemporal = {
  address: string;
  /** Ends the server outright, as a crash would. */
  kill: () => Promise<void>;
  /** Starts it again on the same port and file. */
  start: () => Promise<void>;
};

/** The CLI from `TEMPORAL_CLI`, PATH or the user's cache; throws a sentence when it is nowhere. */
export function findTemporalCli(env: NodeJS.ProcessEnv = process.env): string {
  const cached = join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "backlot", "temporal-1.8.2");
  const onPath = (env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "temporal"));
  const found = [env["TEMPORAL_CLI"] ?? "", ...onPath, cached].find(isProgram);
  if (found === undefined) throw new Error("The Temporal CLI was not found: set TEMPORAL_CLI to its path.");
  return found;
}

/**
 * Starts the server below `folder` and waits until its namespace answers. `suggestNewAfter` events of a history it says that the
 * workflow had better continue as new, which takes thousands otherwise.
 */
export async function startTemporal(
  folder: string,
  { suggestNewAfter }: { suggestNewAfter?: number | undefined } = {},
): Promise<TestTemporal> {
  mkdirSync(folder, { recursive: true });
  const [port, httpPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const words = [
      ...["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", String(port)],
      ...["--http-port", String(httpPort), "--metrics-port", String(metricsPort)],
      ...["--namespace", temporalNamespace, "--db-filename", join(folder, "temporal.db")],
      ...["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"],
      ...["--dynamic-config-value", "system.enableActivityEagerExecution=true"],
      ...(suggestNewAfter === undefined
        ? []
        : ["--dynamic-config-value", `limit.historyCount.suggestContinueAsNew=${suggestNewAfter}`]),
      ...["--log-format", "json", "--log-level", "error"],
    ];
    const started = spawn(findTemporalCli(), words, { stdio: "ignore" });
    child = started;
    for (;;) {
      if (started.exitCode !== null) throw new Error(`The Temporal server ended with ${started.exitCode}.`);
      if (await answers(address)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function kill(): Promise<void> {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await gone;
  }

  await start();
  return { address, kill, start };
}

async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 500 });
    try {
      await connection.workflowService.describeNamespace({ namespace: temporalNamespace });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

function isProgram(path: string): boolean {
  if (path === "") return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
