import type { Asset } from "../asset/schema.ts";
import { resolveAsset } from "../documents/assets.ts";
import type { Presence, Shot, Slot } from "../shot/schema.ts";
import type { Film } from "./film.ts";

/** An asset of today that is in a shot, and in which of its frames. */
export type Present = { asset: Asset; where: Presence };

/**
 * Everyone and everything in a shot, each once and in a fixed order: what was merged counts as what it became part of, and
 * the looks of whoever was never merged win.
 */
export function presentIn(film: Film, shot: Pick<Shot, "presence">): Present[] {
  const found = new Map<string, Present>();
  const entries = Object.entries(shot.presence).flatMap(([id, where]) => {
    const asset = resolveAsset(film.assets, id);
    return asset === null ? [] : [{ id, asset, where }];
  });
  const byMerge = entries.toSorted(
    (a, b) => Number(a.id !== a.asset.id) - Number(b.id !== b.asset.id) || (a.id < b.id ? -1 : 1),
  );
  for (const { asset, where } of byMerge) {
    found.set(asset.id, { asset, where: joinPresence(found.get(asset.id)?.where, where) });
  }
  return [...found.values()].toSorted((a, b) => (a.asset.id < b.asset.id ? -1 : 1));
}

/** Where somebody is who is in a shot twice, since they were merged: wherever one of the two is, in the looks of the first. */
export function joinPresence(first: Presence | undefined, second: Presence): Presence {
  if (first === undefined) return second;
  return {
    start: first.start || second.start,
    end: first.end || second.end,
    startLook: first.startLook ?? second.startLook,
    endLook: first.endLook ?? second.endLook,
  };
}

/** Those of them that a slot shows: a frame who is in it, a clip both ends. */
export function shownIn(slot: Slot, present: readonly Present[]): Present[] {
  return present.filter(({ where }) =>
    slot === "startFrame" ? where.start : slot === "endFrame" ? where.end : where.start || where.end,
  );
}
