type Listener = (message: Uint8Array) => void;

/** Who listens to which channel, and when a channel gains its first listener or loses its last. */
export class Subscriptions {
  readonly #listeners = new Map<string, Set<Listener>>();

  get channels(): string[] {
    return [...this.#listeners.keys()];
  }

  /** True when this is the channel's first listener. */
  add(channel: string, listener: Listener): boolean {
    const present = this.#listeners.get(channel);
    if (present === undefined) this.#listeners.set(channel, new Set([listener]));
    else present.add(listener);
    return present === undefined;
  }

  /** True when this was the channel's last listener. */
  remove(channel: string, listener: Listener): boolean {
    const present = this.#listeners.get(channel);
    if (present?.delete(listener) !== true || present.size > 0) return false;
    this.#listeners.delete(channel);
    return true;
  }

  deliver(channel: string, message: Uint8Array): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(message);
  }
}
