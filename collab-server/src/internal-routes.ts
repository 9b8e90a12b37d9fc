import { createHash, timingSafeEqual } from "node:crypto";
import {
  accessRequest,
  commandRequest,
  eventRequest,
  type CommandRequest,
  type StudioEvent,
} from "@backlot/shared/documents/commands";
import { documentKind, type DocumentKind } from "@backlot/shared/documents/names";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import type { Health } from "@backlot/shared/server/health";
import { isRequestId, requestIdHeader } from "@backlot/shared/server/request-id";
import type { Log } from "@backlot/shared/server/logging";
import { decodedPart, textWithin } from "./http.ts";

/** What the routes below reach. */
export type InternalTarget = {
  run: (request: CommandRequest) => Promise<unknown>;
  read: (projectId: string, kind: DocumentKind) => Promise<Uint8Array>;
  emit: (projectId: string | null, event: StudioEvent) => void;
  revoke: (projectId: string, userId: string) => void;
  checkHealth: () => Promise<Health>;
};

/** Largest body: a screenplay of five million characters, escaped. */
const maxBodyBytes = 24 * 1024 * 1024;

/**
 * The door for servers and workflows: `POST /internal/commands`, `GET /internal/documents/:projectId/:kind`,
 * `POST /internal/events`, `POST /internal/access`, `GET /internal/health`, each with the service token.
 * `documents/client.ts` is its client.
 */
export function internalRoutes(target: InternalTarget, serviceToken: string, log: Log) {
  return async function fetchInternal(request: Request): Promise<Response> {
    const given = request.headers.get(requestIdHeader) ?? "";
    const requestLog = isRequestId(given) ? log.child({ requestId: given }) : log;
    try {
      requireToken(request, serviceToken);
      return await route(target, request, requestLog);
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.status >= 500)
        requestLog.error({ err: thrown, url: request.url }, "an internal request failed");
      return Response.json(failure.toBody(), { status: failure.status });
    }
  };
}

async function route(target: InternalTarget, request: Request, log: Log): Promise<Response> {
  const { pathname } = new URL(request.url);
  const read = /^\/internal\/documents\/([^/]+)\/([^/]+)$/.exec(pathname);
  if (request.method === "GET" && read !== null) {
    const state = await target.read(decodedPart(read[1] ?? ""), documentKind.parse(read[2]));
    return new Response(state as Uint8Array<ArrayBuffer>, {
      headers: { "content-type": "application/octet-stream" },
    });
  }
  switch (`${request.method} ${pathname}`) {
    case "POST /internal/commands": {
      const asked = commandRequest.parse(await body(request));
      const answer = await target.run(asked);
      const { projectId, key, command } = asked;
      log.info({ projectId, key, command: command.type }, "a command was answered");
      return Response.json({ answer });
    }
    case "POST /internal/events": {
      const { projectId, event } = eventRequest.parse(await body(request));
      target.emit(projectId, event);
      return Response.json({});
    }
    case "POST /internal/access": {
      const { projectId, userId } = accessRequest.parse(await body(request));
      target.revoke(projectId, userId);
      return Response.json({});
    }
    case "GET /internal/health":
      return Response.json(await target.checkHealth());
    default:
      throw new AppError("not-found", { sentence: "There is nothing at this address." });
  }
}

async function body(request: Request): Promise<unknown> {
  const text = await textWithin(request, maxBodyBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("bad-request", { sentence: "The body is not JSON." });
  }
}

function requireToken(request: Request, serviceToken: string): void {
  const given = request.headers.get("authorization") ?? "";
  if (timingSafeEqual(digest(given), digest(`Bearer ${serviceToken}`))) return;
  throw new AppError("signed-out", { sentence: "This address is for services with a token." });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
