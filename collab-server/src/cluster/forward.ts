import { request as dial, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Log } from "@backlot/shared/server/logging";

/** Marks a connection that came through another server: it is served where it is, whatever the roster says here. */
export const forwardedHeader = "x-backlot-forwarded";

/** The owner has this long, ms, to take a connection before it is served here. */
const patienceMs = 2_000;

export function wasForwarded({ headers }: IncomingMessage | Request): boolean {
  return headers instanceof Headers ? headers.has(forwardedHeader) : headers[forwardedHeader] !== undefined;
}

/**
 * Passes a WebSocket connection on to the server at `address`, unread. False when that server does not take it, and
 * the connection is untouched: two servers may serve one project, it is only better when one does.
 */
export function forward(
  address: string,
  incoming: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  log: Log,
): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = dial(new URL(incoming.url ?? "/", address), {
      headers: { ...incoming.headers, [forwardedHeader]: "1" },
    });
    const timer = setTimeout(() => refuse(new Error("no answer in time")), patienceMs);
    function refuse(reason: Error): void {
      clearTimeout(timer);
      outgoing.destroy();
      log.warn({ err: reason, address }, "a connection could not be passed on and is served here");
      resolve(false);
    }
    outgoing.on("error", refuse);
    outgoing.on("response", (response) => refuse(new Error(`it answered ${response.statusCode}`)));
    outgoing.on("upgrade", (response, further, furtherHead) => {
      clearTimeout(timer);
      outgoing.off("error", refuse);
      const lines = [`HTTP/1.1 101 ${response.statusMessage ?? ""}`];
      for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
        lines.push(`${response.rawHeaders[at]}: ${response.rawHeaders[at + 1]}`);
      }
      stream.write(`${lines.join("\r\n")}\r\n\r\n`);
      if (furtherHead.length > 0) stream.write(furtherHead);
      if (head.length > 0) further.write(head);
      for (const [one, other] of [
        [stream, further],
        [further, stream],
      ] as const) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
        one.pipe(other);
      }
      resolve(true);
    });
    outgoing.end();
  });
}

/**
 * Asks the server at `address` for what was asked for here, and gives its answer untouched: it stays compressed. Null
 * when that server does not answer in time or only says that it cannot.
 */
export async function answerOf(address: string, incoming: Request, log: Log): Promise<Response | null> {
  const { pathname, search } = new URL(incoming.url);
  const authorization = incoming.headers.get("authorization") ?? "";
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = dial(new URL(`${pathname}${search}`, address), {
        headers: { authorization, [forwardedHeader]: "1" },
        signal: AbortSignal.timeout(patienceMs),
      });
      outgoing.on("error", reject);
      outgoing.on("response", resolve);
      outgoing.end();
    });
    const bytes = await buffer(response);
    const status = response.statusCode ?? 500;
    if (status >= 500) throw new Error(`it answered ${status}`);
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers))
      if (typeof value === "string" && !ofConnection.has(name)) headers.set(name, value);
    return new Response(bytes, { status, headers });
  } catch (error) {
    log.warn({ err: error, address }, "a request could not be passed on and is answered here");
    return null;
  }
}

/** What belongs to one connection, not to what it carried. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date"]);
