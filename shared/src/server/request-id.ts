import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The id of the request that is being worked on: given by the API, shown in every answer, and taken along to whatever the
 * request starts, so that one search through the logs of all services finds what it led to.
 */
const current = new AsyncLocalStorage<string>();

/** The header of HTTP requests and answers that carries it. */
export const requestIdHeader = "x-request-id";

/** Whether a caller's own id will do: it goes into logs. */
export function isRequestId(given: string): boolean {
  return /^[\w-]{8,64}$/.test(given);
}

/** Does work as part of a request, also what comes of it later. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return current.run(requestId, work);
}

/** Null outside of every request. */
export function currentRequestId(): string | null {
  return current.getStore() ?? null;
}
