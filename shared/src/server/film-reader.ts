import { createHash } from "node:crypto";
import type * as Y from "yjs";
import type { Asset } from "../asset/schema.ts";
import { filmOfParts, readScriptOf, type Film, type FilmScript } from "../build/film.ts";
import { readAssets } from "../documents/assets.ts";
import { toDocument, type DocumentsClient } from "../documents/client.ts";
import { readShots } from "../documents/shots.ts";
import type { Shot } from "../shot/schema.ts";

export type FilmReader = { read: (projectId: string) => Promise<Film> };

/** How many films are kept as they were last read. */
const mostKept = 16;

type Part<Value> = { hash: string; value: Value };
type Kept = { script: Part<FilmScript>; assets: Part<Asset[]>; shots: Part<Shot[]>; film: Film };

/**
 * Reads films for whoever asks often: only a document that has changed since is taken apart again, and a film that has
 * not changed is the same object, so that what was worked out for it is there.
 */
export function createFilmReader(documents: Pick<DocumentsClient, "read">): FilmReader {
  const kept = new Map<string, Kept>();

  async function read(projectId: string): Promise<Film> {
    const [script, assets, shots] = await Promise.all([
      documents.read(projectId, "script"),
      documents.read(projectId, "assets"),
      documents.read(projectId, "shots"),
    ]);
    const before = kept.get(projectId);
    const now = {
      script: part(script, before?.script, readScriptOf),
      assets: part(assets, before?.assets, readAssets),
      shots: part(shots, before?.shots, readShots),
    };
    const isSame =
      before?.script === now.script && before.assets === now.assets && before.shots === now.shots;
    const film = isSame
      ? before.film
      : filmOfParts(projectId, {
          script: now.script.value,
          assets: now.assets.value,
          shots: now.shots.value,
        });
    kept.delete(projectId);
    kept.set(projectId, { ...now, film });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return film;
  }

  return { read };
}

function part<Value>(
  state: Uint8Array,
  before: Part<Value> | undefined,
  take: (doc: Y.Doc) => Value,
): Part<Value> {
  const hash = createHash("sha256").update(state).digest("base64");
  if (before?.hash === hash) return before;
  const doc = toDocument(state);
  try {
    return { hash, value: take(doc) };
  } finally {
    doc.destroy();
  }
}
