import { Server } from "@hocuspocus/server";
import { freePort } from "@backlot/infra/process/free-port";
import { storedState } from "./stored-state.ts";

/** Hocuspocus as it comes: no extension, no checks, and a file for a store. It takes port 0 for its default one. */
const server = new Server({
  quiet: true,
  stopOnSignals: true,
  onLoadDocument: ({ documentName }) => storedState(documentName),
});
const port = await freePort();
await server.listen(port);
process.send?.({ type: "ready", port });
