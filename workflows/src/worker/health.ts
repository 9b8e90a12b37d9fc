import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DocumentsClient } from "@backlot/shared/documents/client";
import { pingDatabase } from "@backlot/shared/server/database";
import { healthStatusCode, readHealth, type Health } from "@backlot/shared/server/health";
import type { StudioDeps } from "../deps.ts";
import type { StudioWorker } from "./studio-worker.ts";

/**
 * Asks how the worker is. It takes work from the engine and writes down in the database what it made; live documents that
 * are away for a moment are waited for.
 */
export function workerHealth(
  { db, log, documents }: Pick<StudioDeps, "db" | "log"> & { documents: Pick<DocumentsClient, "health"> },
  worker: Pick<StudioWorker, "isRunning" | "pingEngine">,
): () => Promise<Health> {
  return () =>
    readHealth(
      {
        worker: {
          isNeeded: true,
          ask: async () => {
            if (!worker.isRunning()) throw new Error("stopping");
          },
          whenAway: "It takes no work.",
        },
        engine: { isNeeded: true, ask: worker.pingEngine, whenAway: "The engine does not answer." },
        database: {
          isNeeded: true,
          ask: () => pingDatabase(db),
          whenAway: "The database does not answer.",
        },
        documents: {
          isNeeded: false,
          ask: async () => {
            const { status, parts } = await documents.health();
            return { state: status, parts };
          },
          whenAway: "The live documents do not answer.",
        },
      },
      (part, reason) => log.warn({ err: reason, part }, "a part that the worker needs does not answer"),
    );
}

/** Answers `/healthz` on the loopback address. */
export async function serveHealth(options: {
  port: number;
  health: () => Promise<Health>;
}): Promise<{ port: number; close: () => void }> {
  async function answer(response: ServerResponse): Promise<void> {
    const health = await options.health();
    response.writeHead(healthStatusCode(health), { "content-type": "application/json" });
    response.end(JSON.stringify(health));
  }
  const server = createServer((request, response) => {
    if (request.url === "/healthz") answer(response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  server.unref();
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
