import type { DocumentKind } from "@backlot/shared/documents/names";
import type { Content } from "./content.ts";

/**
 * One thing that a client did with a token: it put it somewhere, took it away, or gave what has the token another place.
 * Tokens are never used twice, and only who put one moves it or takes it away.
 */
export type Operation = { kind: DocumentKind; token: string } & (
  | { does: "puts" | "takes" }
  | { does: "places"; place: string }
);

/**
 * Remembers what clients were told is durable. What was told must be so in the end, whoever dies; what was not told
 * may be there or not, but never twice.
 */
export class Oracle {
  readonly #promised = new Map<string, Operation>();
  readonly #made = new Set<string>();
  /** The places that something may have in the end: the last one that was promised, and those after it. */
  readonly #places = new Map<string, { kind: DocumentKind; may: string[]; isPromised: boolean }>();
  #moves = 0;
  #promisedMoves = 0;

  made(operation: Operation): void {
    this.#made.add(operation.token);
    if (operation.does !== "places") return;
    this.#moves += 1;
    const known = this.#places.get(operation.token);
    if (known === undefined)
      this.#places.set(operation.token, { kind: operation.kind, may: [operation.place], isPromised: false });
    else known.may.push(operation.place);
  }

  promised(operation: Operation): void {
    if (operation.does === "places") {
      const known = this.#places.get(operation.token);
      const at = known?.may.lastIndexOf(operation.place) ?? -1;
      if (known === undefined || at === -1) return;
      this.#promisedMoves += 1;
      known.may = known.may.slice(at);
      known.isPromised = true;
      return;
    }
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
    return {
      made: this.#made.size + this.#moves,
      promised: this.#promised.size + this.#promisedMoves,
    };
  }

  /** What is wrong with the content of one kind of document; `maybeTaken` were taken without a promise yet. */
  check(kind: DocumentKind, { all, shown, places }: Content, maybeTaken: ReadonlySet<string>): string[] {
    const problems: string[] = [];
    for (const operation of this.#promised.values()) {
      if (operation.kind !== kind) continue;
      const { token, does } = operation;
      if (does === "takes" && shown.has(token)) problems.push(`I1: ${token} came back`);
      if (does === "puts" && !shown.has(token) && !maybeTaken.has(token))
        problems.push(`I1: ${token} was called durable and is lost`);
    }
    for (const [token, { kind: its, may, isPromised }] of this.#places) {
      const place = places.get(token);
      if (its === kind && isPromised && place !== undefined && !may.includes(place))
        problems.push(`I1: ${token} is at ${place} instead of ${may.join(" or ")}`);
    }
    for (const [token, times] of all) {
      if (times > 1) problems.push(`I3: ${token} is there ${times} times`);
      if (!this.#made.has(token)) problems.push(`I3: ${token} was never written`);
    }
    return problems;
  }
}
