import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { AppError } from "@backlot/shared/errors/app-error";
import { createRouter, type ApiDeps } from "./app-env.ts";
import { authRoutes } from "./access/auth-routes.ts";
import { createIdentity } from "./access/identity.ts";
import { identifyActor } from "./access/session.ts";
import { ticketRoutes } from "./access/ticket-routes.ts";
import { welcomeRoutes } from "./access/welcome-routes.ts";
import { assistantRoutes } from "./assistant/routes.ts";
import { engineRoutes } from "./engine/routes.ts";
import { createTemporalClient } from "./engine/temporal.ts";
import { keyRoutes } from "./key/routes.ts";
import { castingRoutes } from "./library/casting-routes.ts";
import { libraryRoutes } from "./library/routes.ts";
import { mediaRoutes } from "./media/routes.ts";
import { memberRoutes } from "./member/routes.ts";
import { projectRoutes } from "./project/routes.ts";
import { renderRoutes } from "./render/routes.ts";
import { runRoutes } from "./run/routes.ts";
import { scriptRoutes } from "./script/routes.ts";
import { jobRoutes } from "./take/job-routes.ts";
import { takeRoutes } from "./take/routes.ts";
import { versionRoutes } from "./version/routes.ts";
import { serveClient } from "./web/client-pages.ts";
import { serveDocs } from "./web/docs-page.ts";
import { answerFailure, answerNotFound } from "./web/failures.ts";
import { logRequests } from "./web/request-log.ts";
import { requireSameOrigin } from "./web/same-origin.ts";

export type { ApiDeps } from "./app-env.ts";

/** The largest JSON body: a screenplay of 5 MB, escaped. Uploads of media have limits of their own. */
const largestBody = 12 * 1024 * 1024;

/**
 * The studio's HTTP API, and the pages of the client where `clientDist` is given.
 *
 * @example
 * serve({ fetch: createApi(deps).fetch, port: 4400 });
 */
export function createApi(deps: ApiDeps) {
  const identity = createIdentity(deps);
  const temporal = createTemporalClient(deps);
  const app = createRouter();
  app.onError(answerFailure);
  app.notFound(answerNotFound);
  app.use(logRequests(deps.log));
  app.use(async (c, next) => {
    c.set("db", deps.db);
    c.set("actor", null);
    await next();
  });
  app.use(securityHeaders(deps.publicUrl));
  app.use("/api/*", requireSameOrigin(deps.publicUrl));
  app.use("/api/*", identifyActor(identity, deps.serviceToken));
  app.use("/api/*", limitBody());

  const routes = app
    .route("/", authRoutes(identity))
    .route("/", welcomeRoutes(deps, identity))
    .route("/", ticketRoutes(deps))
    .route("/", projectRoutes(deps))
    .route("/", memberRoutes(deps))
    .route("/", scriptRoutes(deps))
    .route("/", versionRoutes(deps))
    .route("/", assistantRoutes(deps))
    .route("/", mediaRoutes(deps))
    .route("/", keyRoutes(deps))
    .route("/", libraryRoutes(deps))
    .route("/", castingRoutes(deps))
    .route("/", takeRoutes(deps, temporal))
    .route("/", jobRoutes(deps, temporal))
    .route("/", runRoutes(deps, temporal))
    .route("/", renderRoutes(deps, temporal))
    .route("/", engineRoutes(deps, temporal));

  serveDocs(app);
  if (deps.clientDist !== null) serveClient(app, deps.clientDist);
  return routes;
}

/** Types of every route, for `hc<Api>` in the client. */
export type Api = ReturnType<typeof createApi>;

function limitBody() {
  const limit = bodyLimit({
    maxSize: largestBody,
    onError: () => {
      throw new AppError("too-large", { sentence: "The body is larger than 12 MB.", field: "body" });
    },
  });
  return ((c, next) => (c.req.path.endsWith("/media") ? next() : limit(c, next))) satisfies typeof limit;
}

function securityHeaders(publicUrl: string) {
  return secureHeaders({
    strictTransportSecurity: publicUrl.startsWith("https:"),
    referrerPolicy: "no-referrer",
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      // Mantine sets its variables and measurements as inline styles.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      mediaSrc: ["'self'", "blob:"],
      connectSrc: ["'self'", "ws:", "wss:"],
      fontSrc: ["'self'", "data:"],
      workerSrc: ["'self'", "blob:"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      frameAncestors: ["'none'"],
    },
  });
}
