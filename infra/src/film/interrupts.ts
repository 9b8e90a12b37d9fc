/** Between two signals that come from one keystroke: the terminal sends it to everyone in the foreground, and each parent passes it on. */
const echoMs = 1_000;

/**
 * Calls `first` at the first request to stop and `again` at a later one. A signal that arrives twice for one Ctrl-C counts once.
 * Gives the function that takes the signals.
 */
export function interruptions(
  { first, again }: { first: () => void; again: () => void },
  now: () => number = Date.now,
): () => void {
  let lastAt: number | null = null;
  return () => {
    const previous = lastAt;
    lastAt = now();
    if (previous === null) first();
    else if (lastAt - previous > echoMs) again();
  };
}
