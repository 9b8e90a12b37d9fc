import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from "@temporalio/client";
import { AppError, errorCodes, type ErrorCode } from "@backlot/shared/errors/app-error";
import type { TemporalClient } from "../engine/temporal.ts";

/** How long a person waits for the engine's answer before being told to try again, ms. */
const patience = 15_000;

/** gRPC codes after which asking the same again gets the same: invalid argument, permission denied, unauthenticated. */
const refusals: ReadonlySet<number> = new Set([3, 7, 16]);

/**
 * Talks to the engine and turns its failures into ours: a refusal keeps its code and sentence, a workflow that is not
 * there is `gone`, and an engine that does not answer is `engine-preparing`.
 */
export async function callEngine<T>(
  temporal: TemporalClient,
  call: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await temporal();
  try {
    return await client.withDeadline(Date.now() + patience, () => call(client));
  } catch (thrown) {
    throw toOurs(thrown);
  }
}

function toOurs(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof WorkflowUpdateFailedError) return refusal(thrown.cause) ?? thrown;
  if (thrown instanceof WorkflowNotFoundError) {
    return new AppError("gone", {
      sentence: "The pipeline engine no longer works on this run.",
      nextStep: "Start a new run: everything that was made is found again.",
      cause: thrown,
    });
  }
  if (isGrpcServiceError(thrown) && refusals.has(thrown.code)) {
    return new AppError("internal", {
      sentence: "The pipeline engine refuses to work for this studio.",
      nextStep: "Whoever runs the studio finds the reason in its log.",
      cause: thrown,
    });
  }
  if (thrown instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(thrown)) {
    return new AppError("engine-preparing", {
      sentence: "The pipeline engine does not answer.",
      nextStep: "Nothing is lost; try again in a moment.",
      cause: thrown,
    });
  }
  return thrown;
}

/** The refusal that the workflow's validator threw, with the sentence that it gave. */
function refusal(cause: unknown): AppError | null {
  const { type, message, details } = (cause ?? {}) as {
    type?: string;
    message?: string;
    details?: { nextStep?: string }[];
  };
  if (type === undefined || !(type in errorCodes)) return null;
  const nextStep = details?.[0]?.nextStep;
  return new AppError(type as ErrorCode, {
    sentence: message ?? "The run refused this.",
    ...(nextStep === undefined ? {} : { nextStep }),
  });
}
