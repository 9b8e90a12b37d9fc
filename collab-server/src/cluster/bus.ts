/**
 * How collab-servers of one studio talk to each other: channels without a memory. A message reaches whoever listens at
 * that moment and is lost for everybody else, so nothing is ever true because a message said so: the log in the
 * database is, and `onReachable` is the moment to look there.
 */
export type Bus = {
  /** This server's own name on the bus. */
  readonly instance: string;
  /** Sends to everybody who listens, this server included. Never throws; while the bus is away it does nothing. */
  publish: (channel: string, message: Uint8Array) => void;
  /** Resolves, never rejects, once messages arrive or the bus turns out to be away. Gives the way to stop. */
  subscribe: (channel: string, listener: (message: Uint8Array) => void) => Promise<() => void>;
  isReachable: () => boolean;
  /** Calls back each time when the bus is there (again) and every subscription stands. */
  onReachable: (listener: () => void) => void;
  close: () => Promise<void>;
};
