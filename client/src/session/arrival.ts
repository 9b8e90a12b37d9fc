import type * as Y from "yjs";
import { readSchemaVersion } from "@backlot/shared/documents/meta";
import { schemaVersion } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Phase } from "./connection.ts";

export type ArrivalOptions = {
  documents: readonly Y.Doc[];
  phase: () => Phase;
  /** Calls back whenever the phase may have changed. */
  onPhase: (listener: () => void) => () => void;
  /** How long to wait for the server, ms; 0 where nobody answers anyway. */
  timeoutMs: number;
};

/**
 * Resolves when every document has its seed; until then an editor could write into an empty one. Rejects with the reason
 * when that cannot happen: signed out, no access, too old, or nobody answered in time.
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

function arrival({ documents, phase, onPhase, timeoutMs }: ArrivalOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(unavailable()), timeoutMs);
    const stopListening = onPhase(check);
    function check(): void {
      const reason = isHere(documents) ? null : whyNever(phase());
      if (isHere(documents) || reason !== null) finish(reason);
    }
    function finish(error: AppError | null): void {
      clearTimeout(timer);
      stopListening();
      for (const doc of documents) doc.off("update", check);
      if (error === null) resolve();
      else reject(error);
    }
    for (const doc of documents) doc.on("update", check);
    check();
  });
}

function isHere(documents: readonly Y.Doc[]): boolean {
  return documents.every((doc) => readSchemaVersion(doc) !== null);
}

/** Why the content of documents that are not on this device will not come, or null while it may. */
function whyNever(phase: Phase): AppError | null {
  switch (phase) {
    case "signed-out":
      return new AppError("signed-out", {
        sentence: "You are signed out, and this project is not on this device.",
        nextStep: "Sign in again.",
      });
    case "no-access":
      return new AppError("not-allowed", { sentence: "You have no access to this project." });
    case "too-old":
      return new AppError("gone", { sentence: "This page is out of date.", nextStep: "Reload it." });
    default:
      return null;
  }
}

function unavailable(): AppError {
  return new AppError("documents-unavailable", {
    sentence: "This project is not on this device, and the studio does not answer.",
    nextStep: "Check the connection and try again.",
  });
}
