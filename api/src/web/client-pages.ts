import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import type { ApiEnv } from "../app-env.ts";

const forever = "public, max-age=31536000, immutable";

/**
 * Serves the built client: files as they are, every other address the one page, whose router knows what to show.
 * Hashed files below `/assets/` never change; the page and the service worker are asked for each time.
 */
export function serveClient(app: Hono<ApiEnv>, clientDist: string): void {
  const files = serveStatic<ApiEnv>({ root: clientDist });
  const page = serveStatic<ApiEnv>({ path: join(clientDist, "index.html") });
  const nothing = async () => {};

  app.get("*", async (c, next) => {
    // An address below these that nothing answered is a mistake, not a page of the studio.
    if (/^\/(api|internal)(\/|$)/.test(c.req.path)) return next();
    const isHashed = c.req.path.startsWith("/assets/");
    const answer = (await files(c, nothing)) ?? (isHashed ? undefined : await page(c, nothing));
    if (answer) {
      answer.headers.set("cache-control", isHashed ? forever : "no-cache");
      return answer;
    }
    if (isHashed) return next();
    return c.text("The studio's pages are not built yet.", 503, { "retry-after": "2" });
  });
}
