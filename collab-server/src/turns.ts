/** Waits until it is the turn of whoever this key stands for. */
export type Turn = (who: object) => Promise<void>;

/**
 * Lets heavy work in piece by piece: one piece in each turn of the event loop, so that between two of them everything
 * else that has arrived is handled, and from everybody who waits in rotation, so that who has much to do holds up
 * nobody who has little.
 */
export function takeTurns(): Turn {
  const waiting = new Map<object, (() => void)[]>();

  function next(): void {
    const [first] = waiting;
    if (first === undefined) return;
    const [who, pieces] = first;
    const begin = pieces.shift();
    waiting.delete(who);
    if (pieces.length > 0) waiting.set(who, pieces);
    // What follows is done before anything else is; then it is the others' turn.
    begin?.();
    if (waiting.size > 0) setImmediate(next);
  }

  return (who) =>
    new Promise((resolve) => {
      if (waiting.size === 0) setImmediate(next);
      const pieces = waiting.get(who);
      if (pieces === undefined) waiting.set(who, [resolve]);
      else pieces.push(resolve);
    });
}
