import { ApplicationFailure, CancelledFailure } from "@temporalio/common";
import { Context } from "@temporalio/activity";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import type { Failure } from "@backlot/shared/server/database-schema";

/** Tries after which trying the same again is given up, unless a part of the studio is merely away. */
const tries = 3;

/** Whether the studio's own parts (database, documents) were unreachable: they come back, so waiting is right. */
export function isAway(thrown: unknown): boolean {
  if (thrown instanceof AppError) return thrown.code === "documents-unavailable";
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && /^(ECONN|EPIPE|ETIMEDOUT|08|57P)/.test(code)) return true;
  return (
    typeof message === "string" &&
    /connection terminated|timeout exceeded when trying to connect/i.test(message)
  );
}

/**
 * The failure that Temporal is told, from anything an activity throws: its type is our code, its details the sentence
 * for a person. A cancelled activity stays cancelled; one that a stopping worker let go is done again by the next.
 */
export function toFailure(thrown: unknown, context: Context): Error {
  if (context.cancellationSignal.aborted) {
    const why = context.cancellationDetails;
    // `notFound`: the workflow has ended or forgotten this activity, so nobody waits for another try.
    if (why?.cancelRequested === true || why?.timedOut === true || why?.notFound === true)
      return new CancelledFailure("Cancelled");
    return ApplicationFailure.retryable("The worker is stopping", "worker-stopping");
  }
  const error = toAppError(thrown);
  const detail: Failure = {
    code: error.code,
    sentence: error.sentence,
    ...(error.nextStep === undefined ? {} : { nextStep: error.nextStep }),
  };
  return ApplicationFailure.create({
    message: error.sentence,
    type: error.code,
    nonRetryable: !isAway(thrown) && (!error.retryable || context.info.attempt >= tries),
    details: [detail],
    cause: thrown instanceof Error ? thrown : error,
  });
}
