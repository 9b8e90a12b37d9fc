import { z } from "zod";

/**
 * The one table of what can go wrong: stable code → HTTP status, and whether trying the same again can help.
 * Temporal failures carry the code as their type.
 */
export const errorCodes = {
  "bad-request": { status: 400, retryable: false },
  "bad-file": { status: 422, retryable: false },
  "too-large": { status: 413, retryable: false },
  "unsupported-media": { status: 415, retryable: false },
  "signed-out": { status: 401, retryable: false },
  "not-allowed": { status: 403, retryable: false },
  "not-found": { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  gone: { status: 410, retryable: false },
  "too-many": { status: 429, retryable: true },
  "budget-exceeded": { status: 402, retryable: false },
  "preflight-failed": { status: 422, retryable: false },
  busy: { status: 503, retryable: true },
  "engine-preparing": { status: 503, retryable: true },
  "documents-unavailable": { status: 503, retryable: true },
  "media-tool-failed": { status: 500, retryable: true },
  "draw-failed": { status: 500, retryable: true },
  "assistant-off": { status: 409, retryable: false },
  "assistant-failed": { status: 502, retryable: false },
  "assistant-unavailable": { status: 503, retryable: true },
  cancelled: { status: 409, retryable: false },
  "tool-missing": { status: 500, retryable: false },
  internal: { status: 500, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

export type ErrorDetail = {
  /** One sentence for a person: what happened. */
  sentence: string;
  /** One sentence for a person: what to do about it. */
  nextStep?: string;
  /** The input field that is wrong, as a dotted path. */
  field?: string;
  /** For the log only; never sent to a person. */
  cause?: unknown;
};

/** The body of every failed answer of the API. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    sentence: z.string(),
    nextStep: z.string().optional(),
    field: z.string().optional(),
    requestId: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/**
 * A failure that a person can act on. Thrown by every layer; turned into an HTTP answer or a Temporal
 * failure in one place each.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly nextStep: string | undefined;
  readonly field: string | undefined;

  constructor(code: ErrorCode, detail: ErrorDetail) {
    super(detail.sentence, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = "AppError";
    this.code = code;
    this.sentence = detail.sentence;
    this.nextStep = detail.nextStep;
    this.field = detail.field;
  }

  /** HTTP status of the code. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Whether doing the same again can succeed. */
  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }

  /** The wire form; `requestId` lets support find the log line. */
  toBody(requestId?: string): ErrorBody {
    return {
      error: {
        code: this.code,
        sentence: this.sentence,
        ...(this.nextStep === undefined ? {} : { nextStep: this.nextStep }),
        ...(this.field === undefined ? {} : { field: this.field }),
        ...(requestId === undefined ? {} : { requestId }),
      },
    };
  }
}

/** Any thrown value as an `AppError`: ours as it is, a validation failure with its field, the rest as `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof z.ZodError) {
    const issue = thrown.issues[0];
    return new AppError("bad-request", {
      sentence: issue?.message ?? "The request is not valid.",
      field: issue?.path.join(".") ?? "",
      cause: thrown,
    });
  }
  return new AppError("internal", {
    sentence: "Something went wrong on our side; nothing was changed.",
    nextStep: "Try again. If it happens again, the log has the request id.",
    cause: thrown,
  });
}
