import * as Y from "yjs";
import { documentKind, documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { sumOf, type LocalStore } from "./local-store.ts";
import type { SessionDevice } from "./session.ts";

/** What somebody wrote on this device that did not reach the studio, for example before they lost their access. */
export type KeptWork = {
  /** Edits that the studio does not have. */
  edits: number;
  /** The documents that hold them, as they are here. */
  documents: Partial<Record<DocumentKind, Y.Doc>>;
};

/** A device that does not answer in this time, ms, keeps what it has until the next visit. */
const patienceMs = 5_000;

/**
 * Leaves a project that is closed to this person: their copy of it is erased from this device, unless edits are in it
 * that the studio does not have. Those are theirs: they are given back, and stay until they are erased. What another
 * person has left in the same browser is not touched.
 */
export async function leaveProject(
  device: SessionDevice,
  userId: string,
  projectId: string,
): Promise<KeptWork | null> {
  const remembered = await device.remembered(projectId);
  if (remembered?.user.id === userId) await device.remember(projectId, null);
  const store = await device.open(userId, projectId);
  if (store === null) return null;
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("This device does not answer.")), patienceMs);
  });
  const kept = await Promise.race([readKept(store, projectId), late]).catch((error: unknown) => {
    console.warn("What is kept of a project cannot be read, so it stays.", error);
    return undefined;
  });
  store.close();
  if (kept === null) device.erase(userId, projectId);
  return kept ?? null;
}

async function readKept(store: LocalStore, projectId: string): Promise<KeptWork | null> {
  const documents: KeptWork["documents"] = {};
  let edits = 0;
  for (const kind of documentKind.options) {
    const name = documentName({ projectId, kind });
    const pending = sumOf(await store.pending(name));
    if (pending === 0) continue;
    edits += pending;
    const doc = new Y.Doc();
    for (const { bytes } of await store.rows(name)) applyReadable(doc, bytes);
    documents[kind] = doc;
  }
  return edits === 0 ? null : { edits, documents };
}

function applyReadable(doc: Y.Doc, bytes: Uint8Array): void {
  try {
    Y.applyUpdate(doc, bytes);
  } catch (error) {
    console.warn("A kept edit could not be read and is left out.", error);
  }
}
