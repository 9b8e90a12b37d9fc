import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Values by label and round: a busy moment of the machine spoils one round and not the median of them. */
export class Rounds {
  readonly #rounds = new Map<string, number[][]>();

  add(label: string, values: number[]): void {
    this.#rounds.set(label, [...(this.#rounds.get(label) ?? []), values]);
  }

  /** Median over the rounds of each round's percentile. */
  at(label: string, share: number): number {
    return median((this.#rounds.get(label) ?? []).map((values) => percentile(values, share)));
  }

  get labels(): string[] {
    return [...this.#rounds.keys()];
  }

  toJSON(): Record<string, number[][]> {
    return Object.fromEntries(this.#rounds);
  }
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What one measurement leaves behind must not be cleared away in the time of the next, which may be another server's. */
export function collectGarbage(): void {
  collect();
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
