import { hc } from "hono/client";
import type { Api } from "@backlot/api/app";
import { AppError, errorBody, errorCodes, type ErrorCode } from "@backlot/shared/errors/app-error";

/**
 * Every route of the API by its path, typed by the API itself: only the type comes into the browser. Wrap what it gives in
 * `call`. A path parameter that may hold more than letters and dashes is encoded by the caller.
 *
 * @example
 * const { runs } = await call(api.projects[":projectId"].runs.$get({ param: { projectId } }));
 */
export const { api } = hc<Api>("/");

/** Any answer whose body is JSON of shape `T`; a Hono client's answers are. */
type JsonAnswer<T> = { ok: boolean; status: number; json: () => Promise<T> };

/**
 * Waits for an answer and gives its body. Throws `AppError` with the server's sentence when it failed, and
 * `documents-unavailable` when no server answered.
 */
export async function call<T>(answer: Promise<JsonAnswer<T>>): Promise<T> {
  let response: JsonAnswer<T>;
  try {
    response = await answer;
  } catch (cause) {
    throw new AppError("documents-unavailable", {
      sentence: "The studio does not answer.",
      nextStep: "Check the connection; what you write is kept on this device meanwhile.",
      cause,
    });
  }
  if (response.ok) return response.status === 204 ? (undefined as T) : await response.json();
  throw toFailure(response.status, await response.json().catch(() => null));
}

/** Asks an address of the API with a JSON body; gives the JSON answer. Throws like `call`. */
export async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, credentials: "same-origin" };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  return await call<T>(fetch(path, init) as Promise<JsonAnswer<T>>);
}

/** Sends a file as it is, with its type; gives the JSON answer. Throws like `call`. */
export async function sendFile<T>(path: string, file: Blob): Promise<T> {
  const headers = { "content-type": file.type === "" ? "application/octet-stream" : file.type };
  const init: RequestInit = { method: "POST", credentials: "same-origin", body: file, headers };
  return await call<T>(fetch(path, init) as Promise<JsonAnswer<T>>);
}

/** Address of a media file of a project. */
export function mediaUrl(projectId: string, hash: string): string {
  return `/api/projects/${projectId}/media/${hash}`;
}

function toFailure(status: number, body: unknown): AppError {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) {
    return new AppError(status === 401 ? "signed-out" : "internal", {
      sentence: status === 401 ? "You are signed out." : "The studio gave an answer that cannot be read.",
      nextStep: status === 401 ? "Sign in again; nothing is lost." : "Try again in a moment.",
    });
  }
  const { code, sentence, nextStep, field } = parsed.data.error;
  return new AppError(code in errorCodes ? (code as ErrorCode) : "internal", {
    sentence,
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(field === undefined ? {} : { field }),
  });
}
