import { useCallback, useMemo } from "react";
import type * as Y from "yjs";
import { assetCategory, type Asset } from "@backlot/shared/asset/schema";
import { liveAssets, readAssets } from "@backlot/shared/documents/assets";
import { readBlocks } from "@backlot/shared/documents/script";
import { readShot } from "@backlot/shared/documents/shots";
import { omitted } from "@backlot/shared/screenplay/page-format";
import { scenesOf } from "@backlot/shared/screenplay/scenes";
import type { Presence, Shot } from "@backlot/shared/shot/schema";
import { useDocumentValue } from "../session/hooks.ts";
import { livingPresence, readMerges, type Merges } from "./merged-presence.ts";
import { groupByScene, readPlaces, type SceneGroup, type SceneHead } from "./outline.ts";

function readHeads(doc: Y.Doc): SceneHead[] {
  return scenesOf(readBlocks(doc)).map(({ id, number, heading, isOmitted }) => ({
    id,
    number,
    heading: isOmitted ? omitted : heading,
    isOmitted,
  }));
}

/** Scenes with their shots, as ids: changes when something is added, moved or removed, not while someone types. */
export function useOutline(): SceneGroup[] {
  const heads = useDocumentValue("script", readHeads);
  const places = useDocumentValue("shots", readPlaces);
  return useMemo(() => groupByScene(heads, places), [heads, places]);
}

/** What was merged into what. It takes every asset to know, so a page reads it once and passes it to its rows. */
export function useMerges(): Merges {
  return useDocumentValue("assets", readMerges);
}

/** One shot with its cast as it is today, or null when it is absent or deleted. */
export function useShot(id: string, merges: Merges): Shot | null {
  const read = useCallback((doc: Y.Doc) => readShot(doc, id), [id]);
  const shot = useDocumentValue("shots", read);
  return useMemo(
    () =>
      shot === null || shot.deletedAt !== null
        ? null
        : { ...shot, presence: livingPresence(shot.presence, merges) },
    [shot, merges],
  );
}

/** Whether anybody speaks in these blocks of the script. */
export function useSpeaks(blockIds: readonly string[]): boolean {
  return useDocumentValue(
    "script",
    useCallback(
      (doc: Y.Doc) =>
        blockIds.length > 0 &&
        readBlocks(doc).some(({ id, type }) => type === "dialogue" && blockIds.includes(id)),
      [blockIds],
    ),
  );
}

/** In which frames of a shot everything is, by asset. */
export type ShotPresence = Readonly<Record<string, Presence>>;

/** Who is where in some shots, by shot; the same while people type in descriptions. */
export function usePresences(
  shotIds: readonly string[],
  merges: Merges,
): Readonly<Record<string, ShotPresence>> {
  const read = useCallback(
    (doc: Y.Doc) => Object.fromEntries(shotIds.map((id) => [id, readShot(doc, id)?.presence ?? {}])),
    [shotIds],
  );
  const presences = useDocumentValue("shots", read);
  return useMemo(
    () =>
      Object.fromEntries(
        Object.entries(presences).map(([id, presence]) => [id, livingPresence(presence, merges)]),
      ),
    [presences, merges],
  );
}

/** What the shot list needs of an asset. */
export type CastEntry = Pick<Asset, "id" | "name" | "category" | "looks">;

function readCast(doc: Y.Doc): CastEntry[] {
  return liveAssets(readAssets(doc))
    .filter(({ category }) => category !== "location" && category !== "sound")
    .toSorted(
      (a, b) =>
        assetCategory.options.indexOf(a.category) - assetCategory.options.indexOf(b.category) ||
        a.name.localeCompare(b.name),
    )
    .map(({ id, name, category, looks }) => ({ id, name, category, looks }));
}

/**
 * Live assets that can be in a frame, in the order of the Asset Bin, without the descriptions that people type in. A place is where its scene is, and
 * a sound is not seen.
 */
export function useCast(): CastEntry[] {
  return useDocumentValue("assets", readCast);
}
