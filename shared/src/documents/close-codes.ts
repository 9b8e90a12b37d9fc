/**
 * Why a live connection ends. Codes travel on the socket's close frame; a refusal of one document travels as a
 * reason string, because the protocol closes documents without a code.
 */
export const closeCodes = {
  tooBig: { code: 1009, reason: "too-big", sentence: "This change is too large to be sent." },
  restart: {
    code: 1012,
    reason: "restart",
    sentence: "The studio is restarting; the connection comes back.",
  },
  accessChanged: { code: 4205, reason: "access-changed", sentence: "Your access to this project changed." },
  invalidUpdate: { code: 4400, reason: "invalid-update", sentence: "A change could not be understood." },
  ticketExpired: { code: 4401, reason: "ticket-expired", sentence: "Your session needs to be renewed." },
  noAccess: { code: 4403, reason: "no-access", sentence: "You have no access to this project." },
  timeout: { code: 4408, reason: "timeout", sentence: "The connection fell silent." },
  slowConsumer: {
    code: 4409,
    reason: "slow-consumer",
    sentence: "The connection is too slow to keep up; it will be made anew.",
  },
  tooMany: { code: 4429, reason: "too-many", sentence: "Too many changes at once." },
  tooOld: { code: 4499, reason: "client-too-old", sentence: "Reload to get the current version of Backlot." },
  unavailable: {
    code: 4503,
    reason: "unavailable",
    sentence: "The documents cannot be opened right now; trying again.",
  },
} as const satisfies Record<string, { code: number; reason: string; sentence: string }>;

export type CloseName = keyof typeof closeCodes;

/** What a client does after a close or a refusal with this reason. */
export type CloseAnswer =
  /** Connect again with a fresh ticket. */
  | "renew"
  /** Connect again later with the ticket at hand. */
  | "retry"
  /** Stop: trying again would end the same way. */
  | "stop";

const answers: Record<CloseName, CloseAnswer> = {
  tooBig: "stop",
  restart: "retry",
  accessChanged: "renew",
  invalidUpdate: "stop",
  ticketExpired: "renew",
  noAccess: "stop",
  timeout: "retry",
  slowConsumer: "retry",
  tooMany: "retry",
  tooOld: "stop",
  unavailable: "retry",
};

/** The close that a code or a reason stands for, or null for one that is not ours. */
export function closeNamed(codeOrReason: number | string): { name: CloseName; answer: CloseAnswer } | null {
  for (const [name, entry] of Object.entries(closeCodes) as [CloseName, { code: number; reason: string }][]) {
    if (entry.code === codeOrReason || entry.reason === codeOrReason) return { name, answer: answers[name] };
  }
  return null;
}
