import { connect, createServer, type Socket } from "node:net";
import { DelayLine } from "./delay-line.ts";

/**
 * What a link does with traffic. `cut`: connections break and none is taken. `silent`: connections stay, and nothing
 * passes in either direction, as behind a dead router. `mute`: what is asked on a present connection arrives, and no
 * answer comes back on it; new connections are whole.
 */
export type LinkMode = "open" | "cut" | "silent" | "mute";

export type Link = {
  readonly port: number;
  /** Breaks or mends the link. Going back to `open` ends connections on which something was swallowed. */
  set: (mode: LinkMode) => void;
  /** Holds everything back for so long, ms, in both directions. */
  delay: (milliseconds: number) => void;
  /** Lets answers pass at so many bytes a second, and takes no more than that from whoever sends them; null ends it. */
  throttle: (bytesPerSecond: number | null) => void;
  /** Ends every present connection; new ones are taken. */
  drop: () => void;
  close: () => Promise<void>;
};

/** Into so many pieces a throttled link divides a second. */
const trickles = 20;

/** A TCP proxy between two parts of the system that can be broken in the ways that networks break. */
export function openLink(targetPort: () => number): Promise<Link> {
  const pairs = new Set<[Socket, Socket]>();
  const muted = new WeakSet<Socket>();
  let mode: LinkMode = "open";
  let delayMs = 0;
  let bytesPerSecond: number | null = null;

  function drop(): void {
    for (const pair of pairs) for (const side of pair) side.destroy();
    pairs.clear();
  }

  function forward(from: Socket, to: Socket, isAnswer: boolean): void {
    const line = new DelayLine<Buffer | null>((chunk) => {
      if (chunk === null) to.end();
      else if (!to.destroyed) to.write(chunk);
    });
    from.on("data", (chunk: Buffer) => {
      if (mode === "silent" || (isAnswer && muted.has(to))) return;
      if (isAnswer && bytesPerSecond !== null) trickle(chunk);
      else line.push(chunk, delayMs);
    });

    /** Gives a chunk on piece by piece, as the other side reads it, and reads nothing meanwhile. */
    function trickle(chunk: Buffer): void {
      from.pause();
      const length = bytesPerSecond === null ? chunk.byteLength : Math.ceil(bytesPerSecond / trickles);
      line.push(chunk.subarray(0, length), delayMs);
      if (length < chunk.byteLength) setTimeout(trickle, 1_000 / trickles, chunk.subarray(length));
      else from.resume();
    }
    from.on("end", () => line.push(null, delayMs));
  }

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    if (mode === "cut") {
      near.destroy();
      return;
    }
    const far = connect({ port: targetPort(), host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    forward(near, far, false);
    forward(far, near, true);
    for (const [side, other] of [pair, pair.toReversed() as [Socket, Socket]]) {
      side.on("error", () => other.destroy());
      side.on("close", () => {
        pairs.delete(pair);
        if (mode !== "silent") other.destroy();
      });
    }
  });

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : 0,
        set(next) {
          const swallowed = mode === "silent" || mode === "mute";
          mode = next;
          if (next === "mute") for (const [near] of pairs) muted.add(near);
          if (next === "cut" || (next === "open" && swallowed)) drop();
        },
        delay: (milliseconds) => (delayMs = milliseconds),
        throttle: (rate) => (bytesPerSecond = rate),
        drop,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            drop();
          }),
      });
    });
  });
}
