/**
 * PGlite is one Postgres session. A *turn* gives one connection that session alone, from the first message of a
 * statement until the session reports that it is idle again: a whole extended query, or a whole transaction.
 * Without turns the unnamed statement that one connection parsed would be bound by another.
 */

/** Sends frontend messages to the session; calls `onData` with what it answers. */
export type Execute = (message: Uint8Array, onData: (data: Uint8Array) => void) => Promise<void>;

type Request = {
  owner: object;
  message: Uint8Array;
  onData: (data: Uint8Array) => void;
  settle: { resolve: () => void; reject: (reason: unknown) => void };
};

export type TurnsOptions = {
  execute: Execute;
  /** How long an owner may hold an open transaction without sending anything, in milliseconds. */
  idleLimitMs: number;
  /** Called when an owner overstayed; its transaction has been rolled back. */
  onIdle: (owner: object) => void;
};

const readyForQuery = 0x5a;
const idle = 0x49;
const sync = Uint8Array.of(0x53, 0, 0, 0, 4);
const rollback = Uint8Array.from([0x51, 0, 0, 0, 13, ...Buffer.from("ROLLBACK\0")]);

export class Turns {
  readonly #options: TurnsOptions;
  #waiting: Request[] = [];
  #holder: object | null = null;
  #isRunning = false;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #gone = new WeakSet<object>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Runs complete messages of one owner as soon as the session is free or already its own. */
  run(owner: object, message: Uint8Array, onData: (data: Uint8Array) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ owner, message, onData, settle: { resolve, reject } });
      void this.#pump();
    });
  }

  /** Forgets an owner that went away: drops what it asked for and rolls back what it left open. */
  async release(owner: object): Promise<void> {
    this.#waiting = this.#waiting.filter((request) => request.owner !== owner);
    this.#gone.add(owner);
    if (this.#holder !== owner || this.#isRunning) return;
    await this.#reset();
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#isRunning) return;
    const next = this.#waiting.findIndex(({ owner }) => this.#holder === null || owner === this.#holder);
    if (next < 0) return;
    const [request] = this.#waiting.splice(next, 1);
    if (!request) return;
    this.#isRunning = true;
    this.#holder = request.owner;
    clearTimeout(this.#idleTimer);
    try {
      const status = await this.#execute(request);
      if (status === idle) this.#holder = null;
      else if (this.#gone.has(request.owner)) await this.#reset();
      else this.#watchIdle(request.owner);
      request.settle.resolve();
    } catch (error) {
      request.settle.reject(error);
    } finally {
      this.#isRunning = false;
    }
    void this.#pump();
  }

  /** Returns the transaction status byte that ends an answer, or null when the answer is not complete yet. */
  async #execute({ message, onData }: Pick<Request, "message" | "onData">): Promise<number | null> {
    let tail = Buffer.alloc(0);
    await this.#options.execute(message, (data) => {
      tail = Buffer.concat([tail, data.subarray(-6)]).subarray(-6);
      onData(data);
    });
    return tail.length === 6 && tail[0] === readyForQuery && tail[4] === 5 ? (tail[5] ?? null) : null;
  }

  #watchIdle(owner: object): void {
    this.#idleTimer = setTimeout(() => {
      if (this.#holder !== owner || this.#isRunning) return;
      this.#options.onIdle(owner);
      void this.release(owner);
    }, this.#options.idleLimitMs);
  }

  async #reset(): Promise<void> {
    this.#isRunning = true;
    clearTimeout(this.#idleTimer);
    const ignore = () => {};
    // A statement that was cut off in the middle ignores everything until the next Sync.
    await this.#execute({ message: sync, onData: ignore });
    await this.#execute({ message: rollback, onData: ignore });
    this.#holder = null;
    this.#isRunning = false;
  }
}
