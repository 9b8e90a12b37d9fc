/** Reads something again now, or soon. */
export type Refetcher = (queryKey: readonly string[]) => void;

const pauseMs = 1_000;

/**
 * Reads each thing again at most once a second: at once after a quiet second, and once more for all that was asked
 * meanwhile. A run tells of every picture that it made, and a film has hundreds.
 */
export function createRefetcher(
  read: (queryKey: readonly string[]) => void,
  later: (work: () => void) => void = (work) => void setTimeout(work, pauseMs),
): Refetcher {
  /** What was read in this second, and whether it was asked for again since. */
  const askedAgain = new Map<string, boolean>();

  function readNow(queryKey: readonly string[], name: string): void {
    askedAgain.set(name, false);
    read(queryKey);
    later(() => {
      if (askedAgain.get(name) === true) readNow(queryKey, name);
      else askedAgain.delete(name);
    });
  }

  return (queryKey) => {
    const name = JSON.stringify(queryKey);
    if (askedAgain.has(name)) askedAgain.set(name, true);
    else readNow(queryKey, name);
  };
}
