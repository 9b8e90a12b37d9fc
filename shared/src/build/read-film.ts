import type { DocumentsClient } from "../documents/client.ts";
import { filmOf, type Film } from "./film.ts";

/** What the film says now: script, assets and shots, read from the live documents. */
export async function readFilm(
  documents: Pick<DocumentsClient, "readDocument">,
  projectId: string,
): Promise<Film> {
  const [script, assets, shots] = await Promise.all([
    documents.readDocument(projectId, "script"),
    documents.readDocument(projectId, "assets"),
    documents.readDocument(projectId, "shots"),
  ]);
  try {
    return filmOf(projectId, { script, assets, shots });
  } finally {
    for (const doc of [script, assets, shots]) doc.destroy();
  }
}
