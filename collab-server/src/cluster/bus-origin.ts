import type { RedisTransactionOrigin } from "@hocuspocus/server";
import type { Actor, Context } from "../seat.ts";

/** The origin of a transaction that another server made. Hocuspocus knows its kind and stores nothing for it. */
export type BusOrigin = RedisTransactionOrigin & { context: Context };

export function busOrigin({ actor, isCommitted }: { actor: Actor | null; isCommitted: boolean }): BusOrigin {
  return {
    source: "redis",
    context: { ...(actor === null ? {} : { actor }), ...(isCommitted ? { isCommitted: true } : {}) },
  };
}

export function isFromBus(origin: unknown): origin is BusOrigin {
  return (origin as { source?: unknown } | null)?.source === "redis";
}
