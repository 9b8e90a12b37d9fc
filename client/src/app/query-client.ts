import { QueryClient } from "@tanstack/react-query";
import { toAppError } from "@backlot/shared/errors/app-error";
import { notifyFailure } from "./notify.tsx";

/** Server state: read again when an event says so, not by the clock; a failed change says why. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Offline is answered by what was remembered, so a query must run without a network too.
        networkMode: "always",
        staleTime: 15_000,
        retry: (count, error) => count < 2 && toAppError(error).retryable && navigator.onLine,
      },
      mutations: { networkMode: "always", onError: notifyFailure },
    },
  });
}

/** How long after a failure that may pass a query without an answer is asked again, ms. */
const againAfterMs = 2_000;

/** A `refetchInterval` for what a screen cannot do without: asks again by itself while the studio does not answer. */
export function untilAnswered({ state }: { state: { status: string; error: unknown } }): number | false {
  const { status, error } = state;
  return status === "error" && toAppError(error).retryable ? againAfterMs : false;
}
