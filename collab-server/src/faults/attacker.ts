import { WebSocket } from "ws";
import { signOfLife } from "@backlot/shared/documents/names";

export type Attacker = {
  /** Sends frames one by one; gives how many the server looked at before it ended the connection, if it did. */
  send: (frames: readonly Uint8Array[]) => Promise<number>;
  /** Sends a frame and waits for nothing. */
  sendBlindly: (frame: Uint8Array) => void;
  /** How often the server has called something of this attacker durable. */
  durable: () => number;
  /** Connections that the server ended so far, by code. */
  readonly ended: Map<number, number>;
  close: () => void;
};

/** Somebody with a good ticket and bad intentions, who comes back after every end of the connection. */
export function anAttacker(url: string, openingFrames: readonly Uint8Array[]): Attacker {
  const ended = new Map<number, number>();
  let socket: WebSocket | null = null;
  let durable = 0;

  async function connected(): Promise<WebSocket> {
    if (socket?.readyState === WebSocket.OPEN) return socket;
    const fresh = new WebSocket(url, { perMessageDeflate: false });
    socket = fresh;
    fresh.on("error", () => {});
    fresh.on("message", (data: Buffer) => {
      if (data.includes('{"durable":')) durable += 1;
    });
    fresh.on("close", (code) => ended.set(code, (ended.get(code) ?? 0) + 1));
    await new Promise<void>((resolve) => {
      fresh.once("open", resolve);
      fresh.once("close", resolve);
    });
    for (const frame of openingFrames) fresh.send(frame);
    return fresh;
  }

  /** True when the server answers a sign of life, so has looked at everything before it; false when it hung up. */
  function isLookedAt(by: WebSocket): Promise<boolean> {
    return new Promise((resolve) => {
      by.on("message", hear);
      by.once("close", gone);
      by.send(signOfLife);
      function hear(data: Buffer): void {
        if (data.byteLength === 1 && data[0] === 0) finish(true);
      }
      function gone(): void {
        finish(false);
      }
      function finish(isSo: boolean): void {
        by.off("message", hear);
        by.off("close", gone);
        resolve(isSo);
      }
    });
  }

  return {
    ended,
    async send(frames) {
      let looked = 0;
      for (const frame of frames) {
        const by = await connected();
        if (by.readyState !== WebSocket.OPEN) continue;
        by.send(frame);
        looked += 1;
        await isLookedAt(by);
      }
      return looked;
    },
    durable: () => durable,
    sendBlindly(frame) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket?.terminate(),
  };
}
