import { createServer } from "node:net";

/** A port that nothing listens on at this moment, chosen by the system. */
export function freePort(): Promise<number> {
  return tryPort(0).then((port) => {
    if (port === null) throw new Error("The system has no free port.");
    return port;
  });
}

/** The port itself when it is free, or null. */
export function tryPort(port: number, host = "127.0.0.1"): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}

/** The first free port from `first` on; looks at a hundred of them. */
export async function nextFreePort(first: number, host?: string): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    if ((await tryPort(port, host)) !== null) return port;
  }
  throw new Error(`None of the ports ${first} to ${first + 99} is free.`);
}
