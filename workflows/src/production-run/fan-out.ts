/**
 * Runs `work` for every item, at most `limit` at a time and none while paused. Deterministic: items start in their order.
 * `work` answers for its own failures; what it throws (a cancellation) stops the rest from starting and is thrown once
 * those under way have ended.
 */
export async function fanOut<T>(
  items: readonly T[],
  options: { limit: number; untilResumed: () => Promise<void> },
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let thrown: { error: unknown } | null = null;
  async function lane(): Promise<void> {
    while (next < items.length && thrown === null) {
      const item = items[next++] as T;
      try {
        await options.untilResumed();
        await work(item);
      } catch (error) {
        thrown ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.limit, items.length) }, lane));
  // Assigned inside the lanes, which the compiler's flow analysis cannot see.
  const stopped = thrown as { error: unknown } | null;
  if (stopped !== null) throw stopped.error;
}
