import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { MessageType, type Hocuspocus, type WebSocketLike } from "@hocuspocus/server";
import { WebSocketServer, type WebSocket } from "ws";
import { messageYjsSyncStep2 } from "y-protocols/sync";
import { isSignOfLife, schemaVersion, signOfLife } from "@backlot/shared/documents/names";
import type { Log } from "@backlot/shared/server/logging";
import { addressOf, refusalOf } from "./address.ts";
import { placeOf } from "./http.ts";
import { closeSeat, openSeat, type Context, type Seat } from "./seat.ts";
import { tokenBucket } from "./token-bucket.ts";
import { updateLimits } from "./update-check.ts";
import { stockDoorPath, stockFrames, type Frames } from "./stock-door.ts";

/** Messages and bytes that one socket may send: in the long run, and at once after having been away. */
export const socketLimits = {
  messagesPerSecond: 400,
  messagesAtOnce: 4_000,
  bytesPerSecond: 4 * 1024 * 1024,
  bytesAtOnce: 48 * 1024 * 1024,
} as const;

/** Bytes that may wait to be read by one client: a whole document, which is what joining sends. */
export const maxBufferedBytes = 8 * 1024 * 1024;
const heartbeatMs = 15_000;

/** How long a slow reader gets to read why it is cut off, ms. */
const usualSlowPatienceMs = 1_000;

/** Hocuspocus reads address and headers of a request anew with every message; none of our hooks asks for them. */
const unasked = { url: "", headers: new Headers() } as Request;

export type SocketDoorOptions = {
  hocuspocus: Hocuspocus<Context>;
  log: Log;
  /** Passes a connection to the server that its project belongs to; false when it is to be served here. */
  pass?:
    | ((projectId: string, request: IncomingMessage, stream: Duplex, head: Buffer) => Promise<boolean>)
    | null;
  /** How long a slow reader gets to read why it is cut off, ms. */
  slowPatienceMs?: number;
};

export type SocketDoor = {
  attach: (server: HttpServer, path: string) => void;
  seats: ReadonlySet<Seat>;
  /** Takes no more sockets. */
  shut: () => void;
  /** Ends every socket because the server stops. */
  closeAll: () => Promise<void>;
};

/**
 * Takes WebSocket connections from an HTTP server and gives them a seat, within limits: our own clients at the given
 * path, and stock `y-websocket` clients at `/y/<document>`. Behind the door there is no difference between them.
 */
export function openSocketDoor({
  hocuspocus,
  log,
  pass = null,
  slowPatienceMs = usualSlowPatienceMs,
}: SocketDoorOptions): SocketDoor {
  const seats = new Set<Seat>();
  let isShut = false;
  const sockets = new WebSocketServer({
    noServer: true,
    // Compression costs more time than it saves here, and the largest frame is a whole document after a long absence.
    perMessageDeflate: false,
    maxPayload: updateLimits.catchUp.bytes + 64 * 1024,
  });

  function accept(socket: WebSocket, url: URL, frames: Frames | null): Seat {
    const seat = openSeat(socket, frames === null ? "hocuspocus" : "y-websocket");
    seats.add(seat);
    const messages = tokenBucket(socketLimits.messagesPerSecond, socketLimits.messagesAtOnce);
    const bytes = tokenBucket(socketLimits.bytesPerSecond, socketLimits.bytesAtOnce);
    const port = bounded(seat, frames === null ? socket : frames.outgoing(seat), slowPatienceMs);
    const client = hocuspocus.handleConnection(port as never, unasked, { seat });
    const stopHeartbeat = watch(seat, () => {
      if (frames === null) return;
      // A stock client that hears nothing for 30 s believes the connection dead, and one that says nothing is alive.
      client.lastMessageReceivedAt = Date.now();
      socket.send(frames.signOfLife);
    });
    socket.on("message", (data: Buffer, isBinary) => {
      if (socket.readyState !== socket.OPEN) return;
      const frame = frames === null || !isBinary ? data : frames.incoming(data);
      if (!isBinary || frame === null) closeSeat(seat, "invalidUpdate");
      else if (!messages.take(1) || !bytes.take(data.byteLength)) closeSeat(seat, "tooMany");
      else if (frames !== null) client.handleMessage(frame);
      else if (isSignOfLife(data)) socket.send(signOfLife);
      else hear(frame);
    });

    /** A frame of our own client, which says for which document it is. */
    function hear(frame: Uint8Array): void {
      const address = addressOf(frame);
      if (address === null) closeSeat(seat, "invalidUpdate");
      else if (!address.isOurs) port.send(refusalOf(address));
      else client.handleMessage(frame);
    }
    // A frame that breaks the protocol or is too large: `ws` closes the socket itself.
    socket.on("error", (error) => log.warn({ err: error, userId: seat.claims?.userId }, "a socket failed"));
    socket.on("close", (code, reason) => {
      stopHeartbeat();
      seats.delete(seat);
      client.handleClose({ code, reason: reason.toString() });
    });
    if (frames !== null) client.handleMessage(frames.ticket);
    return seat;
  }

  function serve(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    url: URL,
    frames: Frames | null,
  ): void {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const seat = accept(socket, url, frames);
      const version = url.searchParams.get("v");
      // A stock client has no editor of ours that could delete what it does not know.
      if (version === null && frames !== null) return;
      // Refused here, before any editor could render a document whose blocks it does not know.
      if (version === null || !(Number(version) >= schemaVersion)) closeSeat(seat, "tooOld");
      // This server is about to be replaced; what its other clients do not know must not reach them meanwhile.
      else if (Number(version) > schemaVersion) closeSeat(seat, "restart");
    });
  }

  function attach(server: HttpServer, path: string): void {
    server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      // Node lets go of the stream here: from now on a broken connection is this listener's to survive.
      stream.on("error", () => stream.destroy());
      const url = placeOf(request);
      if (url === null) {
        turnAway(stream, "400 Bad Request");
        return;
      }
      const isStock = url.pathname.startsWith(stockDoorPath);
      if (url.pathname !== path && !isStock) {
        // Somebody else's path is somebody else's to answer, where there is anybody else.
        if (server.listenerCount("upgrade") === 1) turnAway(stream, "404 Not Found");
        return;
      }
      const frames = isStock ? stockFrames(url) : null;
      if (isShut || (isStock && frames === null)) {
        turnAway(stream, isShut ? "503 Service Unavailable" : "404 Not Found");
        return;
      }
      const projectId = frames?.projectId ?? url.searchParams.get("project");
      if (pass === null || projectId === null) {
        serve(request, stream, head, url, frames);
        return;
      }
      pass(projectId, request, stream, head).then(
        (isPassed) => {
          if (!isPassed) serve(request, stream, head, url, frames);
        },
        (error: unknown) => {
          log.error({ err: error }, "a connection could not be passed on");
          stream.destroy();
        },
      );
    });
  }

  async function closeAll(): Promise<void> {
    const open = [...seats];
    const closed = open.map((seat) => new Promise((resolve) => seat.socket.once("close", resolve)));
    for (const seat of open) closeSeat(seat, "restart");
    const patience = setTimeout(() => {
      for (const seat of open) seat.socket.terminate();
    }, 500);
    await Promise.all(closed);
    clearTimeout(patience);
  }

  return {
    attach,
    seats,
    closeAll,
    shut() {
      isShut = true;
    },
  };
}

