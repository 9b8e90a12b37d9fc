import { reportOf, type Attack } from "./attack-process.ts";

/** What a flood is made of; plain data, because it goes to another process. */
export type Flood = Pick<Attack, "url" | "document" | "kind" | "ticket" | "mayWrite"> & {
  /** Edits that are taken, or ones that cannot be decoded, each of which ends its connection. */
  isGood: boolean;
  messages: number;
  messagesPerSecond: number;
  bytesPerMessage: number;
  /** Over so many connections at a time. */
  connections: number;
};

/** How a flood went. */
export type FloodReport = {
  /** Messages that went out, and those that were due while no connection could take them. */
  sent: number;
  missed: number;
  /** From the first message to the last, ms. */
  tookMs: number;
  /** Marks that the server called durable, and how often it hung up, by code. */
  durable: number;
  ended: Record<number, number>;
};

/** Lets somebody flood from a process of their own. */
export function floodFromOutside(flood: Flood): Promise<FloodReport> {
  return reportOf(new URL("./flood.ts", import.meta.url), flood);
}
