import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, type ErrorDetail } from "@backlot/shared/errors/app-error";
import type { ThreadAnswer } from "./answer.ts";

type Options = {
  /** The module that the thread runs; it answers by `answerInThread`. */
  file: URL;
  /** How long one piece of work may take. */
  seconds: number;
  /** Memory that one piece of work may fill, in megabytes. */
  megabytes: number;
  /** How many may wait; who comes after them is asked to come again. */
  most: number;
  /** What a person is told when the work takes too long or too much memory. */
  failure: { code: ErrorCode } & ErrorDetail;
};

type Waiting<Job, Result> = { job: Job; promise: Promise<Result>; start: () => Promise<void> };

/**
 * Work that would hold up everybody, in a thread of its own: one piece after the other, so that many take no more memory
 * than one, and none longer than its time. Work of one key that has not begun is done once for all who wait for it, with
 * what the last of them asked.
 */
export class ThreadQueue<Job, Result> {
  readonly #options: Options;
  readonly #waiting = new Map<string, Waiting<Job, Result>>();
  #isBusy = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws AppError `busy` when too many wait, the queue's failure, or what the work itself refuses */
  run(key: string, job: Job): Promise<Result> {
    const same = this.#waiting.get(key);
    if (same !== undefined) {
      same.job = job;
      return same.promise;
    }
    if (this.#waiting.size >= this.#options.most) {
      throw new AppError("busy", {
        sentence: "Too many people are waiting for this just now.",
        nextStep: "Try again in a moment.",
      });
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const entry: Waiting<Job, Result> = {
      job,
      promise,
      start: () => this.#inThread(entry.job).then(resolve, reject),
    };
    this.#waiting.set(key, entry);
    void this.#next();
    return promise;
  }

  async #next(): Promise<void> {
    const first = this.#waiting.entries().next().value;
    if (this.#isBusy || first === undefined) return;
    const [key, entry] = first;
    this.#waiting.delete(key);
    this.#isBusy = true;
    await entry.start();
    this.#isBusy = false;
    void this.#next();
  }

  #inThread(job: Job): Promise<Result> {
    const { file, seconds, megabytes, failure } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const worker = new Worker(file, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    const fail = (cause: unknown) => reject(new AppError(failure.code, { ...failure, cause }));
    const timer = setTimeout(() => fail(new Error(`over ${seconds} s`)), seconds * 1000);
    worker.once("message", (answer: ThreadAnswer<Result>) => {
      if ("refusal" in answer) reject(new AppError(answer.refusal.code, answer.refusal.detail));
      else resolve(answer.result);
    });
    worker.once("error", fail);
    worker.once("exit", (code) => fail(new Error(`The thread ended with ${code} and no answer.`)));
    return promise.finally(() => {
      clearTimeout(timer);
      void worker.terminate();
    });
  }
}
