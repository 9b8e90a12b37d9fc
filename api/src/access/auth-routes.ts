import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";
import { createRouter, type ApiEnv } from "../app-env.ts";
import { defineRoute, jsonAnswer, jsonBody } from "../route.ts";
import { createAttempts } from "./attempts.ts";
import type { Identity } from "./identity.ts";

const signIn = defineRoute("anyone", {
  method: "post",
  path: "/api/auth/sign-in/email",
  tags: ["Access"],
  summary: "Sign in with email and password",
  request: {
    body: jsonBody(z.object({ email: z.email("Give an email address."), password: z.string().max(200) })),
  },
  responses: {
    200: jsonAnswer(z.object({ userId: z.string() }), "Signed in; the answer sets the session cookie."),
  },
});

const signOut = defineRoute("anyone", {
  method: "post",
  path: "/api/auth/sign-out",
  tags: ["Access"],
  summary: "Sign out",
  responses: { 200: jsonAnswer(z.object({ success: z.boolean() }), "Signed out, on this browser.") },
});

/** Signing in and out. After ten wrong passwords for one address from one place, five minutes of rest. */
export function authRoutes(identity: Identity) {
  const attempts = createAttempts({ limit: 10, windowMs: 5 * 60_000 });
  return createRouter()
    .openapi(signIn, async (c) => {
      const { email, password } = c.req.valid("json");
      const key = `${addressOf(c)} ${email.toLowerCase()}`;
      attempts.check(key);
      const { response, headers } = await identity.api
        .signInEmail({ body: { email, password }, headers: c.req.raw.headers, returnHeaders: true })
        .catch((cause: unknown) => {
          attempts.add(key);
          throw new AppError("signed-out", {
            sentence: "The email address or the password is wrong.",
            nextStep: "Check both and try again.",
            field: "password",
            cause,
          });
        });
      attempts.clear(key);
      passCookies(c, headers);
      return c.json({ userId: response.user.id }, 200);
    })
    .openapi(signOut, async (c) => {
      const { headers } = await identity.api.signOut({ headers: c.req.raw.headers, returnHeaders: true });
      passCookies(c, headers);
      return c.json({ success: true }, 200);
    });
}

function passCookies(c: Context, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
}

/** The peer's address; empty where there is no socket, as in tests. */
function addressOf(c: Context<ApiEnv>): string {
  const isServed = (c.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return isServed ? (getConnInfo(c).remote.address ?? "") : "";
}
