import type { Asset } from "@backlot/shared/asset/schema";
import { setupLetter } from "@backlot/shared/shot/setups";
import { resolveAsset } from "@backlot/shared/documents/assets";
import { shotsOfScene } from "@backlot/shared/documents/shots";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { filmedScenes } from "@backlot/shared/screenplay/scenes";
import type { Shot } from "@backlot/shared/shot/schema";

/** Who or what is in a shot; `when` says where only one of its frames has them. */
export type Present = { id: string; name: string; when: "" | "enters" | "leaves" };

export type ShotCell = {
  id: string;
  label: string;
  shot: Shot;
  cast: Present[];
  things: Present[];
};

/** A stretch of the script and the shots that begin in it. */
export type ShootingRow = { key: string; blocks: ScriptBlock[]; shots: ShotCell[] };

export type ShootingScene = { id: string; number: string; heading: string; rows: ShootingRow[] };

/** Blocks that plan the film and are not shot. */
const isPlan = new Set(["section", "synopsis", "note", "pageBreak"]);

/**
 * The script cut into the stretches that its shots cover: a row ends where another shot begins. Shots that name no
 * block of the scene stand beside its heading. Omitted scenes are not shot.
 */
export function shootingScenes(
  blocks: readonly ScriptBlock[],
  shots: readonly Shot[],
  assets: ReadonlyMap<string, Asset>,
): ShootingScene[] {
  return filmedScenes(blocks).map((scene) => {
    const ofScene = shotsOfScene(shots, scene.id).map((shot, index) =>
      cellOf(shot, `${scene.number}${setupLetter(index)}`, assets),
    );
    const ids = new Set(scene.blocks.map((block) => block.id));
    const start = new Map<string, ShotCell[]>();
    for (const cell of ofScene) {
      const first = cell.shot.blockIds.find((id) => ids.has(id)) ?? scene.id;
      start.set(first, [...(start.get(first) ?? []), cell]);
    }
    const rows: ShootingRow[] = [];
    for (const block of scene.blocks) {
      if (isPlan.has(block.type)) continue;
      const begun = start.get(block.id) ?? [];
      const last = rows.at(-1);
      if (last === undefined || begun.length > 0) rows.push({ key: block.id, blocks: [block], shots: begun });
      else last.blocks.push(block);
    }
    return { id: scene.id, number: scene.number, heading: scene.heading, rows };
  });
}

function cellOf(shot: Shot, label: string, assets: ReadonlyMap<string, Asset>): ShotCell {
  const cast: Present[] = [];
  const things: Present[] = [];
  for (const [assetId, { start, end }] of Object.entries(shot.presence)) {
    const asset = resolveAsset(assets, assetId);
    if (asset === null || asset.category === "location") continue;
    const one: Present = {
      id: asset.id,
      name: asset.name,
      when: start && end ? "" : start ? "leaves" : "enters",
    };
    (asset.category === "character" ? cast : things).push(one);
  }
  const byName = (a: Present, b: Present) => a.name.localeCompare(b.name);
  return { id: shot.id, label, shot, cast: cast.toSorted(byName), things: things.toSorted(byName) };
}
