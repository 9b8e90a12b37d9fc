/** A socket on which nothing was heard for so long, ms, is asked for a sign of life. */
export const quietMs = 4_000;

/** How long the answer may take, ms; quiet and unanswered together stay below ten seconds. */
export const answerMs = 4_500;

/** How long a connection may take to be made, ms. */
export const connectMs = 10_000;

/** A timer that fires so much too late, ms, says that this page slept, not that the other side is gone. */
const sleptMs = 2_000;

export type Pulse = {
  /** A connection is being made. */
  connecting: () => void;
  /** Something arrived, whatever it was. */
  heard: () => void;
  /** There is no socket to watch. */
  stopped: () => void;
};

/**
 * Notices a connection whose other side is gone without saying so: the network is down, and the socket merely silent.
 * Counts on a clock that nobody can set.
 */
export function watchPulse(options: {
  /** Asks the other side for a sign of life. */
  ask: () => void;
  /** The other side is gone; called once per connection. */
  onSilent: () => void;
}): Pulse {
  let timer: ReturnType<typeof setTimeout> | null = null;

  function after(milliseconds: number, then: (isLate: boolean) => void): void {
    if (timer !== null) clearTimeout(timer);
    const due = performance.now() + milliseconds;
    timer = setTimeout(() => {
      timer = null;
      then(performance.now() > due + sleptMs);
    }, milliseconds);
  }

  function ask(): void {
    options.ask();
    after(answerMs, (isLate) => {
      if (isLate) ask();
      else options.onSilent();
    });
  }

  return {
    connecting() {
      after(connectMs, () => options.onSilent());
    },
    heard() {
      after(quietMs, ask);
    },
    stopped() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
