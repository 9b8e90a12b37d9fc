import { connect, createServer, type Socket } from "node:net";
import { DelayLine } from "../faults/delay-line.ts";

export type SlowLink = { port: number; close: () => Promise<void> };

/** A connection of 10 Mbit/s with 25 ms in each direction, as a person on a shared line has it. */
const bytesPerMs = 1_250;
const delayMs = 25;

export function openSlowLink(targetPort: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();

  function carry(from: Socket, to: Socket): void {
    let freeAt = 0;
    const line = new DelayLine<Buffer | null>((chunk) => {
      if (chunk === null) to.end();
      else if (!to.destroyed) to.write(chunk);
    });
    from.on("data", (chunk: Buffer) => {
      const now = performance.now();
      freeAt = Math.max(now, freeAt) + chunk.byteLength / bytesPerMs;
      line.push(chunk, freeAt + delayMs - now);
    });
    // What was sent before the end is still on its way.
    from.on("close", () => line.push(null, delayMs));
    from.on("error", () => to.destroy());
  }

  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: targetPort, host: "127.0.0.1", noDelay: true });
    for (const socket of [near, far]) sockets.add(socket);
    carry(near, far);
    carry(far, near);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => closed());
          }),
      });
    });
  });
}
