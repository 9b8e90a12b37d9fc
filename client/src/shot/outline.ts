import type * as Y from "yjs";
import { byOrder } from "@backlot/shared/documents/record";
import { shotsRoot } from "@backlot/shared/documents/shots";
import { setupLetter } from "@backlot/shared/shot/setups";

/** Where a shot stands: all that the list needs, so that typing in a description leaves the list alone. */
export type ShotPlace = { id: string; sceneId: string; order: string };

/** What the list shows of a scene. */
export type SceneHead = { id: string; number: string; heading: string; isOmitted?: boolean };

/** A scene with its shots in order. Shots of a scene that left the script stand in a last group of their own. */
export type SceneGroup = SceneHead & { shotIds: string[]; isGone: boolean };

/** One line of the flat, virtualised list. */
export type OutlineRow =
  | { kind: "scene"; key: string; group: SceneGroup }
  | { kind: "shot"; key: string; id: string; label: string; group: SceneGroup };

/** Places of the shots that are not deleted, in order, read without parsing the whole shot. */
export function readPlaces(doc: Y.Doc): ShotPlace[] {
  const places: ShotPlace[] = [];
  for (const [id, record] of shotsRoot(doc)) {
    const sceneId = record.get("sceneId");
    const order = record.get("order");
    if (typeof sceneId !== "string" || typeof order !== "string") continue;
    if ((record.get("deletedAt") ?? null) === null) places.push({ id, sceneId, order });
  }
  return places.toSorted(byOrder);
}

/** Groups places by the scenes of the script, in script order; scenes without a shot are kept unless they are omitted. */
export function groupByScene(scenes: readonly SceneHead[], places: readonly ShotPlace[]): SceneGroup[] {
  const byScene = Map.groupBy(places, (place) => place.sceneId);
  const groups: SceneGroup[] = scenes
    .filter((scene) => scene.isOmitted !== true || byScene.has(scene.id))
    .map((scene) => ({
      ...scene,
      shotIds: (byScene.get(scene.id) ?? []).map((place) => place.id),
      isGone: false,
    }));
  const known = new Set(scenes.map((scene) => scene.id));
  for (const [id, orphans] of byScene) {
    if (known.has(id)) continue;
    groups.push({
      id,
      number: "–",
      heading: "A scene that left the script",
      shotIds: orphans.map((place) => place.id),
      isGone: true,
    });
  }
  return groups;
}

/** The flat list: a heading per scene, then its shots. */
export function flatten(groups: readonly SceneGroup[]): OutlineRow[] {
  return groups.flatMap((group): OutlineRow[] => [
    { kind: "scene", key: `scene:${group.id}`, group },
    ...group.shotIds.map((id, index) => ({
      kind: "shot" as const,
      key: id,
      id,
      label: labelOf(group, index),
      group,
    })),
  ]);
}

/** "3B": scene number and the shot's letter. */
export function labelOf(group: Pick<SceneGroup, "number">, index: number): string {
  return `${group.number}${setupLetter(index)}`;
}

/** The label of a shot wherever it stands, or null when it is gone. */
export function labelOfShot(groups: readonly SceneGroup[], id: string): string | null {
  for (const group of groups) {
    const index = group.shotIds.indexOf(id);
    if (index >= 0) return labelOf(group, index);
  }
  return null;
}

/** A position in a scene, counted without the moved shot: what `moveShot` takes. */
export type Place = { sceneId: string; index: number };

/** Where a shot goes when it is nudged one step; past the end of a scene it enters the neighbour. */
export function stepPlace(groups: readonly SceneGroup[], id: string, by: -1 | 1): Place | null {
  const at = groups.findIndex((group) => group.shotIds.includes(id));
  const group = groups[at];
  if (group === undefined) return null;
  const index = group.shotIds.indexOf(id) + by;
  if (index >= 0 && index < group.shotIds.length) return { sceneId: group.id, index };
  const neighbour = groups[at + by];
  if (neighbour === undefined || neighbour.isGone) return null;
  return { sceneId: neighbour.id, index: by < 0 ? neighbour.shotIds.length : 0 };
}

/**
 * Where a shot goes when it is dropped on another: after it when it came from above in the same scene, else before
 * it. Dropped on a scene's heading it becomes its first shot. Null when nothing moves.
 */
export function dropPlace(groups: readonly SceneGroup[], id: string, over: string): Place | null {
  if (id === over) return null;
  const scene = groups.find((group) => `scene:${group.id}` === over);
  if (scene !== undefined) return scene.isGone ? null : { sceneId: scene.id, index: 0 };
  const group = groups.find((one) => one.shotIds.includes(over));
  if (group === undefined || group.isGone) return null;
  const from = group.shotIds.indexOf(id);
  const others = group.shotIds.filter((one) => one !== id);
  const target = others.indexOf(over);
  return { sceneId: group.id, index: from >= 0 && from <= target ? target + 1 : target };
}

/** The neighbour in story order, for stepping through the shots. */
export function neighbourOf(
  groups: readonly SceneGroup[],
  id: string | undefined,
  by: -1 | 1,
): string | undefined {
  const all = groups.flatMap((group) => group.shotIds);
  if (id === undefined) return by > 0 ? all[0] : all.at(-1);
  const at = all.indexOf(id);
  return at < 0 ? all[0] : all[at + by];
}

/** One line of the storyboard: a scene's heading or as many cards as fit beside each other. */
export type CardRow =
  | Exclude<OutlineRow, { kind: "shot" }>
  | { kind: "cards"; key: string; cards: { id: string; label: string }[] };

/** Lays the shots out as rows of `perRow` cards under their scenes. */
export function cardRows(groups: readonly SceneGroup[], perRow: number): CardRow[] {
  const rows: CardRow[] = [];
  for (const row of flatten(groups)) {
    if (row.kind !== "shot") {
      rows.push(row);
      continue;
    }
    const last = rows.at(-1);
    const card = { id: row.id, label: row.label };
    if (last?.kind === "cards" && last.cards.length < perRow) last.cards.push(card);
    else rows.push({ kind: "cards", key: `cards:${row.id}`, cards: [card] });
  }
  return rows;
}
