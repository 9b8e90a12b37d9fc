import { AppError } from "@backlot/shared/errors/app-error";

/** Counts failures by key within a sliding window, in memory. */
export type Attempts = {
  /** Throws `too-many` when the limit is reached. */
  check: (key: string) => void;
  add: (key: string) => void;
  clear: (key: string) => void;
};

export function createAttempts({
  limit,
  windowMs,
  now = Date.now,
}: {
  limit: number;
  windowMs: number;
  now?: () => number;
}): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (key: string) => (failures.get(key) ?? []).filter((at) => at > now() - windowMs);

  function forgetOld(): void {
    for (const key of failures.keys()) if (recent(key).length === 0) failures.delete(key);
  }

  return {
    check(key) {
      if (recent(key).length < limit) return;
      throw new AppError("too-many", {
        sentence: "There were too many wrong attempts.",
        nextStep: `Wait ${Math.ceil(windowMs / 60_000)} minutes and try again.`,
      });
    },
    add(key) {
      failures.set(key, [...recent(key), now()]);
      if (failures.size > 10_000) forgetOld();
    },
    clear: (key) => void failures.delete(key),
  };
}
