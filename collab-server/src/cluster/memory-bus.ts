import { randomUUID } from "node:crypto";
import type { Bus } from "./bus.ts";
import { Subscriptions } from "./subscriptions.ts";

export type MemoryHub = {
  /** One server's end of the hub. */
  connect: () => Bus;
  /** While it is away every message is lost. */
  setAway: (isAway: boolean) => void;
};

/** A bus between servers of one process, for tests. */
export function memoryHub(): MemoryHub {
  const ends = new Set<Subscriptions>();
  const listeners = new Set<() => void>();
  let isAway = false;

  function connect(): Bus {
    const subscriptions = new Subscriptions();
    ends.add(subscriptions);
    return {
      instance: randomUUID(),
      publish(channel, message) {
        if (isAway) return;
        // Later, as a network would: nobody may depend on an answer within their own call.
        setImmediate(() => {
          if (!isAway) for (const end of ends) end.deliver(channel, message);
        });
      },
      subscribe(channel, listener) {
        subscriptions.add(channel, listener);
        return Promise.resolve(() => void subscriptions.remove(channel, listener));
      },
      isReachable: () => !isAway,
      onReachable: (listener) => void listeners.add(listener),
      close() {
        ends.delete(subscriptions);
        return Promise.resolve();
      },
    };
  }

  return {
    connect,
    setAway(next) {
      const isBack = isAway && !next;
      isAway = next;
      if (isBack) for (const listener of listeners) listener();
    },
  };
}
