import { AppError, errorCodes, type ErrorBody, type ErrorCode } from "@backlot/shared/errors/app-error";
import { formatOf, refuseLarge } from "@backlot/shared/screenplay/script-format";
import type { Understood } from "@backlot/shared/screenplay/understood";
import type { FromReader, ToReader } from "./reader-messages.ts";

/** Longer than the slowest honest file takes on a small machine, in ms. */
const longestReading = 90_000;

/**
 * Reads a script file in a worker of its own. An abort ends it at once, whatever it is doing.
 *
 * @throws AppError with the reason why the file is refused; `cancelled` after an abort
 */
export async function readScriptFile(file: File, signal: AbortSignal): Promise<Understood> {
  // By name and size first: a file that is too large is not even loaded.
  refuseLarge(formatOf(file.name, new Uint8Array(await file.slice(0, 1024).arrayBuffer())), file.size);
  const worker = new Worker(new URL("./understand.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<Understood>((resolve, reject) => {
      const ends = AbortSignal.any([signal, AbortSignal.timeout(longestReading)]);
      ends.addEventListener("abort", () => reject(stopped(signal.aborted)));
      worker.addEventListener("message", ({ data }: MessageEvent<FromReader>) => {
        if ("understood" in data) resolve(data.understood);
        else reject(failureOf(data.failure));
      });
      worker.addEventListener("error", () => reject(failed()));
      worker.postMessage({ name: file.name, file } satisfies ToReader);
    });
  } finally {
    worker.terminate();
  }
}

function stopped(isWanted: boolean): AppError {
  if (isWanted) return new AppError("cancelled", { sentence: "Reading was cancelled." });
  return new AppError("bad-file", {
    sentence: "The file takes longer to read than any screenplay.",
    nextStep: "Save it again from the program that it was written in.",
  });
}

function failed(): AppError {
  return new AppError("internal", {
    sentence: "The file could not be read here.",
    nextStep: "Reload the page and try again.",
  });
}

function failureOf({ error }: ErrorBody): AppError {
  const code: ErrorCode = error.code in errorCodes ? (error.code as ErrorCode) : "internal";
  return new AppError(code, {
    sentence: error.sentence,
    ...(error.nextStep === undefined ? {} : { nextStep: error.nextStep }),
  });
}
