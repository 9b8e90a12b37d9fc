import { randomUUID } from "node:crypto";
import type { Document, Hocuspocus } from "@hocuspocus/server";
import { closeCodes, closeNamed } from "@backlot/shared/documents/close-codes";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import type { Log } from "@backlot/shared/server/logging";
import { decodedPart } from "./http.ts";
import type { StoredDocument } from "./load.ts";
import { Refusal } from "./refusal.ts";
import type { RoleGate } from "./role-gate.ts";
import type { Context } from "./seat.ts";
import type { Snapshot, Snapshots } from "./snapshots.ts";

/** `GET /collab/documents/<name>` with a ticket gives a document's present snapshot. */
export const snapshotPath = "/collab/documents/";

/** Once an answer is on its way, its document is loaded, which holds everything else up for a moment, ms. */
const loadAfterMs = 5;

/** Says which snapshot it is; the client repeats it behind its ticket, as `<ticket>#<id>`. */
export const snapshotHeader = "x-snapshot";

export type SnapshotRouteOptions = {
  gate: RoleGate;
  snapshots: Snapshots;
  hocuspocus: () => Hocuspocus<Context>;
  /** Reads what is stored of a document that nobody has open. */
  stored: (name: string) => Promise<StoredDocument>;
  /** Reads the content of an open document that sleeps. */
  wake: (document: Document) => Promise<void>;
  /** What the server that the project belongs to answers; null when it is to be answered here. */
  ask?: ((projectId: string, request: Request) => Promise<Response | null>) | undefined;
  log: Log;
};

/**
 * Hands out whole documents, compressed, before the socket is asked for what is newer. A script of 120 pages is a
 * third of its size this way, and encoded once for everybody who joins. The same gate as at the socket.
 */
export function snapshotRoute(options: SnapshotRouteOptions) {
  const { gate, snapshots, hocuspocus, stored, wake, ask, log } = options;

  async function answer(request: Request): Promise<Response> {
    const name = decodedPart(new URL(request.url).pathname.slice(snapshotPath.length));
    const ticket = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    const admitted = await gate.admit(ticket, name);
    // There it is in memory, and its snapshot is the one from which the socket continues.
    const elsewhere = (await ask?.(admitted.name.projectId, request)) ?? null;
    if (elsewhere !== null) return elsewhere;
    const { id, bytes } = isOpen(name) ? await current(name) : await prepared(name);
    return new Response((await bytes) as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-encoding": "gzip",
        "cache-control": "private, no-store",
        [snapshotHeader]: id,
      },
    });
  }

  function isOpen(name: string): boolean {
    return hocuspocus().documents.has(name) || hocuspocus().loadingDocuments.has(name);
  }

  async function current(name: string): Promise<Snapshot> {
    const document = await open(name);
    if (snapshots.present(document) === null) await wake(document);
    return snapshots.of(document);
  }

  /** What is stored goes out before it is loaded: both sides then apply it at the same time. */
  async function prepared(name: string): Promise<Snapshot> {
    const found = await stored(name).catch((error: unknown) => {
      if (error instanceof AppError) throw new Refusal("noAccess");
      log.error({ err: error, document: name }, "a stored document could not be read");
      throw new Refusal("unavailable");
    });
    if (isOpen(name)) return current(name);
    const snapshot = snapshots.prepare(name, found);
    await snapshot.bytes;
    setTimeout(() => {
      open(name)
        .catch((error: unknown) => log.warn({ err: error, document: name }, "a document could not be loaded"))
        .finally(() => snapshots.forget(name));
    }, loadAfterMs).unref();
    return snapshot;
  }

  /** The live document; one that nobody has open stays a little, and its reader comes to the socket next. */
  async function open(name: string): Promise<Document> {
    const present = hocuspocus().documents.get(name);
    if (present !== undefined) return present;
    const config = { isAuthenticated: true, readOnly: true };
    const request = new Request("http://collab");
    const document = await hocuspocus().createDocument(name, request, randomUUID(), config, {});
    // Refused while it may still be wanted, which starts the clock after which it goes.
    await hocuspocus().unloadDocument(document);
    return document;
  }

  return async function fetchSnapshot(request: Request): Promise<Response> {
    try {
      if (request.method !== "GET") throw new AppError("not-found", { sentence: "There is nothing here." });
      return await answer(request);
    } catch (thrown) {
      const failure = thrown instanceof Refusal ? refused(thrown) : toAppError(thrown);
      if (failure.status >= 500) log.warn({ err: thrown }, "a snapshot could not be given");
      return Response.json(failure.toBody(), { status: failure.status });
    }
  };
}

function refused({ reason }: Refusal): AppError {
  const name = closeNamed(reason)?.name ?? "unavailable";
  const { sentence } = closeCodes[name];
  if (name === "noAccess") return new AppError("not-allowed", { sentence });
  return new AppError(name === "unavailable" ? "documents-unavailable" : "signed-out", { sentence });
}
