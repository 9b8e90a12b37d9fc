import type { Random } from "../random.ts";

/** Runs `work` with ids that repeat: everything that makes an id draws from the seed, so a failing seed fails again. */
export function withSeededIds<T>(random: Random, work: () => T): T {
  const values = crypto.getRandomValues.bind(crypto);
  const uuid = crypto.randomUUID.bind(crypto);
  const seededValues = <Target extends ArrayBufferView>(target: Target): Target => {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.below(256);
    return target;
  };
  crypto.getRandomValues = seededValues as typeof crypto.getRandomValues;
  crypto.randomUUID = () => {
    const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  try {
    return work();
  } finally {
    crypto.getRandomValues = values as typeof crypto.getRandomValues;
    crypto.randomUUID = uuid;
  }
}
