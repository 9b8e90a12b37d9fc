/**
 * Gives things on after a while, in the order in which they came, whatever the delay of each is: a timer for each would
 * not keep their order.
 */
export class DelayLine<T> {
  readonly #deliver: (item: T) => void;
  readonly #underWay: { at: number; item: T }[] = [];
  #latest = 0;

  constructor(deliver: (item: T) => void) {
    this.#deliver = deliver;
  }

  /** Takes one thing that is to arrive in so many milliseconds; at once with 0, when nothing is under way. */
  push(item: T, delayMs: number): void {
    const now = performance.now();
    if (delayMs <= 0 && this.#underWay.length === 0) {
      this.#deliver(item);
      return;
    }
    this.#latest = Math.max(this.#latest, now + delayMs);
    this.#underWay.push({ at: this.#latest, item });
    if (this.#underWay.length === 1) setTimeout(this.#arrive, Math.ceil(delayMs));
  }

  readonly #arrive = (): void => {
    const now = performance.now();
    for (let next = this.#underWay[0]; next !== undefined && next.at <= now; next = this.#underWay[0]) {
      // Only then out of the line: what is pushed meanwhile comes after it.
      this.#deliver(next.item);
      this.#underWay.shift();
    }
    const next = this.#underWay[0];
    if (next !== undefined) setTimeout(this.#arrive, Math.max(1, Math.ceil(next.at - now)));
  };
}
