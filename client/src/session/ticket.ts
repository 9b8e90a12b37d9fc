import { z } from "zod";
import { role } from "@backlot/shared/access/roles";
import { AppError, errorBody, errorCodes, type ErrorCode } from "@backlot/shared/errors/app-error";
import { documentKind } from "@backlot/shared/documents/names";

/** What `POST /api/projects/:projectId/ticket` answers. */
export const ticketAnswer = z.object({
  ticket: z.string(),
  role,
  /**
   * For how long the ticket is good, ms. Not until when: this device's clock may be wrong, and may be set at any time.
   * Answers that this device remembers from earlier lack it.
   */
  lifetimeMs: z.number().default(0),
  user: z.object({ id: z.string(), name: z.string(), color: z.string() }),
  /** An answer that this device remembers from before a kind came up lacks that kind. */
  documents: z.partialRecord(documentKind, z.string()),
});
export type TicketAnswer = z.infer<typeof ticketAnswer>;

export type FetchTicket = (projectId: string) => Promise<TicketAnswer>;

/**
 * Asks the API for a ticket. Rejects with `signed-out`, `not-allowed` or `not-found` when there is none for this
 * person; with `documents-unavailable` when nobody answered and with `busy` when the studio cannot just now, which may
 * pass.
 */
export async function fetchTicket(projectId: string): Promise<TicketAnswer> {
  let response: Response;
  try {
    response = await fetch(`/api/projects/${encodeURIComponent(projectId)}/ticket`, {
      method: "POST",
      credentials: "same-origin",
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw unreachable(cause);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return ticketAnswer.parse(body);
  const failure = errorBody.safeParse(body);
  const code = failure.data?.error.code ?? "";
  if (response.status >= 500) throw cannotNow(response.status);
  if (!(code in errorCodes)) {
    if (response.status === 401)
      throw new AppError("signed-out", { sentence: "You are signed out.", nextStep: "Sign in again." });
    throw unreachable(response.status);
  }
  throw new AppError(code as ErrorCode, {
    sentence: failure.data?.error.sentence ?? "This project cannot be opened.",
  });
}

function unreachable(cause: unknown): AppError {
  return new AppError("documents-unavailable", {
    sentence: "The studio does not answer.",
    nextStep: "What you write is kept on this device meanwhile.",
    cause,
  });
}

function cannotNow(cause: unknown): AppError {
  return new AppError("busy", {
    sentence: "The studio cannot open this project just now.",
    nextStep: "What you write is kept on this device meanwhile.",
    cause,
  });
}

/**
 * The share of a ticket's life that must be left for it to be used again. The server asks for a new one when a fifth is
 * left by its clock; what lies between is how far the clocks of API and server may be apart.
 */
const freshShare = 0.5;

export type TicketBox = {
  /** A ticket that is still good for a while; one request at a time, shared by all documents. */
  take: () => Promise<string>;
  /** The next `take` asks the API. */
  discard: () => void;
  latest: () => TicketAnswer | null;
};

/**
 * Holds the newest ticket of a session. `onAnswer` sees every new one, `onFailure` every refusal. Counts on a clock that
 * nobody can set; one that stands still while the device sleeps leaves it to the server to say that a ticket has ended.
 */
export function ticketBox(options: {
  fetch: () => Promise<TicketAnswer>;
  first: TicketAnswer | null;
  onAnswer: (answer: TicketAnswer) => void;
  onFailure: (failure: unknown) => void;
}): TicketBox {
  let latest = options.first;
  let askedAt = performance.now();
  let isDiscarded = false;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    try {
      const now = performance.now();
      latest = await options.fetch();
      askedAt = now;
      isDiscarded = false;
      options.onAnswer(latest);
      return latest.ticket;
    } catch (failure) {
      options.onFailure(failure);
      throw failure;
    } finally {
      asking = null;
    }
  }

  return {
    take() {
      if (latest !== null && !isDiscarded) {
        const left = latest.lifetimeMs - (performance.now() - askedAt);
        if (left > latest.lifetimeMs * freshShare) return Promise.resolve(latest.ticket);
      }
      return (asking ??= ask());
    },
    discard() {
      isDiscarded = true;
    },
    latest: () => latest,
  };
}
