import { createRoute, type RouteConfig } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import type { Action } from "@backlot/shared/access/roles";
import { AppError, errorBody } from "@backlot/shared/errors/app-error";
import { requireMember } from "./access/policy.ts";
import type { Actor, ApiEnv } from "./app-env.ts";

/** Who may use a route: anyone, anyone signed in, or members whose role includes an action. */
export type Access = "anyone" | "signed-in" | Action;

/** Path parameters of everything below a project. */
export const projectParams = z.object({ projectId: z.string().min(1).max(64) });

/** A JSON body that has to be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

/** A JSON answer. */
export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}

/**
 * Defines one documented route together with who may use it. Access is checked before the input is looked at; with
 * an action as access the path needs `{projectId}`, and `c.var.member` holds the actor's membership.
 *
 * Only successes are part of the type: failures are thrown as `AppError` and documented here.
 *
 * @example
 * const startRun = defineRoute("run.start", {
 *   method: "post",
 *   path: "/api/projects/{projectId}/runs",
 *   summary: "Start a run",
 *   request: { params: projectParams, body: jsonBody(startRunBody) },
 *   responses: { 201: jsonAnswer(z.object({ runId: z.string() }), "The run.") },
 * });
 * createRouter().openapi(startRun, async (c) => c.json({ runId }, 201));
 */
export function defineRoute<
  P extends string,
  R extends Omit<RouteConfig, "path" | "middleware"> & { path: P },
>(access: Access, config: R) {
  const documented = {
    ...config,
    description: [config.description, accessSentence(access)].filter(Boolean).join("\n\n"),
    responses: { ...failures(access), ...config.responses },
    middleware: guard(access),
    ...(access === "anyone" ? {} : { security: [{ session: [] }, { serviceToken: [] }] }),
  };
  return createRoute<P, R>(documented as unknown as R);
}

/** The signed-in actor; throws `signed-out` where there is none. */
export function actorOf(c: Context<ApiEnv>): Actor {
  const { actor } = c.var;
  if (actor === null) {
    throw new AppError("signed-out", { sentence: "You are signed out.", nextStep: "Sign in and try again." });
  }
  return actor;
}

function guard(access: Access): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (access !== "anyone") {
      const actor = actorOf(c);
      if (access !== "signed-in") {
        c.set("member", await requireMember(c.var.db, actor, c.req.param("projectId") ?? "", access));
      }
    }
    await next();
  };
}

function accessSentence(access: Access): string {
  if (access === "anyone") return "Open to anyone.";
  return access === "signed-in" ? "For anyone signed in." : `For members who may do \`${access}\`.`;
}

function failures(access: Access): RouteConfig["responses"] {
  const failure = (description: string) => jsonAnswer(errorBody, description);
  return {
    400: failure("The input is not valid; `field` says where. Nothing was changed."),
    ...(access === "anyone" ? {} : { 401: failure("Signed out.") }),
    ...(access === "anyone" || access === "signed-in"
      ? {}
      : {
          403: failure("The role does not include this."),
          404: failure("There is no such thing here, or you are not a member."),
        }),
    500: failure("Something went wrong on our side."),
  };
}
