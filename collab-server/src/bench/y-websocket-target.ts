import { createServer } from "node:http";
import { getYDoc, setPersistence, setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";
import * as Y from "yjs";
import { storedState } from "./stored-state.ts";

/** The reference server of Yjs as it comes: no checks, and a file for a store. */
const server = createServer();
const sockets = new WebSocketServer({ server });
const loaded = new WeakMap<Y.Doc, Promise<void>>();

setPersistence({
  provider: null,
  bindState(name: string, doc: Y.Doc) {
    const load = storedState(name).then((state) => {
      if (state !== null) Y.applyUpdate(doc, state);
    });
    loaded.set(doc, load);
  },
  writeState: () => Promise.resolve(),
} as never);

sockets.on("connection", (socket, request) => {
  // It answers whoever asks with what it has read until then; here nobody is asked to wait for the rest.
  socket.pause();
  const doc = getYDoc((request.url ?? "").slice(1));
  void loaded.get(doc)?.then(() => {
    socket.resume();
    setupWSConnection(socket, request);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ type: "ready", port: typeof address === "object" ? address?.port : 0 });
});
