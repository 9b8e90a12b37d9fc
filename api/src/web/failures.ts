import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import type { ApiEnv } from "../app-env.ts";

/** The one place where a failure becomes an answer: status and body from the error, the cause only into the log. */
export const answerFailure: ErrorHandler<ApiEnv> = (thrown, c) => {
  const error = thrown instanceof HTTPException ? fromHono(thrown) : toAppError(thrown);
  const log = c.var.log.child({
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
  });
  if (error.status >= 500) log.error({ err: error.cause ?? error }, error.sentence);
  else log.info(error.sentence);
  return c.json(error.toBody(c.var.requestId), error.status as ContentfulStatusCode);
};

/** For paths below `/api` that nothing answers. */
export const answerNotFound: NotFoundHandler<ApiEnv> = (c) => {
  const error = new AppError("not-found", { sentence: "There is nothing at this address." });
  return c.json(error.toBody(c.var.requestId), 404);
};

/** Failures that the framework itself finds: unreadable JSON, a wrong content type. */
function fromHono(thrown: HTTPException): AppError {
  if (thrown.status === 415) {
    return new AppError("unsupported-media", {
      sentence: "The body has to be JSON, with content-type application/json.",
      field: "content-type",
      cause: thrown,
    });
  }
  if (thrown.status >= 500) return toAppError(thrown.cause ?? thrown);
  return new AppError("bad-request", {
    sentence: "The body is not valid JSON.",
    field: "body",
    cause: thrown,
  });
}
