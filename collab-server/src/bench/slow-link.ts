import { connect, createServer, type Socket } from "node:net";

export type SlowLink = { port: number; close: () => Promise<void> };

/** A connection of 10 Mbit/s with 25 ms in each direction, as a person on a shared line has it. */
const bytesPerMs = 1_250;
const delayMs = 25;

export function openSlowLink(targetPort: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();

  function carry(from: Socket, to: Socket): void {
    let freeAt = 0;
    from.on("data", (chunk: Buffer) => {
      const now = performance.now();
      freeAt = Math.max(now, freeAt) + chunk.byteLength / bytesPerMs;
      setTimeout(() => void (to.destroyed || to.write(chunk)), freeAt + delayMs - now);
    });
    // What was sent before the end is still on its way.
    from.on("close", () => setTimeout(() => to.end(), Math.max(0, freeAt - performance.now()) + delayMs * 2));
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
