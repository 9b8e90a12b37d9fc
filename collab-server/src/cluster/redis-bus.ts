import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import type { Log } from "@backlot/shared/server/logging";
import type { Bus } from "./bus.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Redis is asked again after at most this long, ms; it may be away when this server starts. */
const maxRetryMs = 1_000;

/** A Redis that accepts a command and does not answer counts as away after this, ms. */
const commandTimeoutMs = 2_000;

/** Seconds between signs of life on a connection that would otherwise wait for ever. */
const keepAliveMs = 5_000;

/**
 * A bus over Redis' channels. Redis may be away when the server starts and at any time later: commands are never
 * queued, since what they say would be old by then, and both connections are dialled again until they stand.
 */
export function redisBus({ url, log }: { url: string; log: Log }): Bus {
  const subscriptions = new Subscriptions();
  const listeners = new Set<() => void>();
  const settings = {
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    keepAlive: keepAliveMs,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, maxRetryMs),
  };
  const publisher = new Redis(url, settings);
  const subscriber = new Redis(url, settings);
  let isPublishing = false;
  let isSubscribed = false;
  let isClosed = false;

  for (const [name, connection] of [
    ["publisher", publisher],
    ["subscriber", subscriber],
  ] as const) {
    connection.on("error", (error) => log.debug({ err: error, name }, "Redis does not answer"));
    connection.on("close", () => {
      if (isReachable() && !isClosed) log.warn("Redis is away; documents go on, and catch up from the log");
      if (name === "publisher") isPublishing = false;
      else isSubscribed = false;
    });
  }
  publisher.on("ready", () => {
    isPublishing = true;
    announce();
  });
  subscriber.on("ready", () => void resubscribe());
  subscriber.on("messageBuffer", (channel: Buffer, message: Buffer) => {
    subscriptions.deliver(channel.toString(), message);
  });

  function isReachable(): boolean {
    return isPublishing && isSubscribed;
  }

  async function resubscribe(): Promise<void> {
    try {
      const { channels } = subscriptions;
      if (channels.length > 0) await subscriber.subscribe(...channels);
      isSubscribed = true;
      announce();
    } catch (error) {
      again(subscriber, error);
    }
  }

  function announce(): void {
    if (!isReachable() || isClosed) return;
    log.info("Redis is reachable");
    for (const listener of listeners) listener();
  }

  /** A command failed on a standing connection: what it carried is lost, so begin anew, which makes everybody look. */
  function again(connection: Redis, error: unknown): void {
    if (isClosed || connection.status !== "ready") return;
    log.warn({ err: error }, "Redis did not take a message; connecting again");
    connection.disconnect(true);
  }

  return {
    instance: randomUUID(),
    publish(channel, message) {
      if (!isPublishing) return;
      // Bytes that are no Buffer would be sent as text.
      const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
      publisher.publish(channel, bytes).catch((error: unknown) => again(publisher, error));
    },
    async subscribe(channel, listener) {
      const isFirst = subscriptions.add(channel, listener);
      if (isFirst && subscriber.status === "ready") {
        await subscriber.subscribe(channel).catch((error: unknown) => again(subscriber, error));
      }
      return () => {
        if (!subscriptions.remove(channel, listener) || subscriber.status !== "ready") return;
        subscriber.unsubscribe(channel).catch((error: unknown) => again(subscriber, error));
      };
    },
    isReachable,
    onReachable: (listener) => void listeners.add(listener),
    async close() {
      isClosed = true;
      for (const connection of [publisher, subscriber]) {
        if (connection.status === "ready") await connection.quit().catch(() => {});
        connection.disconnect();
      }
    },
  };
}
