import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import type { ChildLog } from "./child-log.ts";

export type Message = { type: string; [detail: string]: unknown };

export type ChildOptions = {
  name: string;
  /** A TypeScript file, relative to the project. */
  script: string;
  /** Recognises the process as this studio's, even after the launcher died: its last argument. */
  dataDir: string;
  /** Read at every start, so that a restart sees what has changed. */
  env: () => Record<string, string>;
  log: ChildLog;
  /** Called for every message of the child, "ready" included. */
  onMessage?: (message: Message) => void;
  /** Called whenever the child starts or ends. */
  onChange?: () => void;
  /** Called when the child ends without being asked to. */
  onCrash?: (reason: string) => void;
};

const shortestPause = 250;
const longestPause = 15_000;
/** A child that lived this long is trusted again: its next restart comes at once. */
const trustedAfter = 20_000;

/**
 * A Node process that is started again, with growing pauses, whenever it ends by itself. It gets a process group of its
 * own, so that Ctrl-C in the terminal reaches only the launcher, and everything it started can be ended with it.
 */
export class SupervisedChild {
  readonly #options: ChildOptions;
  #process: ChildProcess | null = null;
  #isWanted = false;
  #pause = shortestPause;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Whether it runs, or would run again after a pause. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Starts it and waits for "ready". @throws Error when it ends before it was ready for the first time */
  start(): Promise<Message> {
    this.#isWanted = true;
    return new Promise((resolve, reject) => {
      this.#spawn({ onReady: resolve, onEarlyEnd: reject });
    });
  }

  /** Starts it, and keeps starting it until it stays. */
  keep(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#spawn();
  }

  /** Asks it to stop, and ends it with everything it started when that takes longer than `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#restart);
    const child = this.#process;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    child.kill("SIGTERM");
    const timer = setTimeout(() => killGroup(child), graceMs);
    await ended;
    clearTimeout(timer);
  }

  #spawn(first?: { onReady: (message: Message) => void; onEarlyEnd: (error: Error) => void }): void {
    const { script, dataDir, env, log, name, onMessage, onChange } = this.#options;
    const startedAt = Date.now();
    const preload = join(import.meta.dirname, "die-with-parent.ts");
    const child = spawn(
      process.execPath,
      ["--import", preload, join(projectRoot, script), `--data=${dataDir}`],
      {
        cwd: projectRoot,
        env: env(),
        detached: true,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    this.#process = child;
    if (child.stdout) log.follow(child.stdout);
    if (child.stderr) log.follow(child.stderr);
    let isReady = false;
    child.on("message", (message: Message) => {
      isReady ||= message.type === "ready";
      if (message.type === "ready") first?.onReady(message);
      onMessage?.(message);
    });
    child.on("error", (error) => first?.onEarlyEnd(error));
    // What the child had started would keep its pipes open, and "close" would never come.
    child.on("exit", () => killGroup(child));
    // "close" comes after the pipes are drained, so the last words are complete.
    child.on("close", (code, signal) => {
      this.#process = null;
      onChange?.();
      if (!this.#isWanted) return;
      const reason = `${name} ended with ${signal ?? `code ${code}`}`;
      if (first && !isReady) {
        this.#isWanted = false;
        first.onEarlyEnd(new Error(log.lastWords || `${reason}; see its log.`));
        return;
      }
      this.#scheduleRestart(Date.now() - startedAt, reason);
    });
    onChange?.();
  }

  #scheduleRestart(livedMs: number, reason: string): void {
    if (livedMs > trustedAfter) this.#pause = shortestPause;
    this.#options.onCrash?.(reason);
    this.#restart = setTimeout(() => this.#spawn(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
}

function killGroup(child: ChildProcess): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The whole group is gone already.
  }
}
