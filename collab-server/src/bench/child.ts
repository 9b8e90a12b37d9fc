import { fork } from "node:child_process";
import type { ServerReport } from "./report-server.ts";

export type MeasuredChild = {
  port: number;
  report: () => Promise<ServerReport>;
  stop: () => Promise<void>;
};

/** A server in a process of its own, on a free port, that can be asked how it fares. */
export async function startChild(file: URL, env: Record<string, string> = {}): Promise<MeasuredChild> {
  const child = fork(file, {
    env: { ...process.env, BACKLOT_LOG_LEVEL: "error", ...env },
    execArgv: ["--expose-gc", "--import", new URL("./report-server.ts", import.meta.url).href],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${file.pathname} ended with ${code}.`)));
    child.on("message", (message: { type?: string; port?: number }) => {
      if (message.type === "ready" && message.port !== undefined) resolve(message.port);
    });
  });
  return {
    port,
    report: () =>
      new Promise((resolve) => {
        const hear = (message: unknown): void => {
          if ((message as { type?: string }).type !== "report") return;
          child.off("message", hear);
          resolve(message as ServerReport);
        };
        child.on("message", hear);
        child.send({ type: "report" });
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
        setTimeout(() => child.kill("SIGKILL"), 8_000).unref();
      }),
  };
}
