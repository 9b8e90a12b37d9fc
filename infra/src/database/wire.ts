import { createServer, type Server, type Socket } from "node:net";
import { FrameReader, type Frame } from "./frames.ts";
import { Turns, type Execute } from "./turns.ts";

export type WireOptions = {
  execute: Execute;
  /** Asked of every connection: the port is open to every user of this machine. */
  password: string;
  /** The version that clients are told, for example "18.6". */
  serverVersion: string;
  port: number;
  idleInTransactionMs?: number;
  onProblem?: (sentence: string, error?: unknown) => void;
};

/**
 * Serves one Postgres session to many connections over the Postgres wire protocol, on the loopback address.
 * See `docs/decisions/0002-embedded-postgres.md` for what that costs the callers.
 */
export function serveWire(options: WireOptions): Promise<{ server: Server; port: number }> {
  const turns = new Turns({
    execute: options.execute,
    idleLimitMs: options.idleInTransactionMs ?? 15_000,
    onIdle: (owner) => {
      options.onProblem?.("A transaction was left open without a statement and was rolled back.");
      (owner as Socket).destroy();
    },
  });
  const server = createServer({ noDelay: true }, (socket) => serveConnection(socket, turns, options));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : options.port });
    });
  });
}

function serveConnection(socket: Socket, turns: Turns, options: WireOptions): void {
  const reader = new FrameReader();
  let isTrusted = false;

  function handle(frame: Frame): void {
    switch (frame.kind) {
      case "encryption-request":
        socket.write("N");
        return;
      case "startup":
        socket.write(askForPassword);
        return;
      case "password":
        isTrusted = frame.password === options.password;
        if (isTrusted) socket.write(welcome(options.serverVersion));
        else socket.end(errorMessage("28P01", "the password is not the embedded database's"));
        return;
      case "messages":
        if (!isTrusted) socket.destroy();
        else turns.run(socket, frame.bytes, (data) => socket.write(Buffer.from(data))).catch(onFailure);
        return;
      case "cancel-request":
      case "terminate":
        socket.end();
    }
  }
  function onFailure(error: unknown): void {
    options.onProblem?.("The embedded database failed while it ran a statement.", error);
    socket.destroy();
  }

  socket.on("data", (chunk) => {
    try {
      for (const frame of reader.read(chunk)) handle(frame);
    } catch (error) {
      onFailure(error);
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => void turns.release(socket).catch(onFailure));
}

function message(type: string, ...parts: Array<Buffer | string>): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)),
  );
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const askForPassword = message("R", Buffer.of(0, 0, 0, 3));

function welcome(serverVersion: string): Buffer {
  const parameters = {
    server_version: serverVersion,
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    DateStyle: "ISO, MDY",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
    TimeZone: "UTC",
  };
  return Buffer.concat([
    message("R", Buffer.of(0, 0, 0, 0)),
    ...Object.entries(parameters).map(([name, value]) => message("S", name, value)),
    message("K", Buffer.alloc(8)),
    message("Z", Buffer.from("I")),
  ]);
}

function errorMessage(code: string, text: string): Buffer {
  return message("E", "SFATAL", "VFATAL", `C${code}`, `M${text}`, Buffer.of(0));
}
