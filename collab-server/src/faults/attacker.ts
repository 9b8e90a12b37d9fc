import { MessageType } from "@hocuspocus/server";
import { AuthMessageType } from "@hocuspocus/common";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";

/**
 * What became of a frame, by what the server said about it or did because of it: it called the mark behind it durable, it
 * answered in another way, or it ended the document or the connection. `unheard` is none of these, in a long time.
 */
export type Outcome = "durable" | "answered" | "ended" | "unheard";

export type Attacker = {
  /** Sends one frame and, behind it, something that the server answers in turn; resolves when it has handled the frame. */
  send: (frame: Uint8Array) => Promise<Outcome>;
  /** Sends a frame and waits for nothing; false when there is no connection, which the next `send` or `join` makes. */
  sendBlindly: (frame: Uint8Array) => boolean;
  /** Connects and shows the ticket, if that is to be done again. */
  join: () => Promise<void>;
  /** Resolves when the server has ended the present connection. */
  gone: () => Promise<unknown>;
  /** The highest mark that the server has called durable on any connection. */
  durable: () => number;
  /** Connections that the server ended so far, by code; with 0 documents that it closed alone. */
  readonly ended: Map<number, number>;
  close: () => void;
};

export type AttackerOptions = {
  url: string;
  document: string;
  ticket: string;
  /** Whoever may only read gets no answer to a mark, but to an edit. */
  mayWrite: boolean;
};

/** After so long the server is believed to say nothing at all, ms; it only bounds a failure. */
const patienceMs = 60_000;

/** Somebody with a good ticket and bad intentions, who comes back after every end of the connection. */
export function anAttacker({ url, document, ticket, mayWrite }: AttackerOptions): Attacker {
  const ended = new Map<number, number>();
  let socket: WebSocket | null = null;
  let mark = 0;
  let durable = 0;
  let hear: (said: Said | "ended") => void = () => {};

  const ticketFrame = frameOf(document, (encoder) => {
    encoding.writeVarUint(encoder, MessageType.Auth);
    encoding.writeVarUint(encoder, AuthMessageType.Token);
    encoding.writeVarString(encoder, ticket);
  });
  const emptyEdit = editFrame(document, new Uint8Array([0, 0]));

  function markFrame(n: number): Uint8Array {
    return frameOf(document, (encoder) => {
      encoding.writeVarUint(encoder, MessageType.Stateless);
      encoding.writeVarString(encoder, JSON.stringify({ mark: n }));
    });
  }

  function noteEnd(code: number): void {
    ended.set(code, (ended.get(code) ?? 0) + 1);
    hear("ended");
  }

  /** Waits for something that is said, or for the end; null when neither comes. */
  function heard<T>(of: (said: Said | "ended") => T | null): Promise<T | null> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => finish(null), patienceMs);
      hear = (said) => {
        const found = of(said);
        if (found !== null) finish(found);
      };
      function finish(found: T | null): void {
        clearTimeout(patience);
        hear = () => {};
        resolve(found);
      }
    });
  }

  function leave(): void {
    socket?.terminate();
    socket = null;
  }

  async function join(): Promise<void> {
    if (socket?.readyState === WebSocket.OPEN) return;
    const fresh = new WebSocket(url, { perMessageDeflate: false });
    socket = fresh;
    fresh.on("error", () => {});
    fresh.on("message", (data: Buffer) => {
      if (socket !== fresh) return;
      const said = read(data, document);
      durable = Math.max(durable, said.durable ?? 0);
      if (said.type === MessageType.CLOSE) {
        noteEnd(0);
        leave();
      } else hear(said);
    });
    fresh.on("close", (code) => {
      if (socket === fresh) noteEnd(code);
    });
    await new Promise<void>((resolve) => {
      fresh.once("open", resolve);
      fresh.once("close", resolve);
    });
    if (fresh.readyState !== WebSocket.OPEN) return;
    const isLetIn = heard((said) => said === "ended" || said.type === MessageType.Auth || null);
    fresh.send(ticketFrame);
    await isLetIn;
  }

  return {
    ended,
    join,
    async send(frame) {
      await join();
      if (socket?.readyState !== WebSocket.OPEN) return "unheard";
      mark += 1;
      const n = mark;
      const outcome = heard((said): Outcome | null => {
        if (said === "ended") return "ended";
        if ((said.durable ?? 0) >= n) return "durable";
        // It asks for what is missing, or says what it thinks of an edit.
        return said.isQuestion || (!mayWrite && said.type === MessageType.SyncStatus) ? "answered" : null;
      });
      socket.send(frame);
      socket.send(mayWrite ? markFrame(n) : emptyEdit);
      const became = (await outcome) ?? "unheard";
      // On this connection nothing more is called durable before what is missing has come, which it never will.
      if (mayWrite && became === "answered") leave();
      return became;
    },
    gone: () =>
      socket === null || socket.readyState === WebSocket.CLOSED
        ? Promise.resolve()
        : heard((said) => said === "ended" || null),
    durable: () => durable,
    sendBlindly(frame) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(frame);
      return true;
    },
    close: leave,
  };
}

/** What a frame of the server says about a document, as far as an attacker cares. */
type Said = { type: number; durable: number | null; isQuestion: boolean };

const nothing: Said = { type: -1, durable: null, isQuestion: false };

function read(data: Uint8Array, document: string): Said {
  if (data.byteLength < 2) return nothing;
  const decoder = decoding.createDecoder(data);
  if (decoding.readVarString(decoder) !== document) return nothing;
  const type = decoding.readVarUint(decoder);
  const isQuestion = type === MessageType.Sync && decoding.peekVarUint(decoder) === 0;
  const durable =
    type === MessageType.Stateless
      ? (JSON.parse(decoding.readVarString(decoder)) as { durable?: number }).durable
      : null;
  return { type, durable: durable ?? null, isQuestion };
}

/** How often the server hung up on all of them together, by code. */
export function endsOf(attackers: readonly Attacker[]): Record<number, number> {
  const sum: Record<number, number> = {};
  for (const [code, count] of attackers.flatMap(({ ended }) => [...ended]))
    sum[code] = (sum[code] ?? 0) + count;
  return sum;
}

/** A live edit, as our clients send it. */
export function editFrame(document: string, update: Uint8Array): Uint8Array {
  return frameOf(document, (encoder) => {
    encoding.writeVarUint(encoder, MessageType.Sync);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, update);
  });
}

function frameOf(document: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, document);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
