import type { Film } from "../build/film.ts";
import { shotsOfScene } from "../documents/shots.ts";
import { visibleText } from "../screenplay/block.ts";
import { wordsOf } from "../screenplay/prose.ts";
import type { Scene } from "../screenplay/scenes.ts";
import type { DerivedShot } from "./derive.ts";
import { framesOf } from "./timing.ts";

/** A shot for what no shot of the scene covers yet; it goes behind the shot `after`, or before all where that is null. */
export type MissingShot = DerivedShot & { after: string | null };

const shortest = 1.5;

/**
 * Shots for what was written into a scene after it got its list. Only a scene that was given a list by the breakdown gets
 * any; what a shot covered that somebody has deleted is not missing. Shots that are there stay as they are.
 */
export function missingShots(film: Film, scene: Scene, derived: readonly DerivedShot[]): MissingShot[] {
  const live = shotsOfScene(film.shots, scene.id);
  if (!live.some((shot) => shot.origin === "breakdown")) return [];
  const covered = new Set(
    film.shots.filter((shot) => shot.sceneId === scene.id).flatMap((shot) => shot.blockIds),
  );
  const isMissing = (id: string) => id !== scene.id && !covered.has(id);
  return derived.flatMap((shot) => {
    const blockIds = shot.blockIds.filter(isMissing);
    if (blockIds.length === 0) return [];
    const dialogue = shot.dialogue.filter((line) => isMissing(line.blockId));
    const share = wordsIn(scene, blockIds) / Math.max(1, wordsIn(scene, shot.blockIds));
    return [
      {
        ...shot,
        key: `${shot.key}:${blockIds.join(" ")}`,
        blockIds,
        dialogue,
        durationFrames: Math.max(framesOf(shortest), Math.round(shot.durationFrames * Math.min(1, share))),
        after: shotBefore(scene, blockIds[0] ?? "", live),
      },
    ];
  });
}

/** The last shot that covers the nearest block above which one of the scene's shots covers. */
function shotBefore(
  scene: Scene,
  blockId: string,
  live: readonly { id: string; blockIds: string[] }[],
): string | null {
  const above = scene.blocks.slice(
    0,
    scene.blocks.findIndex((block) => block.id === blockId),
  );
  for (const block of above.toReversed()) {
    const shot = live.findLast((one) => one.blockIds.includes(block.id));
    if (shot !== undefined) return shot.id;
  }
  return null;
}

function wordsIn(scene: Scene, blockIds: readonly string[]): number {
  const ids = new Set(blockIds);
  return scene.blocks
    .filter((block) => ids.has(block.id) && block.type !== "character")
    .reduce((sum, block) => sum + wordsOf(visibleText(block)).length, 0);
}
