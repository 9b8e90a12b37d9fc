import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from "@temporalio/common";
import type { Failure } from "@backlot/shared/server/database-schema";

/** The sentence for a person inside a failure as a workflow sees it, however deeply it is wrapped. */
export function failureDetail(thrown: unknown): Failure {
  let current: unknown = thrown;
  while (current instanceof ActivityFailure || current instanceof ChildWorkflowFailure)
    current = current.cause;
  if (current instanceof ApplicationFailure) {
    const detail = current.details?.[0] as Partial<Failure> | undefined;
    if (typeof detail?.sentence === "string" && typeof detail.code === "string") return detail as Failure;
    return { code: "internal", sentence: current.message, nextStep: "Retry it; the log has the details." };
  }
  if (current instanceof TimeoutFailure)
    return { code: "internal", sentence: "It took longer than it may take.", nextStep: "Retry it." };
  return {
    code: "internal",
    sentence: "Something went wrong on our side.",
    nextStep: "Retry it; the log has the details.",
  };
}
