import { z } from "zod";
import { health, healthStatusCode } from "@backlot/shared/server/health";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { defineRoute, jsonAnswer } from "../route.ts";
import { studioHealth } from "./health.ts";
import type { TemporalClient } from "./temporal.ts";

const engine = defineRoute("signed-in", {
  method: "get",
  path: "/api/engine",
  tags: ["Studio"],
  summary: "Whether the pipeline engine is ready",
  responses: {
    200: jsonAnswer(
      z.object({
        state: z.enum(["preparing", "ready", "failed"]),
        detail: z.string(),
        progress: z.number().describe("From 0 to 1."),
      }),
      "The state of the engine.",
    ),
  },
});

const healthRoute = defineRoute("anyone", {
  method: "get",
  path: "/healthz",
  tags: ["Studio"],
  summary: "Whether the studio works, and each part of it",
  responses: {
    200: jsonAnswer(health, "People can work; `degraded` says that something of it is away."),
    503: jsonAnswer(health, "The database or the live documents are away."),
  },
});

export function engineRoutes(deps: ApiDeps, temporal: TemporalClient) {
  const { engineStatus } = deps;
  const ask = studioHealth(deps, temporal);
  return createRouter()
    .openapi(engine, (c) => {
      const { state, detail, progress } = engineStatus.current();
      return c.json({ state, detail, progress }, 200);
    })
    .openapi(healthRoute, async (c) => {
      const answer = await ask(c.var.log);
      return c.json(answer, healthStatusCode(answer));
    });
}
