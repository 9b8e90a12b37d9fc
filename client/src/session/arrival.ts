import type * as Y from "yjs";
import { readSchemaVersion } from "@backlot/shared/documents/meta";
import { schemaVersion } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { SaveStatus } from "./save-status.ts";

export type ArrivalOptions = {
  documents: readonly Y.Doc[];
  status: () => SaveStatus["kind"];
  /** Calls back whenever the status may have changed; gives a function that stops. */
  onStatus: (listener: () => void) => () => void;
  /** Gives the waiting up. */
  signal?: AbortSignal;
};

/**
 * Resolves when every document has its seed; until then an editor could write into an empty one. Rejects with the reason
 * when that cannot happen: signed out, no access, too old. What may pass, such as a studio that does not answer, is waited for.
 */
export async function untilArrived(options: ArrivalOptions): Promise<void> {
  if (!isHere(options.documents)) await arrival(options);
  const newest = Math.max(...options.documents.map((doc) => readSchemaVersion(doc) ?? 0));
  if (newest <= schemaVersion) return;
  throw new AppError("gone", {
    sentence: "This project was opened with a newer Backlot.",
    nextStep: "Reload this page.",
  });
}

function arrival({ documents, status, onStatus, signal }: ArrivalOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopListening = onStatus(check);
    function check(): void {
      const reason = isHere(documents) ? null : whyNever(status());
      if (isHere(documents) || reason !== null) finish(reason);
    }
    function giveUp(): void {
      finish(signal?.reason as Error);
    }
    function finish(error: Error | null): void {
      stopListening();
      signal?.removeEventListener("abort", giveUp);
      for (const doc of documents) doc.off("update", check);
      if (error === null) resolve();
      else reject(error);
    }
    signal?.addEventListener("abort", giveUp);
    for (const doc of documents) doc.on("update", check);
    check();
  });
}

function isHere(documents: readonly Y.Doc[]): boolean {
  return documents.every((doc) => readSchemaVersion(doc) !== null);
}

/** Why the content of documents that are not on this device will not come, or null while it may. */
function whyNever(status: SaveStatus["kind"]): AppError | null {
  switch (status) {
    case "signed-out":
      return new AppError("signed-out", {
        sentence: "You are signed out, and this project is not on this device.",
        nextStep: "Sign in again.",
      });
    case "no-access":
      return new AppError("not-allowed", { sentence: "You have no access to this project." });
    case "too-old":
      return new AppError("gone", { sentence: "This page is out of date.", nextStep: "Reload it." });
    case "refused":
      return new AppError("conflict", {
        sentence: "The studio does not take what is kept on this device of this project.",
        nextStep: "Open it in another browser, or try again.",
      });
    default:
      return null;
  }
}
