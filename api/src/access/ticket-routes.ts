import { z } from "zod";
import { role } from "@backlot/shared/access/roles";
import { signTicket, ticketLifetime } from "@backlot/shared/access/ticket";
import { documentKind, documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, projectParams } from "../route.ts";

const ticketAnswer = z.object({
  ticket: z.string(),
  role,
  expiresAt: z.number().describe("Epoch milliseconds, by the studio's clock."),
  lifetimeMs: z.number().describe("For how long the ticket is good from now on."),
  user: z.object({ id: z.string(), name: z.string(), color: z.string() }),
  documents: z.record(documentKind, z.string()).describe("The names to open, by kind."),
});

const ticket = defineRoute("project.read", {
  method: "post",
  path: "/api/projects/{projectId}/ticket",
  tags: ["Access"],
  summary: "Get a short-lived ticket to the live documents",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(ticketAnswer, "The ticket and what it opens.") },
});

/** Access to live documents is decided here; the collab-server only verifies the ticket. */
export function ticketRoutes({ ticketSecret }: Pick<ApiDeps, "ticketSecret">) {
  return createRouter().openapi(ticket, async (c) => {
    const { id, name, color } = actorOf(c);
    const { projectId, role, accessVersion } = c.var.member;
    // The token's own clock counts whole seconds, downwards; this never promises more than it holds.
    const expiresAt = (Math.floor(Date.now() / 1000) + ticketLifetime) * 1000;
    const signed = await signTicket(
      { userId: id, name, color, projectId, role, accessVersion },
      ticketSecret,
    );
    return c.json(
      {
        ticket: signed,
        role,
        expiresAt,
        lifetimeMs: ticketLifetime * 1000,
        user: { id, name, color },
        documents: documentsOf(projectId),
      },
      200,
    );
  });
}

function documentsOf(projectId: string) {
  return Object.fromEntries(
    documentKind.options.map((kind) => [kind, documentName({ projectId, kind })]),
  ) as Record<DocumentKind, string>;
}
