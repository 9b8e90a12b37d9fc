/** An allowance that refills: `burst` at once, `perSecond` in the long run. */
export type TokenBucket = { take: (amount: number, nowMs?: number) => boolean };

/** `take` says whether the amount was within the allowance; what was refused is not counted. */
export function tokenBucket(perSecond: number, burst: number): TokenBucket {
  let left = burst;
  let at = performance.now();
  return {
    take(amount, nowMs = performance.now()) {
      left = Math.min(burst, left + ((nowMs - at) / 1000) * perSecond);
      at = nowMs;
      if (amount > left) return false;
      left -= amount;
      return true;
    },
  };
}
