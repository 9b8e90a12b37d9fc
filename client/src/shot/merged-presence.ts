import type * as Y from "yjs";
import { joinPresence } from "@backlot/shared/build/present";
import { readAssets, resolveAsset } from "@backlot/shared/documents/assets";
import type { Presence } from "@backlot/shared/shot/schema";

/** Of each asset that became part of another one: which asset it is today. */
export type Merges = Readonly<Record<string, string>>;

/** Reads what was merged into what; an asset whose target is gone is left out. */
export function readMerges(assets: Y.Doc): Merges {
  const byId = new Map(readAssets(assets).map((asset) => [asset.id, asset]));
  const merges: Record<string, string> = {};
  for (const { id, mergedInto } of byId.values()) {
    const today = mergedInto === null ? null : resolveAsset(byId, id);
    if (today !== null) merges[id] = today.id;
  }
  return merges;
}

/** Who is in the frames of a shot, by the assets of today: a merged asset counts as what it became part of. */
export function livingPresence(
  presence: Readonly<Record<string, Presence>>,
  merges: Merges,
): Record<string, Presence> {
  const living: Record<string, Presence> = {};
  // Those that were never merged come first, so that their looks win.
  const entries = Object.entries(presence).toSorted(([a], [b]) => Number(a in merges) - Number(b in merges));
  for (const [id, where] of entries) {
    const today = merges[id] ?? id;
    living[today] = joinPresence(living[today], where);
  }
  return living;
}
