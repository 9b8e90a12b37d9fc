import { z } from "zod";
import { role } from "@backlot/shared/access/roles";
import { AppError } from "@backlot/shared/errors/app-error";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { defineRoute, jsonAnswer, jsonBody } from "../route.ts";
import { shortestPassword, type Identity } from "./identity.ts";
import { findInvitation } from "./invitations.ts";
import { startSession } from "./session.ts";
import { isGuestAllowed, welcomeMember, welcomeOwner } from "./welcome.ts";

const params = z.object({ token: z.string().min(1).max(200) });
const tags = ["Access"];

const look = defineRoute("anyone", {
  method: "get",
  path: "/api/welcome/{token}",
  tags,
  summary: "What a link is good for",
  request: { params },
  responses: {
    200: jsonAnswer(
      z.object({
        kind: z.enum(["owner", "member"]),
        role,
        projectTitle: z.string().nullable(),
        guestAllowed: z.boolean().describe("Whether a name alone is enough."),
      }),
      "The invitation.",
    ),
  },
});

const introduction = z
  .object({
    name: z.string().trim().min(1, "Give your name.").max(80),
    email: z.email("Give an email address."),
    password: z
      .string()
      .min(shortestPassword, `Choose a password of at least ${shortestPassword} characters.`)
      .max(200),
  })
  .partial();

const accept = defineRoute("anyone", {
  method: "post",
  path: "/api/welcome/{token}",
  tags,
  summary: "Accept an invitation",
  description:
    "A reviewer's link takes a name alone and makes a guest. Somebody signed in joins with an empty body. Others give name, email and password.",
  request: { params, body: jsonBody(introduction) },
  responses: {
    200: jsonAnswer(
      z.object({ projectId: z.string().nullable() }),
      "Joined; the answer sets the session cookie.",
    ),
  },
});

export function welcomeRoutes(deps: ApiDeps, identity: Identity) {
  const { db } = deps;
  return createRouter()
    .openapi(look, async (c) => {
      const invitation = await findInvitation(db, c.req.valid("param").token);
      return c.json(
        {
          kind: invitation.kind,
          role: invitation.role,
          projectTitle: invitation.projectTitle,
          guestAllowed: isGuestAllowed(invitation),
        },
        200,
      );
    })
    .openapi(accept, async (c) => {
      const invitation = await findInvitation(db, c.req.valid("param").token);
      const given = c.req.valid("json");
      const signedIn = c.var.actor?.kind === "operator" ? null : c.var.actor;
      if (signedIn?.kind === "guest" && invitation.role !== "reviewer" && given.email === undefined) {
        throw new AppError("bad-request", {
          sentence: "This invitation is for people with an account.",
          nextStep: "Give your name, email address and a password.",
          field: "email",
        });
      }
      const known = given.email === undefined ? signedIn : signedIn?.kind === "guest" ? null : signedIn;
      const { actor, isNew, projectId } =
        invitation.kind === "owner"
          ? await welcomeOwner(deps, invitation, given)
          : await welcomeMember(deps, invitation, given, known);
      if (isNew) await startSession(c, identity, actor.id);
      return c.json({ projectId }, 200);
    });
}
