import { APICallError, RetryError } from "ai";
import { AppError } from "@backlot/shared/errors/app-error";

/** What a model's refusal or silence means for a person, and what to do about it. Never carries the key. */
export function assistantFailure(error: unknown): AppError {
  const thrown = RetryError.isInstance(error) ? error.lastError : error;
  if (thrown instanceof AppError) return thrown;
  if (!APICallError.isInstance(thrown)) {
    return isUnreachable(thrown)
      ? unreachable(thrown)
      : new AppError("assistant-failed", {
          sentence: "The assistant stopped in the middle of its answer.",
          nextStep: "Ask again.",
          cause: thrown,
        });
  }
  const { statusCode: status } = thrown;
  if (status === undefined) return unreachable(thrown);
  if (status === 401 || status === 403) {
    return new AppError("assistant-failed", {
      sentence: "The assistant's server does not take the key.",
      nextStep: "A producer can set another key in the assistant's settings.",
      cause: thrown,
    });
  }
  if (status === 404) {
    return new AppError("assistant-failed", {
      sentence: "The assistant's server does not know this model, or nothing answers at this address.",
      nextStep: "Check model and address in the assistant's settings.",
      cause: thrown,
    });
  }
  if (status === 429) {
    return new AppError("too-many", {
      sentence: "The assistant's server has too much to do, or its credit is used up.",
      nextStep: "Try again in a minute.",
      cause: thrown,
    });
  }
  if (status >= 500) return unreachable(thrown);
  return new AppError("assistant-failed", {
    sentence: `The assistant's server refused the request (status ${status}).`,
    nextStep: "Ask for less at once, or check the model in the assistant's settings.",
    cause: thrown,
  });
}

/** Nothing came for so long that nothing will. */
export function tooSlow(seconds: number): AppError {
  return new AppError("assistant-unavailable", {
    sentence: `The assistant has said nothing for ${seconds} seconds.`,
    nextStep: "Try again; a model on your own machine may still be loading.",
  });
}

function unreachable(cause: unknown): AppError {
  return new AppError("assistant-unavailable", {
    sentence: "The assistant's server does not answer.",
    nextStep: "Check that it runs and that its address is right, then ask again.",
    cause,
  });
}

function isUnreachable(thrown: unknown): boolean {
  const code = (thrown as { cause?: { code?: unknown }; code?: unknown } | null)?.cause?.code;
  return (
    thrown instanceof TypeError || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "ECONNRESET"
  );
}
