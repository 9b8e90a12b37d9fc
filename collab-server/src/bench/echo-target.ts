import { createServer } from "node:http";
import { WebSocketServer } from "ws";

/** The floor: a server that passes every message on to everybody and knows nothing about documents. */
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    for (const other of sockets.clients) other.send(data);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ type: "ready", port: typeof address === "object" ? address?.port : 0 });
});
