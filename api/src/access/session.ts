import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { setSignedCookie } from "hono/cookie";
import type { Actor, ApiEnv } from "../app-env.ts";
import type { Identity } from "./identity.ts";
import { operator, shownEmail } from "./people.ts";

/**
 * Finds out who asks, from the session cookie or from `Authorization: Bearer <service token>`. Never refuses: routes
 * say whom they let in.
 */
export function identifyActor(identity: Identity, serviceToken: string): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set("actor", await findActor(c, identity, serviceToken));
    await next();
  };
}

async function findActor(
  c: Context<ApiEnv>,
  identity: Identity,
  serviceToken: string,
): Promise<Actor | null> {
  const bearer = bearerOf(c);
  // A wrong token is nobody, even when a cookie comes with it: whoever sends one means it.
  if (bearer !== null) return isSame(bearer, serviceToken) ? operator : null;
  if (c.req.header("cookie") === undefined) return null;
  const { response, headers } = await identity.api.getSession({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  // Set when the session was prolonged.
  for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  if (response === null) return null;
  const { user } = response;
  const kind = user.kind === "guest" ? "guest" : "person";
  return {
    id: user.id,
    name: user.name,
    email: shownEmail({ email: user.email, kind }),
    color: user.color ?? "",
    kind,
  };
}

/** Signs somebody in on this answer: a session of 30 days in the cookie that `identifyActor` reads. */
export async function startSession(c: Context<ApiEnv>, identity: Identity, userId: string): Promise<void> {
  const context = await identity.$context;
  const session = await context.internalAdapter.createSession(userId);
  const { name, attributes } = context.authCookies.sessionToken;
  await setSignedCookie(c, name, session.token, context.secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: attributes.secure ?? false,
    maxAge: context.sessionConfig.expiresIn,
  });
}

/** The bearer token of a request, or null. */
export function bearerOf(c: Context): string | null {
  return /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
}

/** Compares in a time that tells nothing about where the two differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
