import * as Y from "yjs";
import { z } from "zod";
import { AppError, errorBody, errorCodes, type ErrorCode } from "../errors/app-error.ts";
import { health, type Health } from "../server/health.ts";
import type { CommandRequest, StudioEvent } from "./commands.ts";
import type { DocumentKind } from "./names.ts";

/** How servers and workflows reach the live documents of a project. */
export type DocumentsClient = {
  /** Applies a command once per key, answers after commit. Rejects with an `AppError`; a refused command changed nothing. */
  command: (request: CommandRequest) => Promise<unknown>;
  /** The whole document as one update (Yjs update format, version 1). */
  read: (projectId: string, kind: DocumentKind) => Promise<Uint8Array>;
  /** The document as of now, for the typed accessors. A copy: edits to it go nowhere. */
  readDocument: (projectId: string, kind: DocumentKind) => Promise<Y.Doc>;
  /** Tells open clients that something changed; `projectId` null means every project. */
  emit: (projectId: string | null, event: StudioEvent) => Promise<void>;
  /** Call after a member's role changed or the member was removed: their connections end at once. */
  revokeAccess: (projectId: string, userId: string) => Promise<void>;
  /** How the collab-server is, asked once. */
  health: () => Promise<Health>;
};

export type DocumentsClientOptions = {
  /** Address of the studio, e.g. "http://127.0.0.1:4400". */
  studioUrl: string;
  serviceToken: string;
  /** Attempts in all for a failure that can pass (server away, 5xx). */
  attempts?: number;
  fetch?: (request: Request) => Promise<Response>;
  /** Names the request that a call belongs to, for the collab-server's log. */
  requestId?: () => string | null;
};

/**
 * A client over HTTP. Every call may be repeated safely (commands carry a key), so failures that can pass are
 * retried with growing pauses: 100 ms, 200 ms, 400 ms …
 */
export function createDocumentsClient(options: DocumentsClientOptions): DocumentsClient {
  const mostAttempts = options.attempts ?? 5;
  const send = options.fetch ?? fetch;

  async function call(
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    attempts = mostAttempts,
  ): Promise<Response> {
    const requestId = options.requestId?.() ?? null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await send(
          new Request(new URL(path, options.studioUrl), {
            method,
            headers: {
              authorization: `Bearer ${options.serviceToken}`,
              ...(requestId === null ? {} : { "x-request-id": requestId }),
              ...(body === undefined ? {} : { "content-type": "application/json" }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            signal: AbortSignal.timeout(60_000),
          }),
        );
        if (response.ok) return response;
        throw await toFailure(response);
      } catch (thrown) {
        const failure = thrown instanceof AppError ? thrown : unreachable(thrown);
        if (!failure.retryable || attempt >= attempts) throw failure;
        await pause(100 * 2 ** (attempt - 1));
      }
    }
  }

  async function read(projectId: string, kind: DocumentKind): Promise<Uint8Array> {
    const response = await call("GET", `/internal/documents/${encodeURIComponent(projectId)}/${kind}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  return {
    read,
    async command(request) {
      const response = await call("POST", "/internal/commands", request);
      return z.object({ answer: z.unknown() }).parse(await response.json()).answer;
    },
    async readDocument(projectId, kind) {
      return toDocument(await read(projectId, kind));
    },
    async emit(projectId, event) {
      await call("POST", "/internal/events", { projectId, event });
    },
    async revokeAccess(projectId, userId) {
      await call("POST", "/internal/access", { projectId, userId });
    },
    async health() {
      return health.parse(await (await call("GET", "/internal/health", undefined, 1)).json());
    },
  };
}

/** A document from its state, e.g. what `DocumentsClient.read` gave. */
export function toDocument(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

async function toFailure(response: Response): Promise<AppError> {
  const parsed = errorBody.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    return response.status >= 500
      ? unreachable(`status ${response.status}`)
      : new AppError("internal", { sentence: `The documents answered with status ${response.status}.` });
  }
  const { code, sentence, nextStep, field } = parsed.data.error;
  return new AppError(code in errorCodes ? (code as ErrorCode) : "internal", {
    sentence,
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(field === undefined ? {} : { field }),
  });
}

function unreachable(cause: unknown): AppError {
  return new AppError("documents-unavailable", {
    sentence: "The live documents cannot be reached.",
    nextStep: "This is tried again by itself.",
    cause,
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
