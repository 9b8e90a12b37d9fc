import { get } from "node:http";
import { gunzipSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { floor, type Target } from "./targets.ts";

const syncMessage = 0;
const presenceMessage = 1;
const authMessage = 2;
const permissionDenied = 1;
const syncReply = 4;
const statelessMessage = 5;
const takenMessage = 8;

/** Hocuspocus ends a connection that says nothing for a minute. */
const signOfLifeMs = 20_000;

/** A client without a provider's cost: hand-written frames over a bare socket, the same for every target. */
export type RawClient = {
  doc: Y.Doc;
  /** Called for every document update that arrives, after it was applied (where the client applies them). */
  onUpdate: (() => void) | null;
  onDurable: ((mark: number) => void) | null;
  /** Called when the server says that it has an edit in its memory. */
  onTaken: (() => void) | null;
  sendUpdate: (update: Uint8Array) => void;
  sendMark: (mark: number) => void;
  /** Bytes that the whole socket has received and sent so far. */
  received: () => number;
  sent: () => number;
  /** Ends the whole socket. */
  close: () => void;
};

export type ConnectOptions = {
  film?: number;
  /** Which of the film's people it is. */
  person?: number;
  doc?: Y.Doc;
  /** Keeps no document: says that it has all of this, and only hears what comes after. */
  has?: Uint8Array;
  /** Opens the document by its snapshot first, where the target has one. */
  bySnapshot?: boolean;
  /** Where to connect instead of the target itself, for example through a slow link. */
  port?: number;
};

type Opening = Pick<ConnectOptions, "doc" | "has"> & { kind?: DocumentKind; snapshot?: Promise<Snapshot> };

/** Connects and resolves when the whole script is here (the answer to the state vector was applied). */
export async function connectRaw(target: Target, options: ConnectOptions = {}): Promise<RawClient> {
  const { film = 0, person = 0, bySnapshot = false, port } = options;
  // Beside the opening of the socket, as the browser does it.
  const snapshot =
    bySnapshot && target.snapshotUrl !== null
      ? fetchSnapshot(through(target.snapshotUrl(film), port), target.token(film, person))
      : undefined;
  snapshot?.catch(() => {});
  const open = await openSocket(target, { film, person, ...(port === undefined ? {} : { port }) });
  return open({ ...options, ...(snapshot === undefined ? {} : { snapshot }) });
}

/**
 * Opens several documents of a film as a page does, and resolves when all of them are here: on one socket, or on one for
 * each where the target has no names for them.
 */
export async function connectFilm(
  target: Target,
  who: { film: number; person: number },
  kinds: readonly DocumentKind[],
): Promise<RawClient[]> {
  if (target.name(who.film) === null) {
    return Promise.all(kinds.map(async (kind) => (await openSocket(target, { ...who, kind }))({ kind })));
  }
  const open = await openSocket(target, who);
  return Promise.all(kinds.map((kind) => open({ kind })));
}

async function openSocket(
  target: Target,
  { film, person, kind, port }: { film: number; person: number; kind?: DocumentKind; port?: number },
): Promise<(opening: Opening) => Promise<RawClient>> {
  const socket = new WebSocket(through(target.url(film, kind), port), { perMessageDeflate: false });
  const hearers = new Map<string | null, (decoder: decoding.Decoder) => void>();
  /** Some servers speak first, sooner than anybody here listens. */
  const early: { name: string | null; decoder: decoding.Decoder }[] = [];
  let received = 0;
  let sent = 0;
  let ended: Error | null = null;
  const whenEnded: ((error: Error) => void)[] = [];

  function send(name: string | null, type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    if (name !== null) encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    const frame = encoding.toUint8Array(encoder);
    sent += frame.byteLength;
    socket.send(frame);
  }

  const signOfLife = setInterval(() => {
    const [name = null] = hearers.keys();
    if (name === null || socket.readyState !== WebSocket.OPEN) return;
    send(name, presenceMessage, (encoder) => encoding.writeVarUint8Array(encoder, new Uint8Array([0])));
  }, signOfLifeMs);
  signOfLife.unref();

  function end(error: Error): void {
    clearInterval(signOfLife);
    ended ??= error;
    for (const tell of whenEnded.splice(0)) tell(ended);
  }
  socket.on("error", end);
  socket.on("close", (code, reason) =>
    end(new Error(`${target.label} closed: ${code} ${reason.toString()}`)),
  );
  socket.on("message", (data: Buffer) => {
    received += data.byteLength;
    const decoder = decoding.createDecoder(data);
    const name = target.name(film) === null ? null : decoding.readVarString(decoder);
    const hear = hearers.get(name);
    if (hear === undefined) early.push({ name, decoder });
    else hear(decoder);
  });

  function open({ kind, doc = new Y.Doc(), has, snapshot }: Opening): Promise<RawClient> {
    const name = target.name(film, kind);
    const token = target.token(film, person);

    function sendSync(step: number, bytes: Uint8Array): void {
      send(name, syncMessage, (encoder) => {
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, bytes);
      });
    }

    const client: RawClient = {
      doc,
      onUpdate: null,
      onDurable: null,
      onTaken: null,
      sendUpdate: (update) => sendSync(2, update),
      sendMark: (mark) =>
        send(name, statelessMessage, (encoder) => encoding.writeVarString(encoder, JSON.stringify({ mark }))),
      received: () => received,
      sent: () => sent,
      close: () => socket.terminate(),
    };

    async function begin(): Promise<void> {
      const { state, id } = (await snapshot) ?? { state: null, id: null };
      if (state !== null) Y.applyUpdate(doc, state);
      if (name !== null) {
        send(name, authMessage, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, id === null ? token : `${token}#${id}`);
        });
      }
      sendSync(0, has ?? Y.encodeStateVector(doc));
    }

    return new Promise((resolve, reject) => {
      if (ended !== null) reject(ended);
      whenEnded.push(reject);
      hearers.set(name, (decoder) => {
        const type = decoding.readVarUint(decoder);
        if (type === statelessMessage) {
          const { durable } = JSON.parse(decoding.readVarString(decoder)) as { durable?: number };
          if (durable !== undefined) client.onDurable?.(durable);
        }
        if (type === takenMessage) client.onTaken?.();
        if (type === authMessage && decoding.readVarUint(decoder) === permissionDenied)
          reject(new Error(`${target.label} refused ${name}: ${decoding.readVarString(decoder)}`));
        // Echo sends everything back as it came, and there is nothing to be in step with.
        if (type !== syncMessage && type !== syncReply) return;
        const step = decoding.readVarUint(decoder);
        const bytes = decoding.readVarUint8Array(decoder);
        if (step === 0 && has === undefined) sendSync(1, Y.encodeStateAsUpdate(doc, bytes));
        if (step === 2) {
          if (has === undefined) Y.applyUpdate(doc, bytes);
          client.onUpdate?.();
        }
        if (step === 1) {
          if (has === undefined) Y.applyUpdate(doc, bytes);
          resolve(client);
        }
      });
      for (const frame of early.splice(0)) {
        if (frame.name === name) hearers.get(name)?.(frame.decoder);
        else early.push(frame);
      }
      if (target.label === floor) resolve(client);
      else begin().catch(reject);
    });
  }

  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    whenEnded.push(reject);
  });
  return open;
}

type Snapshot = { state: Uint8Array; id: string };

/** Plain HTTP, because the overhead of `fetch` in Node would be measured too. */
function fetchSnapshot(url: string, token: string): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${token}` }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) {
          resolve({ state: gunzipSync(Buffer.concat(chunks)), id: String(response.headers["x-snapshot"]) });
        } else {
          reject(new Error(`The snapshot was refused with ${response.statusCode}.`));
        }
      });
    }).on("error", reject);
  });
}

function through(address: string, port: number | undefined): string {
  const url = new URL(address);
  if (port !== undefined) url.port = String(port);
  return url.toString();
}
