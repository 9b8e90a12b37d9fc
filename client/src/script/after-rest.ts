/** How long others' and one's own typing may put work off, ms: then it is done between two keys. */
const most = 1_000;

export type Rested = { later: () => void; stop: () => void };

/**
 * Does work a moment after the last change, and while changes go on once a second all the same: with five people typing
 * there is no pause to wait for. It is done when the page is idle, so that no key waits for it.
 */
export function afterRest(work: () => void, { rest }: { rest: number }): Rested {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  let since: number | null = null;
  const run = () => {
    idle = undefined;
    since = null;
    work();
  };
  const whenIdle = () => {
    timer = undefined;
    // Safari has no such callback.
    if (typeof requestIdleCallback === "function") idle = requestIdleCallback(run, { timeout: rest });
    else run();
  };
  return {
    later() {
      if (idle !== undefined) return;
      since ??= performance.now();
      clearTimeout(timer);
      timer = setTimeout(whenIdle, Math.max(0, Math.min(rest, since + most - performance.now())));
    },
    stop() {
      clearTimeout(timer);
      if (idle !== undefined) cancelIdleCallback(idle);
      timer = undefined;
      idle = undefined;
      since = null;
    },
  };
}
