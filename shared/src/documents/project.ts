import type * as Y from "yjs";
import { shotListSettings, type ShotListSettings } from "../shot/settings.ts";
import { clampText } from "../text/clamp.ts";
import { metaRoot } from "./meta.ts";
import { setField } from "./record.ts";

const titleLimit = 200;

/** Project settings that the crew edits together. */
export type ProjectMeta = { title: string; schemaVersion: number };

export function readProjectMeta(doc: Y.Doc): ProjectMeta {
  const meta = metaRoot(doc);
  return {
    title: clampText(String(meta.get("title") ?? "Untitled"), titleLimit),
    schemaVersion: Number(meta.get("schemaVersion") ?? 1),
  };
}

export function setProjectTitle(doc: Y.Doc, title: string, origin?: unknown): void {
  doc.transact(() => setField(metaRoot(doc), "title", clampText(title.trim(), titleLimit)), origin);
}

/** How default shot lists of this film are made; what is absent or unreadable is as usual. */
export function readShotListSettings(doc: Y.Doc): ShotListSettings {
  const meta = metaRoot(doc);
  return shotListSettings.parse({ coverage: meta.get("coverage"), pace: meta.get("pace") });
}

/** Changes how default shot lists are made from now on; shots that are there stay as they are. */
export function setShotListSettings(doc: Y.Doc, change: Partial<ShotListSettings>, origin?: unknown): void {
  doc.transact(() => {
    for (const [field, value] of Object.entries(change)) setField(metaRoot(doc), field, value);
  }, origin);
}
