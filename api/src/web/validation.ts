import type { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";

type Outcome = { success: true } | { success: false; error: z.ZodError };

/** Validation hook of every router: the first thing that is wrong, with its field and a sentence. */
export function refuseInvalid(outcome: Outcome): void {
  if (outcome.success) return;
  const issue = outcome.error.issues[0];
  throw new AppError("bad-request", {
    sentence: issue === undefined ? "The request is not valid." : sentenceOf(issue),
    field: issue?.path.join(".") ?? "",
    cause: outcome.error,
  });
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.join(".");
  if (field === "") return ended(issue.message);
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return `"${field}" is missing.`;
  }
  // A message of our own is a sentence already; zod's start with these words.
  return /^(Invalid|Too|Unrecognized)/.test(issue.message)
    ? ended(`"${field}" will not do: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`)
    : ended(issue.message);
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
