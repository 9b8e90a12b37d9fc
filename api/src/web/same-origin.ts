import type { MiddlewareHandler } from "hono";
import { AppError } from "@backlot/shared/errors/app-error";
import { bearerOf } from "../access/session.ts";
import type { ApiEnv } from "../app-env.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site makes a browser send with our cookie. Browsers always say where a write comes
 * from; a request that does not is not a browser's, and has no cookie by accident.
 */
export function requireSameOrigin(publicUrl: string): MiddlewareHandler<ApiEnv> {
  const publicHost = new URL(publicUrl).host;
  return async (c, next) => {
    if (!safeMethods.has(c.req.method) && bearerOf(c) === null) {
      const origin = c.req.header("origin");
      const ours = new Set([publicHost, new URL(c.req.url).host, c.req.header("host")]);
      const isForeign =
        origin === undefined ? isCrossSite(c.req.header("sec-fetch-site")) : !ours.has(hostOf(origin));
      if (isForeign) {
        throw new AppError("not-allowed", { sentence: "This request comes from another site." });
      }
    }
    await next();
  };
}

function isCrossSite(site: string | undefined): boolean {
  return site === "cross-site" || site === "same-site";
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : "";
}
