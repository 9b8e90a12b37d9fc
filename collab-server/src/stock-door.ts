import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MessageType, type WebSocketLike } from "@hocuspocus/server";
import { AuthMessageType } from "@hocuspocus/common";
import { closeNamed } from "@backlot/shared/documents/close-codes";
import { parseDocumentName } from "@backlot/shared/documents/names";
import { closeSeat, type Seat } from "./seat.ts";

/** Stock clients name the document in the path and bring their ticket as `?ticket=`. */
export const stockDoorPath = "/y/";

/** Between what a stock `y-websocket` client speaks and what everything behind the door speaks. */
export type Frames = {
  projectId: string;
  /** The first frame: the ticket, as our own client would have sent it. */
  ticket: Uint8Array;
  /** One frame of the client, or null for one that no stock client sends. */
  incoming: (data: Uint8Array) => Uint8Array | null;
  /** The client's socket, as Hocuspocus sees it. */
  outgoing: (seat: Seat) => WebSocketLike;
  /** Changes nothing and says that the connection stands: presence of nobody. */
  signOfLife: Uint8Array;
};

/** What a stock client says: sync, presence, and asking for presence. */
const spoken = new Set<number>([MessageType.Sync, MessageType.Awareness, MessageType.QueryAwareness]);

/**
 * Translates frames, and nothing else: a stock frame is one of ours without the document's name. Tickets, roles, limits,
 * checks, presence and the log are behind this, the same for everybody. Null for an address that names no document.
 */
export function stockFrames(url: URL): Frames | null {
  let document: string;
  let projectId: string;
  try {
    document = decodeURIComponent(url.pathname.slice(stockDoorPath.length));
    ({ projectId } = parseDocumentName(document));
  } catch {
    return null;
  }
  const name = bytes((encoder) => encoding.writeVarString(encoder, document));
  return {
    projectId,
    ticket: bytes((encoder) => {
      encoding.writeVarString(encoder, document);
      encoding.writeVarUint(encoder, MessageType.Auth);
      encoding.writeVarUint(encoder, AuthMessageType.Token);
      encoding.writeVarString(encoder, url.searchParams.get("ticket") ?? "");
    }),
    incoming(data) {
      if (!spoken.has(data[0] ?? -1)) return null;
      const frame = new Uint8Array(name.byteLength + data.byteLength);
      frame.set(name);
      frame.set(data, name.byteLength);
      return frame;
    },
    outgoing: (seat) => ({
      get readyState() {
        return seat.socket.readyState;
      },
      close: (code, reason) => seat.socket.close(code, reason),
      send(message) {
        const frame = message as Uint8Array;
        const decoder = decoding.createDecoder(frame);
        decoding.readVarString(decoder);
        const start = decoder.pos;
        const type = decoding.readVarUint(decoder);
        if (spoken.has(type)) {
          seat.socket.send(frame.subarray(start));
        } else if (type === MessageType.SyncReply) {
          const translated = frame.slice(start);
          translated[0] = MessageType.Sync;
          seat.socket.send(translated);
        } else if (type === MessageType.Auth) {
          if (decoding.readVarUint(decoder) === AuthMessageType.PermissionDenied)
            refuse(seat, decoding.readVarString(decoder));
        } else if (type === MessageType.CLOSE) {
          refuse(seat, decoding.readVarString(decoder));
        }
      },
    }),
    signOfLife: bytes((encoder) => {
      encoding.writeVarUint(encoder, MessageType.Awareness);
      encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
    }),
  };
}

/** A document that is refused or closed is the whole connection of a stock client. */
function refuse(seat: Seat, reason: string): void {
  if (seat.socket.readyState === seat.socket.OPEN) closeSeat(seat, closeNamed(reason)?.name ?? "restart");
}

function bytes(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
