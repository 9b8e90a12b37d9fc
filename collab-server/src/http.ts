import type { IncomingMessage, RequestListener } from "node:http";
import { Readable } from "node:stream";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Log } from "@backlot/shared/server/logging";
import { requestIdHeader } from "@backlot/shared/server/request-id";
import { forwardedHeader } from "./cluster/forward.ts";

/** Serves web requests from a plain HTTP server, where no framework does. */
export function listenTo(answer: (request: Request) => Promise<Response>, log: Log): RequestListener {
  async function serve(incoming: IncomingMessage, outgoing: Parameters<RequestListener>[1]): Promise<void> {
    const request = toRequest(incoming);
    const response = request === null ? new Response(null, { status: 400 }) : await answer(request);
    const bytes = Buffer.from(await response.arrayBuffer());
    // Whoever is still sending something that nobody wants is not to be waited for.
    if (!incoming.complete) outgoing.setHeader("connection", "close");
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(bytes);
  }
  return (incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      log.error({ err: error }, "a request could not be answered");
      outgoing.destroy();
    });
  };
}

/**
 * Where a request goes, or null when its first line names no place here. Only a path is one: `//host/path` and
 * `http://host/path` name another host, and some text names nothing at all.
 */
export function placeOf({ url = "/" }: IncomingMessage): URL | null {
  if (!url.startsWith("/")) return null;
  const place = URL.parse(url, "http://collab");
  return place?.host === "collab" ? place : null;
}

/** A part of a path as text; empty for one that stands for none. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** The headers that anybody here looks at. */
const passedOn = ["authorization", requestIdHeader, forwardedHeader];

/** The body is read when somebody asks for it, so that a stranger's is not. */
function toRequest(incoming: IncomingMessage): Request | null {
  const place = placeOf(incoming);
  const { method = "GET", headers } = incoming;
  if (place === null) return null;
  const hasBody = method !== "GET" && method !== "HEAD";
  try {
    return new Request(place, {
      method,
      headers: Object.fromEntries(
        passedOn.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : [])),
      ),
      ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
    });
  } catch {
    return null;
  }
}

/** Reads a body of at most so many bytes, and stops reading beyond. Rejects with `too-large`. */
export async function textWithin(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AppError("too-large", { sentence: "This request is too large." });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
