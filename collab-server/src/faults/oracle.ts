import type { DocumentKind } from "@backlot/shared/documents/names";

/** One thing that a client did: it put a token somewhere, or took one away. Tokens are never used twice. */
export type Operation = { kind: DocumentKind; token: string; does: "puts" | "takes" };

/** A token that stands out in any document: letters, so that no word rule or capitalisation touches it. */
export const tokenPattern = /zq[a-z]+-\d+qz/g;

/**
 * Remembers what clients were told is durable. What was told must be so in the end, whoever dies; what was not told
 * may be there or not, but never twice.
 */
export class Oracle {
  readonly #promised = new Map<string, Operation>();
  readonly #made = new Set<string>();

  made(operation: Operation): void {
    this.#made.add(operation.token);
  }

  promised(operation: Operation): void {
    const before = this.#promised.get(operation.token);
    // A token is put first and taken later: the promise of taking it is the last word.
    if (before?.does !== "takes") this.#promised.set(operation.token, operation);
  }

  /** Somebody else took these tokens away on purpose, for example by restoring an earlier version. */
  taken(kind: DocumentKind, tokens: readonly string[]): void {
    for (const token of tokens) this.#promised.set(token, { kind, token, does: "takes" });
  }

  /** The number of operations that clients made, and of those that they were told are durable. */
  get counts(): { made: number; promised: number } {
    return { made: this.#made.size, promised: this.#promised.size };
  }

  /** What is wrong with the content of one kind of document; `maybeTaken` were taken without a promise yet. */
  check(kind: DocumentKind, found: ReadonlyMap<string, number>, maybeTaken: ReadonlySet<string>): string[] {
    const problems: string[] = [];
    for (const operation of this.#promised.values()) {
      if (operation.kind !== kind) continue;
      const times = found.get(operation.token) ?? 0;
      if (operation.does === "takes" && times > 0) problems.push(`${operation.token} came back`);
      if (operation.does === "puts" && times === 0 && !maybeTaken.has(operation.token))
        problems.push(`${operation.token} was called durable and is lost`);
    }
    for (const [token, times] of found) {
      if (times > 1) problems.push(`${token} is there ${times} times`);
      if (!this.#made.has(token)) problems.push(`${token} was never written`);
    }
    return problems;
  }
}

/** How often each token occurs in a text. */
export function countTokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(tokenPattern)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
