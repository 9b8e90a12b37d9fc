import { parentPort, workerData, type Transferable } from "node:worker_threads";
import { AppError, type ErrorCode, type ErrorDetail } from "@backlot/shared/errors/app-error";

/** What a thread says: its result, or what it refuses, since errors lose their class between threads. */
export type ThreadAnswer<Result> = { result: Result } | { refusal: { code: ErrorCode; detail: ErrorDetail } };

/** Does the work of this thread and answers with it. What is no refusal ends the thread. */
export async function answerInThread<Job, Result>(
  work: (job: Job) => Result | Promise<Result>,
  transfer: (result: Result) => Transferable[] = () => [],
): Promise<void> {
  try {
    const result = await work(workerData as Job);
    parentPort?.postMessage({ result } satisfies ThreadAnswer<Result>, transfer(result));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, sentence, nextStep, field } = thrown;
    const detail = {
      sentence,
      ...(nextStep === undefined ? {} : { nextStep }),
      ...(field === undefined ? {} : { field }),
    };
    parentPort?.postMessage({ refusal: { code, detail } } satisfies ThreadAnswer<Result>);
  }
}
