import { digestOf } from "@backlot/shared/build/digest";
import type { Film } from "@backlot/shared/build/film";
import { normalName } from "@backlot/shared/build/film-index";
import { liveAssets } from "@backlot/shared/documents/assets";
import type { DocumentCommand } from "@backlot/shared/documents/commands";
import { readShotListSettings } from "@backlot/shared/documents/project";
import { shotsOfScene } from "@backlot/shared/documents/shots";
import { deriveShotList, type DerivedShot } from "@backlot/shared/shot/derive";
import { missingShots } from "@backlot/shared/shot/missing";
import type { Asset } from "@backlot/shared/asset/schema";
import type { Presence } from "@backlot/shared/shot/schema";
import type { ShotListSettings } from "@backlot/shared/shot/settings";
import type { StudioDeps } from "../deps.ts";
import { readFilm } from "@backlot/shared/build/read-film";

type Scenes = Extract<DocumentCommand, { type: "addDefaultShots" }>["scenes"];

type NewWords = Extract<DocumentCommand, { type: "addMissingShots" }>["shots"];

type Looks = Extract<DocumentCommand, { type: "addLooks" }>["looks"];

/**
 * Gives every scene that has no shot a default shot list, and scenes that were given one shots for what was written since.
 * Shots that are there stay as they are.
 */
export async function addDefaultShots(
  deps: StudioDeps,
  at: { runId: string; projectId: string; iteration: number },
): Promise<void> {
  const settings = await settingsOf(deps, at.projectId);
  const before = await readFilm(deps.documents, at.projectId);
  const looks = costumesOf(before, settings);
  if (looks.length > 0) {
    await deps.documents.command({
      key: `${at.runId}:looks:${at.iteration}`,
      projectId: at.projectId,
      actor: { id: `run:${at.runId}`, name: "The run" },
      command: { type: "addLooks", looks },
    });
  }
  const film = looks.length > 0 ? await readFilm(deps.documents, at.projectId) : before;
  const command = (key: string, one: DocumentCommand) =>
    deps.documents.command({
      key: `${at.runId}:${key}:${at.iteration}`,
      projectId: at.projectId,
      actor: { id: `run:${at.runId}`, name: "The run" },
      command: one,
    });
  const scenes = defaultShots(film, settings);
  if (scenes.length > 0) await command("shots", { type: "addDefaultShots", scenes });
  const shots = shotsForNewWords(film, settings);
  if (shots.length > 0) await command("missing-shots", { type: "addMissingShots", shots });
}

async function settingsOf({ documents }: StudioDeps, projectId: string): Promise<ShotListSettings> {
  const project = await documents.readDocument(projectId, "project");
  try {
    return readShotListSettings(project);
  } finally {
    project.destroy();
  }
}

/** Shot lists for the scenes that have none. Ids come from the script, so that the same script gives the same shots. */
export function defaultShots(film: Film, settings: ShotListSettings): Scenes {
  const assets = assetsByName(film);
  const derived = Map.groupBy(
    deriveShotList([...film.blocks.values()], settings, film.pages),
    (shot) => shot.sceneId,
  );
  return film.scenes
    .filter((scene) => shotsOfScene(film.shots, scene.id).length === 0)
    .map((scene) => ({
      sceneId: scene.id,
      shots: (derived.get(scene.id) ?? []).map((shot) => toShot(shot, assets)),
    }))
    .filter((scene) => scene.shots.length > 0);
}

/** Shots for what was written into scenes since they got their lists. */
export function shotsForNewWords(film: Film, settings: ShotListSettings): NewWords {
  const assets = assetsByName(film);
  const derived = Map.groupBy(
    deriveShotList([...film.blocks.values()], settings, film.pages),
    (shot) => shot.sceneId,
  );
  return film.scenes.flatMap((scene) =>
    missingShots(film, scene, derived.get(scene.id) ?? []).map((shot) => ({
      ...toShot(shot, assets),
      sceneId: scene.id,
      after: shot.after,
    })),
  );
}

/** Costumes that the script puts on somebody in a scene without shots and that are no look of theirs yet. */
export function costumesOf(film: Film, settings: ShotListSettings): Looks {
  const assets = assetsByName(film);
  const looks = new Map<string, Looks[number]>();
  for (const shot of deriveShotList([...film.blocks.values()], settings, film.pages)) {
    if (shotsOfScene(film.shots, shot.sceneId).length > 0) continue;
    for (const [name, where] of Object.entries(shot.presence)) {
      const asset = assets.get(normalName(name));
      if (asset === undefined) continue;
      for (const words of [where.startLook, where.endLook]) {
        if (words === null || lookId(asset, words) !== null) continue;
        const id = `look-${digestOf([asset.id, normalName(words)]).slice(0, 16)}`;
        looks.set(id, {
          assetId: asset.id,
          id,
          name: words.slice(0, 120),
          description: words.slice(0, 4000),
        });
      }
    }
  }
  return [...looks.values()];
}

function toShot(shot: DerivedShot, assets: ReadonlyMap<string, Asset>): Scenes[number]["shots"][number] {
  const presence: Record<string, Presence> = {};
  for (const [name, where] of Object.entries(shot.presence)) {
    const asset = assets.get(normalName(name));
    if (asset === undefined) continue;
    presence[asset.id] = {
      start: where.start,
      end: where.end,
      startLook: lookId(asset, where.startLook),
      endLook: lookId(asset, where.endLook),
    };
  }
  const { size, angle, movement, lensMm, description, durationFrames, blockIds } = shot;
  return {
    id: `shot-${digestOf([shot.sceneId, shot.key]).slice(0, 16)}`,
    size,
    angle,
    movement,
    lensMm,
    description,
    durationFrames,
    presence,
    blockIds,
  };
}

/** A costume of the script is a look where the asset has one of that name or description. */
function lookId(asset: Asset, words: string | null): string | null {
  if (words === null) return null;
  const wanted = normalName(words);
  const found = asset.looks.find(
    (look) => normalName(look.name) === wanted || normalName(look.description) === wanted,
  );
  return found?.id ?? null;
}

/** Live assets that can be in a picture, by every name that the script may call them. */
function assetsByName(film: Film): Map<string, Asset> {
  const byName = new Map<string, Asset>();
  for (const asset of liveAssets([...film.assets.values()])) {
    if (asset.category === "location" || asset.category === "sound") continue;
    for (const name of [asset.name, ...asset.aliases]) {
      if (!byName.has(normalName(name))) byName.set(normalName(name), asset);
    }
  }
  return byName;
}
