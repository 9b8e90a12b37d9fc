import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Log } from "@backlot/shared/server/logging";
import { inRequest, isRequestId, requestIdHeader } from "@backlot/shared/server/request-id";
import type { ApiEnv } from "../app-env.ts";

/**
 * Gives every request an id (a caller's own is kept) and one line in the log. Paths are logged as their pattern, so
 * that no token of a link gets into the log; no header or body is logged.
 */
export function logRequests(log: Log): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header(requestIdHeader) ?? "";
    const requestId = isRequestId(given) ? given : randomUUID();
    c.set("requestId", requestId);
    c.set("log", log.child({ requestId }));
    c.header(requestIdHeader, requestId);
    const startedAt = performance.now();
    await inRequest(requestId, next);
    const { projectId, runId } = c.req.param() as { projectId?: string; runId?: string };
    c.var.log.info(
      {
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round(performance.now() - startedAt),
        ...(projectId === undefined ? {} : { projectId }),
        ...(runId === undefined ? {} : { runId }),
        ...(c.var.actor == null ? {} : { userId: c.var.actor.id }),
      },
      "answered",
    );
  };
}