function turnAway(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
}

/** What a frame of Hocuspocus is: the document's name comes first, with its length in front (names are short). */
function typeOf(frame: Uint8Array): number | undefined {
  return frame[1 + (frame[0] ?? 0)];
}

/** Whether a frame says that an edit was taken. */
function isTaken(frame: Uint8Array): boolean {
  return typeOf(frame) === MessageType.SyncStatus;
}

/** Whether a frame holds what somebody asked for who opened a document. */
function isWhole(frame: Uint8Array): boolean {
  const type = typeOf(frame);
  if (type !== MessageType.Sync && type !== MessageType.SyncReply) return false;
  return frame[2 + (frame[0] ?? 0)] === messageYjsSyncStep2;
}

type Port = Pick<WebSocketLike, "send" | "close" | "readyState">;

/**
 * What Hocuspocus writes to: the seat's socket, which is ended when its other side reads more slowly than the room
 * writes. Looked at with every frame, because a busy room fills a server's memory in seconds.
 */
function bounded(seat: Seat, port: Port, slowPatienceMs: number): Port {
  const { _socket: stream } = seat.socket as unknown as { _socket: Socket };
  let isHolding = false;

  /** Lets frames of this turn wait for each other, because the time goes into how often the system is asked to write. */
  function hold(): void {
    if (isHolding) return;
    isHolding = true;
    stream.cork();
    setImmediate(() => {
      isHolding = false;
      stream.uncork();
    });
  }

  return {
    get readyState() {
      return port.readyState;
    },
    close: (code, reason) => port.close(code, reason),
    send(data) {
      const frame = data as Uint8Array;
      const { bufferedAmount } = seat.socket;
      // A document is one frame, whatever its size, and was asked for.
      const added = isWhole(frame) ? 0 : frame.byteLength;
      if (bufferedAmount + added <= maxBufferedBytes) {
        // The edit itself comes back behind it.
        if (isTaken(frame)) hold();
        port.send(frame);
        return;
      }
      // A close frame would wait behind everything that is not being read; it is there for a reader that catches up.
      closeSeat(seat, "slowConsumer");
      setTimeout(() => seat.socket.terminate(), slowPatienceMs).unref();
    },
  };
}

/** Ends a socket whose other side is gone without saying so. */
function watch(seat: Seat, onAlive: () => void): () => void {
  let isAlive = true;
  seat.socket.on("pong", () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) {
      seat.socket.terminate();
    } else {
      onAlive();
      isAlive = false;
      seat.socket.ping();
    }
  }, heartbeatMs);
  timer.unref();
  return () => clearInterval(timer);
}
