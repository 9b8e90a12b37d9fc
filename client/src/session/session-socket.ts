import { HocuspocusProviderWebsocket, WebSocketStatus } from "@hocuspocus/provider";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import { schemaVersion, signOfLife } from "@backlot/shared/documents/names";
import { watchPulse } from "./pulse.ts";

export type SessionSocket = {
  /** What documents attach to. */
  readonly shared: HocuspocusProviderWebsocket;
  /** Connects now, and again whenever the connection ends. */
  dial: () => void;
  /** Ends the connection and does not come back until `dial`. */
  hangUp: () => void;
  /** Takes the connection for ended without waiting for the other side, which may be gone. */
  giveUp: () => void;
  /** Ends the connection and makes another one. */
  renew: () => void;
  close: () => void;
};

/** The one socket of a session. It comes back by itself, and does not believe a silent connection for long. */
export function openSessionSocket(options: {
  /** Where live documents are served; by default this page's own address. */
  url: string | undefined;
  projectId: string;
  onOpened: () => void;
  onClosed: (code: number) => void;
}): SessionSocket {
  const socket = new HocuspocusProviderWebsocket({
    url: socketAddress(options.url, options.projectId),
    autoConnect: false,
    // A server that was restarted has its people back within five seconds.
    maxDelay: 4_000,
    // The provider watches by a clock that anybody may set; the pulse does it by one that nobody can.
    messageReconnectTimeout: 24 * 3_600_000,
    onOpen: () => {
      // What piled up while there was no connection goes by the state of the documents, not message by message.
      socket["messageQueue"] = [];
      pulse.heard();
      options.onOpened();
    },
    onMessage: () => pulse.heard(),
    onClose: ({ event }) => {
      pulse.stopped();
      options.onClosed(event.code);
    },
    onStatus: ({ status }) => {
      if (status === WebSocketStatus.Connecting) pulse.connecting();
    },
  });
  const pulse = watchPulse({ ask: () => socket.send(signOfLife), onSilent: giveUp });

  function giveUp(): void {
    socket["emit"]("close", { event: closeCodes.timeout });
  }

  return {
    shared: socket,
    dial: () => void socket.connect(),
    hangUp() {
      // Set first: the socket's own handler would dial again.
      socket.shouldConnect = false;
      socket.disconnect();
    },
    giveUp,
    renew: () => socket.webSocket?.close(),
    close() {
      pulse.stopped();
      socket.destroy();
    },
  };
}

function socketAddress(given: string | undefined, projectId: string): string {
  const url = new URL(given ?? "/collab", given === undefined ? location.href : undefined);
  if (url.protocol === "http:") url.protocol = "ws:";
  if (url.protocol === "https:") url.protocol = "wss:";
  url.searchParams.set("v", String(schemaVersion));
  // Where there are several servers, this is how they know whose the connection is.
  url.searchParams.set("project", projectId);
  return url.toString();
}
